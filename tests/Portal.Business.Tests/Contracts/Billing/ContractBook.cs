using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Billing;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts.Billing;

/// <summary>Contracts to be billed, and what came of them in words.</summary>
internal static class ContractBook
{
    private static int next;

    public static Contract.Head Head(DateOnly start, BillingFrequency frequency = BillingFrequency.Monthly, BillingTiming timing = BillingTiming.InAdvance) => new(
        "C-" + Interlocked.Increment(ref next).ToString("D6", System.Globalization.CultureInfo.InvariantCulture), "Entretien", 0, ContractEntry.Advanced, null, start, null, true, 30, false, true,
        frequency, timing, BillingAnchor.Anniversary, FirstPeriod.FullPrice, InvoiceGrouping.PerContract, ContractRevision.None, ContractDelivery.Proforma, null, null, null,
        "", "", null, null);

    public static ContractLine.Values Line(Boreal boreal, string what, decimal quantity, decimal price, VisitPlan? visits = null, InvoiceGrouping? grouping = null) => new(
        null, what, quantity, "h", price, 0, boreal.TaxCode.Id, boreal.Income.Id, null, null, true, grouping, null, null, visits ?? VisitPlan.None);

    /// <summary>An active contract, ready to be billed.</summary>
    public static async Task<Contract> AddAsync(Boreal boreal, Contract.Head head, params IReadOnlyList<ContractLine.Values> lines) =>
        await AddAsync(boreal, head, boreal.Client, boreal.Client, lines);

    public static async Task<Contract> AddAsync(Boreal boreal, Contract.Head head, Client client, Client payer, params IReadOnlyList<ContractLine.Values> lines)
    {
        await using var db = boreal.Portal.Open();
        var contract = Make(boreal, head, client, payer, lines);
        db.Contracts.Add(contract);
        await db.SaveChangesAsync();
        return contract;
    }

    public static Contract Make(Boreal boreal, Contract.Head head, Client client, Client payer, IReadOnlyList<ContractLine.Values> lines)
    {
        var now = boreal.Portal.Clock.GetUtcNow().UtcDateTime;
        var today = boreal.Entity.DayOf(now);
        var contract = new Contract(boreal.Entity.Id, client.Id, head.Reference, client.Currency, head.StartsOn, now);
        Boreal.Require(contract.Edit(head with { PayerId = payer.Id }, isBilled: false, boreal.Entity.Today(boreal.Portal.Clock)));
        foreach (var (values, at) in lines.Select((v, at) => (v, at)))
        {
            var line = new ContractLine { ContractId = contract.Id, Position = at + 1 };
            Boreal.Require(line.Set(values));
            contract.Lines.Add(line);
        }

        Boreal.Require(contract.ActivateLines(today));
        contract.BillNextOn(DueBilling.NextDate(contract, BilledOfContracts.Nothing, today));
        return contract;
    }

    /// <summary>Another client of the company, or another payer.</summary>
    public static async Task<Client> OtherClientAsync(Boreal boreal, Action<Client>? change = null)
    {
        await using var db = boreal.Portal.Open();
        var client = new Client(boreal.Entity.Id, "Filiale", new Contact { Name = "Luc Roy", Email = "luc@filiale.example" })
        {
            Language = boreal.Client.Language,
            Currency = boreal.Client.Currency,
            BillingAddress = boreal.Client.BillingAddress,
        };
        change?.Invoke(client);
        db.Add(client.IndexForSearch());
        await db.SaveChangesAsync();
        return client;
    }

    public static async Task<Contract> FindAsync(Boreal boreal, long id)
    {
        await using var db = boreal.Portal.Open();
        return (await ContractAccess.FindAsync(db, id, default))!;
    }

    public static async Task ChangeAsync(Boreal boreal, long id, Action<Contract> change)
    {
        await using var db = boreal.Portal.Open();
        var contract = (await ContractAccess.FindAsync(db, id, default))!;
        change(contract);
        await ContractAccess.SetNextInvoiceAsync(db, contract, boreal.Entity.Today(boreal.Portal.Clock), default);
        await db.SaveChangesAsync();
    }

    public static async Task<BillingOutcome> RunAsync(Boreal boreal, RunBilling.Input? input = null) =>
        Boreal.Value(await boreal.Portal.Get<RunBilling>().RunAsync(input ?? new RunBilling.Input(), default));

    public static async Task<PreviewBilling.View> PreviewAsync(Boreal boreal, PreviewBilling.Input? input = null) =>
        Boreal.Value(await boreal.Portal.Get<PreviewBilling>().RunAsync(input ?? new PreviewBilling.Input(), default));

    public static async Task<List<Invoice>> InvoicesAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        return await db.Invoices.AsNoTracking().AsSplitQuery().Include(i => i.Lines).Include(i => i.Taxes).OrderBy(i => i.ProformaNumber).ThenBy(i => i.Id).ToListAsync();
    }

    public static async Task<List<string>> ParkedAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        return [.. (await db.ParkedBillings.AsNoTracking().OrderBy(p => p.InvoiceOn).ToListAsync()).Select(p => $"{p.InvoiceOn:yyyy-MM-dd} {string.Join(' ', p.Reasons.Select(r => r.Code))}")];
    }

    /// <summary>"2026-02-01..2026-02-28 100.00" for each line.</summary>
    public static List<string> Lines(IEnumerable<Invoice> invoices) =>
        [.. invoices.SelectMany(i => i.Lines.OrderBy(l => l.Position)).Where(l => l.Kind == InvoiceLineKind.Priced).Select(l => FormattableString.Invariant($"{l.ServiceFrom:yyyy-MM-dd}..{l.ServiceTo:yyyy-MM-dd} {l.Net:0.00}"))];
}
