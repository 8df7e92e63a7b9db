using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Billing;
using Portal.Business.Contracts.Scheduled;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Operations;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts.Billing;
/// <summary>What a run leaves to a person: what lacks something, and what limits hold back. Today is the 2nd of March 2026.</summary>
public sealed class ParkedBillingTests
{
    private static readonly DateOnly January = new(2026, 1, 1);

    [Theory, EachDatabase]
    public async Task OneBadContract_IsParkedWithEverythingThatIsMissing_TheOthersGoOn_AndItPassesOnceItIsPutRight(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var homeless = await ContractBook.OtherClientAsync(boreal, c => (c.BillingAddress, c.PurchaseOrderRequired) = (Address.Empty, true));
        var head = ContractBook.Head(new DateOnly(2026, 2, 1)) with { Delivery = ContractDelivery.Issue };
        await ContractBook.AddAsync(boreal, head, homeless, homeless, ContractBook.Line(boreal, "Entretien", 1, 1200));
        await ContractBook.AddAsync(boreal, head with { Reference = "C-97" }, ContractBook.Line(boreal, "Entretien", 1, 1200));

        var outcome = await ContractBook.RunAsync(boreal);

        Assert.Equal((2, 1), (outcome.Invoices, outcome.Parked));
        Assert.Equal(["2026-02-01 Invoicing.NoBillingAddress Invoicing.NoPurchaseOrder"], await ContractBook.ParkedAsync(boreal));
        await using (var db = boreal.Portal.Open())
        {
            var client = await db.Clients.SingleAsync(c => c.Id == homeless.Id);
            (client.BillingAddress, client.PurchaseOrderRequired) = (boreal.Client.BillingAddress, false);
            await db.SaveChangesAsync();
        }

        var again = await ContractBook.RunAsync(boreal);

        Assert.Equal((2, 0), (again.Invoices, again.Parked));
        Assert.Empty(await ContractBook.ParkedAsync(boreal));
    }

