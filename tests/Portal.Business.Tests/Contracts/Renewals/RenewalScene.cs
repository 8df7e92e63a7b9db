using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Scheduled;
using Portal.Business.Data;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts.Renewals;

/// <summary>A company with contracts, and days that pass. It is the 2nd of March 2026 at first.</summary>
public sealed class RenewalScene : IAsyncDisposable
{
    private RenewalScene(Boreal boreal) => Boreal = boreal;

    public Boreal Boreal { get; }

    public TestPortal Portal => Boreal.Portal;

    public static async Task<RenewalScene> StartAsync(DatabaseProvider provider, bool france = true, Steps? steps = null) =>
        new(await Boreal.StartAsync(provider, france ? "FR" : "QC", france ? "TVA20" : "TPS+TVQ", services =>
        {
            if (steps is not null)
            {
                services.AddSingleton(steps);
            }
        }));

    /// <summary>An active contract with one indexable line for each price, yearly in advance.</summary>
    /// <param name="endsOn">Null: it renews itself.</param>
    public async Task<Contract> ContractAsync(
        string reference, DateOnly startsOn, DateOnly? endsOn = null, int noticeDays = 0, bool noticeToClient = false, BillingFrequency frequency = BillingFrequency.Yearly,
        bool isIndexable = true, DateOnly? openedUntil = null, params decimal[] prices)
    {
        await using var db = Portal.Open();
        var contract = new Contract(Boreal.Entity.Id, Boreal.Client.Id, reference, Boreal.Entity.Currency, startsOn, Portal.Clock.GetUtcNow().UtcDateTime);
        Boreal.Require(contract.Edit(
            new Contract.Head(
                reference, "Entretien", Boreal.Client.Id, ContractEntry.Simple, startsOn, startsOn, endsOn, endsOn is null, noticeDays, noticeToClient, isIndexable, frequency,
                BillingTiming.InAdvance, BillingAnchor.Anniversary, FirstPeriod.FullPrice, InvoiceGrouping.PerContract, ContractRevision.None, ContractDelivery.Proforma, null,
                null, null, "", "", null, null),
            isBilled: false, startsOn));
        foreach (var price in prices.Length == 0 ? [1200m] : prices)
        {
            var line = new ContractLine { ContractId = contract.Id, Position = contract.Lines.Count };
            Boreal.Require(line.Set(new ContractLine.Values(
                null, $"Line {contract.Lines.Count}", 1, "", price, 0, Boreal.TaxCode.Id, Boreal.Income.Id, null, null, true, null, null, null, VisitPlan.None)));
            contract.Lines.Add(line);
        }

        Boreal.Require(contract.ActivateLines(openedUntil ?? Boreal.Entity.Today(Portal.Clock)));
        db.Add(contract);
        await db.SaveChangesAsync();
        return contract;
    }

    /// <summary>As if all that is due through a day were on an invoice.</summary>
    public async Task BillAsync(long contractId, DateOnly through)
    {
        var contract = await FindAsync(contractId);
        var invoice = await Boreal.ProformaAsync(Boreal.InvoiceLine("Contrat", 1, 10));
        await using var db = Portal.Open();
        var billed = await db.BilledPeriods.Where(b => b.ContractId == contractId).Select(b => new { b.LineId, b.Key }).ToListAsync();
        foreach (var item in DueBilling.Of(contract, through).Where(i => !billed.Exists(b => b.LineId == i.LineId && b.Key == i.Key)))
        {
            db.BilledPeriods.Add(new BilledPeriod
            {
                ContractId = contractId,
                LineId = item.LineId,
                Kind = item.Kind,
                Key = item.Key,
                From = item.From,
                To = item.To,
                InvoiceOn = item.InvoiceOn,
                DatedOn = item.InvoiceOn,
                Quantity = item.Quantity,
                Net = item.Net,
                InvoiceId = invoice,
                InvoiceLineId = Ids.New(),
                Basis = new BilledBasis(0, 1, 1, 0, item.Amount),
            });
        }

        await db.SaveChangesAsync();
    }

    public async Task<Contract> FindAsync(long id)
    {
        await using var db = Portal.Open();
        return await db.Contracts.AsNoTracking().AsSplitQuery().Include(c => c.Lines).Include(c => c.Periods).Include(c => c.Pauses).Include(c => c.Charges).SingleAsync(c => c.Id == id);
    }

    public void GoTo(DateOnly day) => Portal.Clock.Set(day.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc));

    public async Task<OpenContractPeriods.Done> OpenPeriodsAsync() => Boreal.Value(await Portal.Get<OpenContractPeriods>().RunAsync(new(), default));

    public async Task<AnnounceRenewals.Done> AnnounceAsync() => Boreal.Value(await Portal.Get<AnnounceRenewals>().RunAsync(new(), default));

    public ValueTask DisposeAsync() => Boreal.DisposeAsync();
}
