using Portal.Business.Common;

namespace Portal.Business.Contracts.Amending;

/// <summary>Makes amendments on a loaded contract; nothing is saved here. What is sent, previewed and applied comes from here.</summary>
internal static class Amendments
{
    /// <returns>Each line with the one that takes its place, null where it ends; or everything that is wrong.</returns>
    public static Result<IReadOnlyList<(ContractLine Before, ContractLine? After)>> Apply(this Contract contract, Amendment amendment, BilledOfContracts billed)
    {
        var lines = contract.Lines.Where(l => amendment.LineIds.Contains(l.Id)).ToList();
        var refusals = Check(amendment, lines);
        var made = new List<(ContractLine Before, ContractLine? After)>();
        foreach (var line in refusals.Count > 0 ? [] : lines)
        {
            if (amendment.New is not { } values)
            {
                made.Add((line, null));
                refusals.AddRange(contract.EndLine(line, amendment.From.AddDays(-1), billed) is { } refusal ? [refusal] : []);
            }
            else if (line.Amend(contract, amendment.From, values.On(line), billed.ThroughOf(line.Id)).TryGet(out var amended, out var not))
            {
                contract.Lines.Add(amended);
                made.Add((line, amended));
            }
            else
            {
                refusals.Add(not.Field is "EndsOn" or "StartsOn" ? not.On(nameof(amendment.From)) : not);
            }
        }

        return refusals.Count > 0 ? Result<IReadOnlyList<(ContractLine, ContractLine?)>>.Refused([.. refusals.DistinctBy(r => (r.Code, string.Join('|', r.Args)))]) : made;
    }

    /// <summary>Gives a line its last day, or takes it back while the days before it are not billed; says why not.</summary>
    /// <param name="endsOn">Null: it goes on with the contract.</param>
    public static Refusal? EndLine(this Contract contract, ContractLine line, DateOnly? endsOn, BilledOfContracts billed)
    {
        if (contract.Lines.Exists(l => l.PreviousId == line.Id))
        {
            return Refusal.NotNow("Contracts.LineWasAmended", line.Description);
        }

        if (endsOn < (line.StartsOn ?? contract.StartsOn) || endsOn > contract.LastDay)
        {
            return Refusal.Invalid("Contracts.LineOutsideContract", line.Description).On(nameof(line.EndsOn));
        }

        if (line.EndsOn is { } before && billed.ThroughOf(line.Id) >= before && endsOn != before)
        {
            return Refusal.NotNow("Contracts.LineEndIsBilled", line.Description, before).On(nameof(line.EndsOn));
        }

        if (endsOn is { } day)
        {
            return line.End(day, billed.ThroughOf(line.Id)).Refusal;
        }

        line.Reopen(null);
        return null;
    }

    /// <summary>
    /// An amendment for the client to approve, made on a copy: what it changes, line by line. Taxes, accounts and sites are no part of what clients
    /// agree to: staff change them directly.
    /// </summary>
    public static Result<OfferedAmendment> Offer(this Contract copy, Amendment amendment, BilledOfContracts billed)
    {
        if (amendment.New is { TaxCodeId: not null } or { GlAccountId: not null } or { Site: not null })
        {
            return Refusal.Invalid("Contracts.NotForTheClient").On(nameof(AmendedValues.TaxCodeId));
        }

        var made = copy.Apply(amendment, billed);
        return made.Succeeded ? new OfferedAmendment(amendment, Rows(made.Value)) : Result<OfferedAmendment>.Refused(made.Refusals);
    }

    private static IReadOnlyList<AmendmentRow> Rows(IEnumerable<(ContractLine Before, ContractLine? After)> made) =>
    [
        .. made.Select(m => new AmendmentRow(
            m.Before.Description, m.Before.Unit, m.Before.DiscountPercent, m.Before.AnnualQuantity, m.After?.AnnualQuantity ?? 0, m.Before.UnitPrice, m.After?.UnitPrice ?? 0,
            m.Before.AnnualNet, m.After?.AnnualNet ?? 0, m.Before.Visits.PerYear, m.After?.Visits.PerYear ?? 0, m.After is null ? m.Before.EndsOn : null)),
    ];

    private static List<Refusal> Check(Amendment amendment, List<ContractLine> lines)
    {
        var refusals = new List<Refusal>();
        if (lines.Count == 0 || lines.Count != amendment.LineIds.Distinct().Count())
        {
            refusals.Add(Refusal.Invalid("Contracts.ChooseLines").On(nameof(amendment.LineIds)));
        }

        if (amendment.New is { AreNone: true })
        {
            refusals.Add(Refusal.Invalid("Contracts.NothingAmended").On(nameof(AmendedValues.UnitPrice)));
        }

        if (amendment.New is { UnitPrice: not null, PricePercent: not null and not 0 })
        {
            refusals.Add(Refusal.Invalid("Contracts.PriceOrPercent").On(nameof(AmendedValues.PricePercent)));
        }

        if (amendment.New?.PricePercent is <= -100 or > 1000)
        {
            refusals.Add(Refusal.Invalid("Contracts.PercentOutOfRange", -100, 1000).On(nameof(AmendedValues.PricePercent)));
        }

        return refusals;
    }
}
