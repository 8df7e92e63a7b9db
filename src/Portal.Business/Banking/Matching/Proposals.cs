using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Banking.Matching;

/// <summary>
/// What lines may be, best first. Certain is only what two independent signs say: the number of the invoices and their exact amount, the
/// account that paid before and an exact amount that fits one way only, or a recorded payment with its reference and amount.
/// </summary>
public static class Proposals
{
    private const int Most = 6;
    private const int MostSameAmount = 3;
    private const int MostDaysApart = 12;

    /// <summary>By line. Lines that money left by, and settled ones, have none here.</summary>
    internal static async Task<IReadOnlyDictionary<long, IReadOnlyList<Proposal>>> FindAsync(PortalDbContext db, IReadOnlyList<BankLine> lines, CancellationToken ct)
    {
        var found = new Dictionary<long, IReadOnlyList<Proposal>>();
        foreach (var company in lines.Where(l => l is { IsCredit: true, State: BankLineState.ToDo }).GroupBy(l => l.LegalEntityId))
        {
            foreach (var chunk in company.Chunk(LineCandidates.MostLines))
            {
                var candidates = await LineCandidates.LoadAsync(db, company.Key, chunk, ct);
                foreach (var line in chunk)
                {
                    found[line.Id] = Of(line, candidates);
                }
            }
        }

        return found;
    }

    private static IReadOnlyList<Proposal> Of(BankLine line, LineCandidates from)
    {
        var open = from.Invoices.Where(i => i.Currency == line.Currency).ToList();
        IEnumerable<Proposal> all = [.. ByReference(line, open, from), .. ByOrder(line, open, from), .. ByPayer(line, open, from), .. ByAmount(line, open, from), .. AlreadyRecorded(line, from)];
        var merged = all.GroupBy(p => p.Key).Select(Merge).OrderByDescending(p => p.Score).ThenBy(p => p.Payer, StringComparer.Ordinal).ThenBy(p => p.Key, StringComparer.Ordinal).Take(Most).ToList();
        return merged.Count(p => p.IsCertain) <= 1 ? merged : merged.ConvertAll(p => p with { IsCertain = false, Score = Math.Min(p.Score, 90) });
    }

    private static Proposal Merge(IGrouping<string, Proposal> same)
    {
        var best = same.MaxBy(p => p.Score)!;
        var reasons = same.SelectMany(p => p.Reasons).Distinct().ToList();
        return best with { Reasons = reasons, IsCertain = same.Any(p => p.IsCertain), Score = Math.Min(best.Score + (same.Count() > 1 ? 5 : 0), same.Any(p => p.IsCertain) ? 100 : 94) };
    }

    private static IEnumerable<Proposal> ByReference(BankLine line, List<OpenInvoice> open, LineCandidates from)
    {
        var numbers = from.Reader.Read(line.AllText).ToDictionary(n => n.Number);
        foreach (var payer in open.Where(i => numbers.ContainsKey(i.Number)).GroupBy(i => i.PayerId))
        {
            var named = payer.ToList();
            if (named is [var one] && one.Steps.Contains(line.Amount))
            {
                var number = numbers[one.Number];
                yield return Make(
                    line, from, payer.Key, named, number.IsStrong ? 98 : 88, number.IsStrong,
                    [number.IsStructured ? ProposalReason.StructuredReference : ProposalReason.InvoiceNumber, ProposalReason.Instalment]);
                continue;
            }

            var (paid, exact) = Exact(line.Amount, named);
            var reason = paid.Any(i => numbers[i.Number].IsStructured) ? ProposalReason.StructuredReference : ProposalReason.InvoiceNumber;
            var strong = paid.TrueForAll(i => numbers[i.Number].IsStrong);
            var (score, certain) = (exact, strong) switch { (true, true) => (100, true), (true, false) => (90, false), (_, true) => (75, false), _ => (45, false) };
            yield return Make(line, from, payer.Key, paid, score, certain, exact ? [reason, paid.Count > 1 ? ProposalReason.SumOfInvoices : ProposalReason.SameAmount] : [reason]);
        }
    }

