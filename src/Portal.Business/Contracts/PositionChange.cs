using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts;

/// <summary>
/// What another fiscal position from a day on changes: the codes of lines that go on are amended from that day, of lines and charges that begin later
/// they are replaced. Where another change follows, it lasts until the day before, and what goes on gets its former codes back from that day.
/// Preview and change come from here. What is billed already is never touched: its days refuse the change.
/// </summary>
internal sealed record PositionChange(IReadOnlyList<PositionChange.Row> Rows)
{
    /// <param name="LineId">Of the line or the one-off charge.</param>
    public sealed record Row(long LineId, bool IsCharge, string Description, DateOnly From, long? OldTaxCodeId, long? NewTaxCodeId, long? OldAccountId, long? NewAccountId);

    /// <summary>Makes it on the loaded contract; nothing is saved here.</summary>
    public static async Task<Result<PositionChange>> MakeAsync(
        PortalDbContext db, Contract contract, BilledOfContracts billed, DateOnly from, long? positionId, CancellationToken ct)
    {
        if (positionId is { } id && !await db.FiscalPositions.AnyAsync(p => p.Id == id && p.LegalEntityId == contract.LegalEntityId, ct))
        {
            return Refusal.Invalid("Contracts.UnknownChoice").On(nameof(Contract.FiscalPositionId));
        }

        if (contract.WhyNotPosition(from) is { } outside)
        {
            return outside;
        }

        if (contract.PositionOn(from) == positionId)
        {
            return Refusal.Invalid("Contracts.PositionIsTheSame").On(nameof(Contract.FiscalPositionId));
        }

        var until = contract.PositionChanges.FirstOrDefault(p => p.From > from)?.From;
        var codes = await ContractCodes.LoadAsync(db, contract, positionId, ct);
        var (rows, refusals) = (new List<Row>(), new List<Refusal>());
        foreach (var line in contract.Lines.Where(l => l.Status is ContractLineStatus.Draft or ContractLineStatus.Active && !(l.EndsOn < from)).ToList())
        {
            var starts = line.StartsOn ?? contract.StartsOn;
            var goesOn = until is not null && !(line.EndsOn < until);
            if (starts >= until || (goesOn && line.Status == ContractLineStatus.Draft))
            {
                continue;
            }

            var day = starts > from ? starts : from;
            var (tax, account) = codes.Of(line, day);
            if ((tax, account) == (line.TaxCodeId, line.GlAccountId))
            {
                continue;
            }

            rows.Add(new Row(line.Id, false, line.Description, day, line.TaxCodeId, tax, line.GlAccountId, account));
            refusals.AddRange(Recode(contract, line, from, goesOn ? until : null, tax, account, billed).Refusals);
        }

        foreach (var charge in contract.Charges.Where(c => c.ChargedOn >= from && !(c.ChargedOn >= until) && !billed.Keys.Contains((c.Id, BilledKind.Charge, ""))))
        {
            var (tax, account) = codes.Of(charge);
            if ((tax, account) != (charge.TaxCodeId, charge.GlAccountId))
            {
                rows.Add(new Row(charge.Id, true, charge.Description, charge.ChargedOn, charge.TaxCodeId, tax, charge.GlAccountId, account));
                (charge.TaxCodeId, charge.GlAccountId) = (tax, account);
            }
        }

        // What is billed beyond the day had another position: two of them for the same days would contradict each other.
        if (refusals.Count == 0 && billed.ThroughOfContract(contract.Id) is { } through && through >= from)
        {
            refusals.Add(ContractLine.IsBilled(through, changesOn: through.AddDays(1)).On("From"));
        }

        refusals.AddRange(contract.ChangePosition(from, positionId).Refusals);
        return refusals.Count > 0 ? Result<PositionChange>.Refused([.. refusals.DistinctBy(r => (r.Code, string.Join('|', r.Args)))]) : new PositionChange(rows);
    }

    /// <param name="until">From this day on the line goes on with the codes that it has now; null: it does not go on, or no other change follows.</param>
    private static Result Recode(Contract contract, ContractLine line, DateOnly from, DateOnly? until, long? tax, long? account, BilledOfContracts billed)
    {
        if ((line.StartsOn ?? contract.StartsOn) >= from)
        {
            var kept = until is { } end ? Amend(contract, line, end, line.Current, billed.ThroughOf(line.Id)) : Result.Done;
            return kept.Succeeded ? line.Recode(tax, account, billed.ThroughOf(line.Id)) : kept;
        }

        if (line.Status == ContractLineStatus.Draft)
        {
            return line.Recode(tax, account, null);
        }

        var former = line.Current;
        var made = Amend(contract, line, from, former with { TaxCodeId = tax, GlAccountId = account }, billed.ThroughOf(line.Id));
        return made.Succeeded && until is { } later ? Amend(contract, contract.Lines[^1], later, former, null) : made;
    }

    /// <summary>Its place in the chain of amendments is that before the one which follows the line already.</summary>
    private static Result Amend(Contract contract, ContractLine line, DateOnly from, ContractLine.Values values, DateOnly? billedThrough)
    {
        var amended = line.AmendBetween(contract, from, values, billedThrough);
        if (!amended.TryGet(out var successor))
        {
            return Result.Refused([.. amended.Refusals.Select(r => r.Field is "EndsOn" or "StartsOn" ? r.On("From") : r)]);
        }

        contract.Lines.Add(successor);
        return Result.Done;
    }
}
