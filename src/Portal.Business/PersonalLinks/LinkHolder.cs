using Portal.Business.Common;

namespace Portal.Business.PersonalLinks;

/// <summary>Somebody who came by a personal link: sees that client's records and may do only what the link is for.</summary>
public sealed record LinkHolder(string Name, long ClientId) : ICurrentUser
{
    public long? UserId => null;

    public ClientScope Clients { get; } = ClientScope.Only(ClientId);

    public bool Has(string permission) => false;
}
