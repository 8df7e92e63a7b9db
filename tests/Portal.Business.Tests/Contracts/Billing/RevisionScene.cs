using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts.Billing;

/// <summary>Contracts of which years are revised. Lines cost 1200 a year for four visits.</summary>
internal static class RevisionScene
{
    public static readonly VisitPlan FourAYear = new(4, [3, 6, 9, 12], null, 60);

    /// <summary>Bills and hands over to the accounts until there is nothing left: what is to be credited waits for the latter.</summary>
    public static async Task SettleAsync(Boreal boreal)
    {
        for (var i = 0; i < 4; i++)
        {
            await ContractBook.RunAsync(boreal);
            await VisitBillingTests.HandOverAsync(boreal);
        }
    }

    /// <summary>The year from March 2025 is billed in advance, visited so often, and revised.</summary>
    public static async Task<(Invoice Invoice, Contract Contract)> RevisedAsync(Boreal boreal, int visits)
    {
        boreal.Portal.Clock.Set(new DateTime(2025, 3, 1, 15, 0, 0, DateTimeKind.Utc));
        var head = ContractBook.Head(new DateOnly(2025, 3, 1), BillingFrequency.Yearly) with { Revision = ContractRevision.LastDay, Delivery = ContractDelivery.Issue };
        var contract = await ContractBook.AddAsync(boreal, head, Line(boreal));
        await ContractBook.RunAsync(boreal);
        await VisitBillingTests.HandOverAsync(boreal);
        await VisitBillingTests.RequestAsync(boreal, contract);
        for (var i = 0; i < visits; i++)
        {
            await VisitBillingTests.VisitAsync(boreal, contract.Lines[0].Id, new DateOnly(2025, 6, 1 + i));
        }

        boreal.Portal.Clock.Set(new DateTime(2026, 3, 1, 15, 0, 0, DateTimeKind.Utc));
        await ContractBook.RunAsync(boreal);
        await ContractBook.RunAsync(boreal);
        return ((await ContractBook.InvoicesAsync(boreal)).First(i => i.Kind == InvoiceKind.Invoice && i.IssuedOn!.Value.Year == 2025), contract);
    }

    public static async Task<Result<CreditInvoice.Credited>> CreditAsync(Boreal boreal, Invoice invoice, decimal quantity, bool reopens, decimal? net = null)
    {
        var now = (await ContractBook.InvoicesAsync(boreal)).Single(i => i.Id == invoice.Id);
        var line = now.Lines.Single(l => net is null || l.Net == net);
        return await boreal.Portal.Get<CreditInvoice>().RunAsync(
            new CreditInvoice.Input(now.Id, now.Version, [new CreditInvoice.LineQuantity(line.Id, quantity)], false, "Erreur", false, ReopensPeriods: reopens), default);
    }

    public static async Task<decimal> NetAsync(Boreal boreal) => (await ContractBook.InvoicesAsync(boreal)).Sum(i => i.Kind == InvoiceKind.CreditNote ? -i.Net : i.Net);

    public static ContractLine.Values Line(Boreal boreal) => ContractBook.Line(boreal, "Chaudière", 1, 1200, FourAYear);

    public static Contract Active(
        DateOnly start, DateOnly end, BillingFrequency frequency = BillingFrequency.Monthly, VisitPlan? visits = null, decimal price = 1200,
        BillingAnchor anchor = BillingAnchor.Anniversary, BillingTiming timing = BillingTiming.InAdvance)
    {
        var head = ContractBook.Head(start, frequency, timing) with { Anchor = anchor, RenewsAutomatically = false, EndsOn = end, Revision = ContractRevision.LastDay, PayerId = 1 };
        var contract = new Contract(1, 1, "C-1", "CAD", start, DateTime.UnixEpoch);
        Boreal.Require(contract.Edit(head, isBilled: false, start));
        var line = new ContractLine { ContractId = contract.Id, Position = 1 };
        Boreal.Require(line.Set(new ContractLine.Values(null, "A", 1, "", price, 0, 1, 1, null, null, true, null, null, null, visits ?? FourAYear)));
        contract.Lines.Add(line);
        Boreal.Require(contract.ActivateLines(start));
        return contract;
    }

    public static IEnumerable<string> Revisions(Contract contract, IReadOnlyCollection<DoneVisit> visits) => DueBilling.Of(contract, new DateOnly(2027, 12, 31), visits)
        .Where(i => i.Kind == BilledKind.Revision).Select(i => FormattableString.Invariant($"{i.Key} {i.From:yyyy-MM-dd}..{i.To:yyyy-MM-dd} {i.Net:0.##}"));
}