    [Theory, EachDatabase]
    public async Task MentionsThatTheCompanyLacks_ParkWhatIsIssued_AndNoProforma(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        await using (var db = boreal.Portal.Open())
        {
            (await db.LegalEntities.SingleAsync()).Numbers = RegistrationNumbers.None;
            await db.SaveChangesAsync();
        }

        await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 3, 1)), ContractBook.Line(boreal, "Entretien", 1, 1200));
        Assert.Equal((1, 0), await ContractBook.RunAsync(boreal) is var proformas ? (proformas.Invoices, proformas.Parked) : default);
        Assert.Empty(await ContractBook.ParkedAsync(boreal));

        var issued = ContractBook.Head(new DateOnly(2026, 3, 1)) with { Delivery = ContractDelivery.Issue };
        await ContractBook.AddAsync(boreal, issued, ContractBook.Line(boreal, "Entretien", 1, 1200));
        Assert.Equal((0, 1), await ContractBook.RunAsync(boreal) is var parked ? (parked.Invoices, parked.Parked) : default);
        Assert.Equal(["2026-03-01 Invoicing.SellerWithoutSiren Invoicing.SellerWithoutVatId"], await ContractBook.ParkedAsync(boreal));
    }

    [Theory, EachDatabase]
    public async Task AChangeBeyondTheLimit_WaitsForAPerson_AndWhatComesAfterWaitsForIt(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(January) with { LargestChangePercent = 10 }, ContractBook.Line(boreal, "Entretien", 1, 1200));
        await ContractBook.ChangeAsync(boreal, contract.Id, c =>
            c.Lines.Add(Boreal.Value(c.Lines[0].Amend(c, new DateOnly(2026, 2, 1), c.Lines[0].Current with { UnitPrice = 12000 }, null))));

        var first = await ContractBook.RunAsync(boreal);
        var parked = Assert.Single(Boreal.Value(await boreal.Portal.Get<ListParkedBillings>().RunAsync(new ListParkedBillings.Input(), default)).Rows);
        Boreal.Require(await boreal.Portal.Get<ReleaseParked>().RunAsync([new(parked.Id, parked.Version)], default));
        var second = await ContractBook.RunAsync(boreal);

        Assert.Equal((1, 1), (first.Invoices, first.Parked));
        Assert.Equal(("Contracts.ChangeTooLarge", 1000m, true), (parked.Reasons[0].Code, parked.Net, parked.MayRelease));
        Assert.Equal([(100m, "CAD"), (1000m, "CAD"), 900m, 10m], parked.Reasons[0].Args);
        Assert.Equal((2, 0), (second.Invoices, second.Parked));
        Assert.Equal(["2026-01-01..2026-01-31 100.00", "2026-02-01..2026-02-28 1000.00", "2026-03-01..2026-03-31 1000.00"], ContractBook.Lines(await ContractBook.InvoicesAsync(boreal)));
    }

    [Theory, EachDatabase]
    public async Task DaysThatAnotherBilledPeriodOfTheLineHas_WaitForAPerson_WhoLetsThemPass(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 2, 1)), ContractBook.Line(boreal, "Entretien", 1, 1200));
        await ContractBook.RunAsync(boreal, new RunBilling.Input(new DateOnly(2026, 2, 1)));
        await using (var db = boreal.Portal.Open())
        {
            var february = await db.BilledPeriods.AsNoTracking().SingleAsync();
            db.Add(new BilledPeriod
            {
                ContractId = contract.Id,
                LineId = february.LineId,
                Kind = BilledKind.Period,
                Key = "2026-02-15",
                From = new(2026, 2, 15),
                To = new(2026, 3, 14),
                InvoiceOn = new(2026, 2, 15),
                DatedOn = new(2026, 2, 15),
                Quantity = 1,
                Net = 100,
                InvoiceId = february.InvoiceId,
                InvoiceLineId = february.InvoiceLineId,
                Basis = february.Basis,
            });
            await db.SaveChangesAsync();
        }

        Assert.Equal((0, 1), await ContractBook.RunAsync(boreal) is var run ? (run.Invoices, run.Parked) : default);
        var parked = Assert.Single(Boreal.Value(await boreal.Portal.Get<ListParkedBillings>().RunAsync(new ListParkedBillings.Input(), default)).Rows);
        Assert.Equal(("Contracts.OverlapsBilled", true), (parked.Reasons[0].Code, parked.MayRelease));
        Assert.Equal([new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31), new DateOnly(2026, 2, 15), new DateOnly(2026, 3, 14)], parked.Reasons[0].Args);
        Boreal.Require(await boreal.Portal.Get<ReleaseParked>().RunAsync([new(parked.Id, parked.Version)], default));
        Assert.Equal((1, 0), await ContractBook.RunAsync(boreal) is var passed ? (passed.Invoices, passed.Parked) : default);
    }

    [Theory, EachDatabase]
    public async Task TooManyInvoicesOfOneDay_WaitForAPerson(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await ContractBook.AddAsync(boreal, ContractBook.Head(January) with { MostInvoicesPerDay = 2 }, ContractBook.Line(boreal, "Entretien", 1, 1200));

        var outcome = await ContractBook.RunAsync(boreal, new RunBilling.Input(Dating: InvoiceDating.Today));

        Assert.Equal((2, 1), (outcome.Invoices, outcome.Parked));
        Assert.Equal(["2026-03-01 Contracts.TooManyInvoices"], await ContractBook.ParkedAsync(boreal));
        Assert.Equal(1, (await ContractBook.PreviewAsync(boreal, new PreviewBilling.Input(Dating: InvoiceDating.Today))).Parked);
    }

    [Theory, EachDatabase]
    public async Task ALimitOfTheClient_HoldsForAllItsContracts(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await using (var db = boreal.Portal.Open())
        {
            var limit = new BillingLimit { LegalEntityId = boreal.Entity.Id, ClientId = boreal.Client.Id };
            Boreal.Require(limit.Set(null, 1));
            db.Add(limit);
            await db.SaveChangesAsync();
        }

        await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 3, 1)), ContractBook.Line(boreal, "A", 1, 1200));
        await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 3, 1)), ContractBook.Line(boreal, "B", 1, 1200));

        Assert.Equal((1, 1), (await ContractBook.RunAsync(boreal)) is var o ? (o.Invoices, o.Parked) : default);
        Assert.Equal(["2026-03-01 Contracts.TooManyInvoicesOfPayer"], await ContractBook.ParkedAsync(boreal));
    }

    [Theory, EachDatabase]
    public async Task InALockedPeriod_WhatIsIssuedIsParked_AndAProformaIsNot(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await using (var db = boreal.Portal.Open())
        {
            Boreal.Require((await db.LegalEntities.SingleAsync()).LockBooks(new DateOnly(2026, 2, 28), new DateOnly(2026, 3, 2)));
            await db.SaveChangesAsync();
        }

        var head = ContractBook.Head(new DateOnly(2026, 2, 10), BillingFrequency.Yearly);
        await ContractBook.AddAsync(boreal, head with { Delivery = ContractDelivery.Issue }, ContractBook.Line(boreal, "A", 1, 1200));
        await ContractBook.AddAsync(boreal, head with { Reference = "C-96" }, ContractBook.Line(boreal, "B", 1, 1200));

        var outcome = await ContractBook.RunAsync(boreal);

        Assert.Equal((1, 0, 1), (outcome.Invoices, outcome.Issued, outcome.Parked));
        Assert.Equal(["2026-02-10 Accounting.PeriodLocked"], await ContractBook.ParkedAsync(boreal));
        Assert.Equal(1, (await ContractBook.RunAsync(boreal, new RunBilling.Input(Dating: InvoiceDating.Today))).Issued);
    }
}
