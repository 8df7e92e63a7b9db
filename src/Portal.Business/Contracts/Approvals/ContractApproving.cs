using Portal.Business.Common;

namespace Portal.Business.Contracts;

/// <summary>What the client's approval does to a contract.</summary>
public sealed partial class Contract
{
    /// <summary>A draft comes into force as it stands, with all its lines.</summary>
    /// <param name="signedOn">The day on which the client signed; staff may have written it down already.</param>
    public Result Approve(DateOnly today, DateOnly signedOn)
    {
        if (Status != ContractStatus.Draft)
        {
            return Refusal.NotNow("Contracts.NotToApprove", Reference);
        }

        var activated = ActivateLines(today);
        if (activated.Succeeded)
        {
            SubscribedOn = signedOn;
        }

        return activated;
    }
}
