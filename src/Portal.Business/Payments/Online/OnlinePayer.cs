using Portal.Business.Common;

namespace Portal.Business.Payments.Online;

/// <summary>The person who went to the card page: signs what the timeline says of the payment, and may do nothing here.</summary>
internal sealed record OnlinePayer(long? UserId, string Name, long ClientId) : ICurrentUser
{
    public ClientScope Clients { get; } = ClientScope.Only(ClientId);

    public static ICurrentUser Of(OnlinePayment online) =>
        online.PayerName.Length == 0 ? SystemUser.Instance : new OnlinePayer(online.PayerUserId, online.PayerName, online.ClientId);

    public bool Has(string permission) => false;
}