    private static IEnumerable<Proposal> ByOrder(BankLine line, List<OpenInvoice> open, LineCandidates from)
    {
        var orders = LineCandidates.OrdersIn(line).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var payer in open.Where(i => i.PurchaseOrder.Length > 0 && orders.Contains(i.PurchaseOrder)).GroupBy(i => i.PayerId))
        {
            var (paid, exact) = Exact(line.Amount, [.. payer]);
            yield return Make(line, from, payer.Key, paid, exact ? 88 : 60, false, exact ? [ProposalReason.PurchaseOrder, ProposalReason.SameAmount] : [ProposalReason.PurchaseOrder]);
        }
    }

    private static IEnumerable<Proposal> ByPayer(BankLine line, List<OpenInvoice> open, LineCandidates from)
    {
        var signs = new List<(long Payer, ProposalReason Reason)>();
        void Sign(long? payer, ProposalReason reason)
        {
            if (payer is { } id)
            {
                signs.Add((id, reason));
            }
        }

        Sign(KnownPayer.OfIban(line.Iban) is { } iban && from.Known.TryGetValue(iban, out var byIban) ? byIban : null, ProposalReason.KnownIban);
        Sign(KnownPayer.OfName(line.Name) is { } name && from.Known.TryGetValue(name, out var byName) ? byName : null, ProposalReason.KnownName);
        Sign(from.ByName.GetValueOrDefault(Clients.Client.FoldName(line.Name)), ProposalReason.SameName);
        foreach (var (payer, reasons) in signs.GroupBy(s => s.Payer).Select(g => (g.Key, g.Select(s => s.Reason).ToList())))
        {
            var sure = reasons.Contains(ProposalReason.KnownIban);
            var own = open.Where(i => i.PayerId == payer).ToList();
            var same = own.Where(i => i.Balance == line.Amount).ToList();
            var sets = same.Count > 0 ? [] : SetsAddingUp.Find(line.Amount, [.. own.Select(i => i.Balance)], 2);
            if (same.Count > 0)
            {
                yield return Make(line, from, payer, [same[0]], (sure ? 92 : 82) - (same.Count > 1 ? 10 : 0), sure && same.Count == 1, [.. reasons, ProposalReason.SameAmount]);
            }
            else if (own.Count > 1 && own.Sum(i => i.Balance) == line.Amount)
            {
                yield return Make(line, from, payer, own, sure ? 92 : 82, sure, [.. reasons, ProposalReason.AllOpenInvoices]);
            }
            else if (own.FindAll(i => i.Steps.Contains(line.Amount)) is [var inParts, ..] parts)
            {
                yield return Make(line, from, payer, [inParts], (sure ? 90 : 80) - (parts.Count > 1 ? 10 : 0), sure && parts.Count == 1, [.. reasons, ProposalReason.Instalment]);
            }
            else if (sets.Count > 0)
            {
                yield return Make(line, from, payer, [.. sets[0].Select(i => own[i])], sets.Count == 1 ? 80 : 65, false, [.. reasons, ProposalReason.SumOfInvoices]);
            }
            else
            {
                yield return Make(line, from, payer, own, sure ? 55 : 45, false, own.Count > 0 ? [.. reasons, ProposalReason.OldestFirst] : reasons);
            }
        }
    }

    private static IEnumerable<Proposal> ByAmount(BankLine line, List<OpenInvoice> open, LineCandidates from)
    {
        var same = open.Where(i => i.Balance == line.Amount).ToList();
        var parts = open.Where(i => i.Steps.Contains(line.Amount)).ToList();
        return same.Take(MostSameAmount).Select(i => Make(line, from, i.PayerId, [i], same.Count == 1 ? 60 : 35, false, [ProposalReason.SameAmount]))
            .Concat(parts.Take(MostSameAmount).Select(i => Make(line, from, i.PayerId, [i], same.Count == 0 && parts.Count == 1 ? 55 : 30, false, [ProposalReason.Instalment])));
    }

    private static IEnumerable<Proposal> AlreadyRecorded(BankLine line, LineCandidates from)
    {
        var text = Folding.Fold(line.AllText);
        var near = from.Recorded.Where(r => r.Currency == line.Currency && Math.Abs(r.On.DayNumber - line.BookedOn.DayNumber) <= MostDaysApart).ToList();
        var same = near.Where(r => r.Amount == line.Amount).ToList();
        foreach (var record in same)
        {
            var referenced = Folding.Fold(record.Reference) is { Length: >= 4 } reference && text.Contains(reference, StringComparison.Ordinal);
            var score = referenced ? 98 : same.Count == 1 ? 86 : 70;
            yield return Records([record], from, score, referenced, referenced ? [ProposalReason.AlreadyRecorded, ProposalReason.PaymentReference] : [ProposalReason.AlreadyRecorded]);
        }

        // Cheques of one deposit, or one transfer that was recorded invoice by invoice: first what one client or one day brought.
        var sets = near.Where(r => r.Amount < line.Amount).GroupBy(r => r.PayerId).Select(g => g.ToList()).Concat(near.Where(r => r.Amount < line.Amount).GroupBy(r => r.On).Select(g => g.ToList()))
            .Append(near).SelectMany(some => SetsAddingUp.Find(line.Amount, [.. some.Select(r => r.Amount)], 1).Select(set => set.Select(i => some[i]).ToList())).DistinctBy(set => string.Join(',', set.Select(r => r.Id).Order())).Take(MostSameAmount).ToList();
        foreach (var set in sets)
        {
            var ofOne = set.TrueForAll(r => r.PayerId == set[0].PayerId) || set.TrueForAll(r => r.On == set[0].On);
            yield return Records(set, from, ofOne && sets.Count == 1 ? 84 : 60, certain: false, [ProposalReason.AlreadyRecorded, ProposalReason.SumOfPayments]);
        }
    }

    private static Proposal Records(List<RecordedMoney> records, LineCandidates from, int score, bool certain, IReadOnlyList<ProposalReason> reasons)
    {
        string Payer(RecordedMoney record) => from.Names.GetValueOrDefault(record.PayerId, "");
        return new Proposal(
            records[0].PayerId, string.Join(", ", records.Select(Payer).Distinct()), [], 0, score, certain, reasons,
            [.. records.OrderBy(r => r.On).ThenBy(r => r.Id).Select(r => new ProposedRecord(r.Id, r.Number, r.On, r.Amount, Payer(r)))]);
    }

    /// <summary>Those of the invoices that the amount pays exactly, all of them first; else all.</summary>
    private static (List<OpenInvoice> Paid, bool IsExact) Exact(decimal amount, List<OpenInvoice> invoices)
    {
        if (invoices.Sum(i => i.Balance) == amount)
        {
            return (invoices, true);
        }

        if (invoices.Find(i => i.Balance == amount) is { } one)
        {
            return ([one], true);
        }

        var sets = SetsAddingUp.Find(amount, [.. invoices.Select(i => i.Balance)], 1);
        return sets.Count > 0 ? ([.. sets[0].Select(i => invoices[i])], true) : (invoices, false);
    }

    /// <summary>Oldest due first, as much as there is.</summary>
    private static Proposal Make(BankLine line, LineCandidates from, long payer, IReadOnlyList<OpenInvoice> invoices, int score, bool certain, IReadOnlyList<ProposalReason> reasons)
    {
        var left = line.Amount;
        var shares = new List<ProposedShare>();
        foreach (var invoice in invoices.OrderBy(i => i.DueOn).ThenBy(i => i.Id).TakeWhile(_ => left > 0))
        {
            var share = Math.Min(left, invoice.Balance);
            shares.Add(new ProposedShare(invoice.Id, invoice.Number, invoice.DueOn, invoice.Balance, share));
            left -= share;
        }

        return new Proposal(payer, from.Names.GetValueOrDefault(payer, ""), shares, left, score, certain, reasons, []);
    }
}
