using Portal.Business.Common;

namespace Portal.Business.Contracts;

/// <summary>The fiscal position of a contract from a day on.</summary>
/// <param name="FiscalPositionId">Null: none.</param>
public sealed record DatedPosition(DateOnly From, long? FiscalPositionId);

/// <summary>Its fiscal position in the course of time: invoices of earlier days keep the one that they had.</summary>
public sealed partial class Contract
{
    public long? PositionOn(DateOnly day) => PositionChanges.LastOrDefault(p => p.From <= day) is { } change ? change.FiscalPositionId : FiscalPositionId;

    /// <summary>Whether the fiscal position can only be changed from a day on: something of it is active.</summary>
    public bool HasDatedPosition => Status != ContractStatus.Draft || Lines.Exists(l => l.Status is ContractLineStatus.Active or ContractLineStatus.Ended);

    /// <summary>Why its fiscal position can't change on a day, whatever the lines allow; null where it can.</summary>
    public Refusal? WhyNotPosition(DateOnly from) =>
        IsOver ? Refusal.NotNow("Contracts.IsOver", Reference)
        : from < StartsOn || from > LastDay ? Refusal.Invalid("Contracts.PositionOutsideContract", StartsOn).On("From")
        : null;

    /// <summary>Another fiscal position from a day on; later changes stay. Codes of lines are not its business.</summary>
    public Result ChangePosition(DateOnly from, long? fiscalPositionId)
    {
        if (WhyNotPosition(from) is { } refusal)
        {
            return refusal;
        }

        var others = PositionChanges.Where(p => p.From != from).ToList();
        var before = others.LastOrDefault(p => p.From < from) is { } change ? change.FiscalPositionId : FiscalPositionId;
        if (from == StartsOn)
        {
            (FiscalPositionId, PositionChanges) = (fiscalPositionId, others);
        }
        else
        {
            PositionChanges = before == fiscalPositionId ? others : [.. others.Append(new DatedPosition(from, fiscalPositionId)).OrderBy(p => p.From)];
        }

        return Result.Done;
    }
}
