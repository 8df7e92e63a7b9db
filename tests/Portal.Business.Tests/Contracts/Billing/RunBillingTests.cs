using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Billing;
using Portal.Business.Contracts.Scheduled;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Operations;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts.Billing;

/// <summary>Right amount, right period, exactly once. Today is the 2nd of March 2026.</summary>
public sealed class RunBillingTests
{
    private static readonly DateOnly January = new(2026, 1, 1);

    [Theory, EachDatabase]
    public async Task Run_CatchesUpWhatWasMissed_InOrder_AndASecondRunDoesNothingMore(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(January), ContractBook.Line(boreal, "Entretien", 1, 1200), ContractBook.Line(boreal, "Astreinte", 12, 10));

        var preview = await ContractBook.PreviewAsync(boreal);
        var first = await ContractBook.RunAsync(boreal);
        var second = await ContractBook.RunAsync(boreal);

        var invoices = await ContractBook.InvoicesAsync(boreal);
        Assert.Equal((3, 0, 0, 0), (first.Invoices, first.Issued, first.Parked, first.Failed));
        Assert.Equal((0, 0, 0, 0), (second.Invoices, second.Issued, second.Parked, second.Failed));
        Assert.Equal(
            [
                "2026-01-01..2026-01-31 100.00", "2026-01-01..2026-01-31 10.00", "2026-02-01..2026-02-28 100.00", "2026-02-01..2026-02-28 10.00",
                "2026-03-01..2026-03-31 100.00", "2026-03-01..2026-03-31 10.00",
            ],
            ContractBook.Lines(invoices));
        Assert.Equal(preview.Rows.Rows.Select(r => (r.InvoiceOn, r.Net, r.Total)), invoices.Zip(first.Made).Select(i => (i.Second.DatedOn, i.First.Net, (decimal?)i.First.Total)));
        var after = await ContractBook.FindAsync(boreal, contract.Id);
        Assert.Equal(new DateOnly(2026, 4, 1), after.NextInvoiceOn);
        Assert.All(invoices, i => Assert.Equal((contract.Id, after.JobId, true), (i.ContractId, i.JobId, i.IsProforma)));
        Assert.NotNull(after.JobId);
    }

    [Theory, EachDatabase]
    public async Task Run_ThatIssuesAndSends_TakesNumbersInTheOrderOfTheDays_AndTheBooksAgree(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        foreach (var day in new[] { 15, 1, 8 })
        {
            await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 1, day)) with { Delivery = ContractDelivery.IssueAndSend }, ContractBook.Line(boreal, "Entretien", 1, 1000));
        }

        var outcome = await ContractBook.RunAsync(boreal);

        await using var db = boreal.Portal.Open();
        var issued = await db.Invoices.Where(i => i.Number != null).OrderBy(i => i.Number).Select(i => i.IssuedOn!.Value).ToListAsync();
        Assert.Equal((7, 7), (outcome.Invoices, outcome.Issued));
        Assert.Equal(["01-01", "01-08", "01-15", "02-01", "02-08", "02-15", "03-01"], issued.Select(d => d.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(7, await db.OutgoingMessages.CountAsync());
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
    }

    [Theory, EachDatabase]
    public async Task Run_OfAContractWithJournalAndTerms_BooksInThatJournal_AndTheTermsGiveTheDueDay(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var journal = new Journal { LegalEntityId = boreal.Entity.Id, Code = "CTR", Name = new LocalText("Contrats", "Contracts"), Kind = JournalKind.Sales };
        var terms = new PaymentTerms { Code = "45F", Name = LocalText.Same("45"), Instalments = [new TermInstalment(100, 45, EndOfMonth: true)] };
        await using (var db = boreal.Portal.Open())
        {
            db.AddRange(journal, terms);
            await db.SaveChangesAsync();
        }

        await ContractBook.AddAsync(
            boreal, ContractBook.Head(new DateOnly(2026, 3, 1)) with { Delivery = ContractDelivery.Issue, JournalId = journal.Id, PaymentTermsId = terms.Id },
            ContractBook.Line(boreal, "Entretien", 1, 1200));
        await ContractBook.RunAsync(boreal);

        await using var books = boreal.Portal.Open();
        var invoice = await books.Invoices.SingleAsync(i => i.Number != null);

        // 45 days after the 1st of March is the 15th of April; the end of that month.
        Assert.Equal((new DateOnly(2026, 3, 1), new DateOnly(2026, 4, 30)), (invoice.IssuedOn, invoice.DueOn));
        Assert.Equal(journal.Id, (await books.AccountingEntries.SingleAsync(e => e.SourceId == invoice.Id)).JournalId);
    }

    [Theory, EachDatabase]
    public async Task Run_AfterALaterInvoice_IssuesOnThatDay_AsNumbersFollowTheDays(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 100));
        await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 2, 15)) with { Delivery = ContractDelivery.Issue }, ContractBook.Line(boreal, "Entretien", 1, 1000));

        var preview = await ContractBook.PreviewAsync(boreal);
        var outcome = await ContractBook.RunAsync(boreal);

        Assert.Equal((new DateOnly(2026, 2, 15), new DateOnly(2026, 3, 2)), preview.Rows.Rows.Select(r => (r.InvoiceOn, r.DatedOn)).Single());
        Assert.Equal(new DateOnly(2026, 3, 2), outcome.Made.Single().DatedOn);
        await using var db = boreal.Portal.Open();
        Assert.Equal(new DateOnly(2026, 3, 2), await db.Invoices.Where(i => i.ContractId != null).Select(i => i.IssuedOn).SingleAsync());
        Assert.Equal(new DateOnly(2026, 2, 15), await db.BilledPeriods.Select(b => b.InvoiceOn).SingleAsync());
    }

    [Theory, EachDatabase]
    public async Task Run_AheadOfItsDay_PlansTheInvoiceForIt_AndDatedTodayIssuesItNow(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 4, 1)) with { Delivery = ContractDelivery.IssueAndSend }, ContractBook.Line(boreal, "Entretien", 1, 1200));

        await ContractBook.RunAsync(boreal, new RunBilling.Input(new DateOnly(2026, 4, 30)));
        await ContractBook.RunAsync(boreal, new RunBilling.Input(new DateOnly(2026, 5, 31), InvoiceDating.Today));

        var invoices = await ContractBook.InvoicesAsync(boreal);
        Assert.Equal((true, new DateOnly(2026, 4, 1), true), (invoices[0].IsProforma, invoices[0].PlannedOn, invoices[0].SendWhenIssued));
        Assert.Equal(new DateOnly(2026, 3, 2), invoices[1].IssuedOn);
        Assert.Equal(["2026-04-01..2026-04-30 100.00", "2026-05-01..2026-05-31 100.00"], ContractBook.Lines(invoices));
    }

    [Theory, EachDatabase]
    public async Task Grouping_PerLine_PerContract_AndAcrossThePayersContracts(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var other = await OtherClientAsync(boreal);
        var shared = ContractBook.Head(January, BillingFrequency.Yearly) with { Grouping = InvoiceGrouping.PerPayer };
        await ContractBook.AddAsync(boreal, shared, other, boreal.Client, ContractBook.Line(boreal, "Filiale", 1, 300));
        await ContractBook.AddAsync(boreal, shared with { Reference = "C-99" }, ContractBook.Line(boreal, "Siège", 1, 200));
        await ContractBook.AddAsync(
            boreal, shared with { Reference = "C-98", Grouping = InvoiceGrouping.PerContract },
            ContractBook.Line(boreal, "A", 1, 10), ContractBook.Line(boreal, "B", 1, 20), ContractBook.Line(boreal, "C", 1, 30, grouping: InvoiceGrouping.PerLine));

        Assert.Equal($"{other.Name}, {boreal.Client.Name}", (await ContractBook.PreviewAsync(boreal)).Rows.Rows.Single(r => r.Net == 500).ClientName);
        await ContractBook.RunAsync(boreal);

        var invoices = await ContractBook.InvoicesAsync(boreal);
        Assert.Equal([30m, 30m, 500m], invoices.Select(i => i.Net).Order());
        var together = invoices.Single(i => i.Net == 500);
        Assert.Equal(2, together.Lines.Count(l => l.Kind == InvoiceLineKind.Section));
        Assert.Equal((null, boreal.Client.Id), (together.ContractId, together.BilledToId));
        Assert.Equal(4, together.Lines.Count(l => l.ContractId is not null));
    }

    [Theory]
    [EachDatabaseWith("client")]
    [EachDatabaseWith("contract")]
    [EachDatabaseWith("frequency")]
    public async Task Filter_NeverDividesAnInvoiceThatContractsOfAPayerShare_AndTakesNothingElseAlong(DatabaseProvider provider, string by)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var other = await OtherClientAsync(boreal);
        var shared = ContractBook.Head(new DateOnly(2026, 2, 1), BillingFrequency.Yearly) with { Grouping = InvoiceGrouping.PerPayer };
        var inside = await ContractBook.AddAsync(boreal, shared, other, boreal.Client, ContractBook.Line(boreal, "Filiale", 1, 300));
        var along = await ContractBook.AddAsync(
            boreal, shared with { Reference = "C-94", Frequency = BillingFrequency.Monthly, StartsOn = new(2026, 1, 1) }, ContractBook.Line(boreal, "Siège", 1, 1200));
        await ContractBook.AddAsync(boreal, shared with { Reference = "C-95", Frequency = BillingFrequency.Monthly, StartsOn = new(2026, 2, 20) }, ContractBook.Line(boreal, "Autre jour", 1, 12));
        await ContractBook.AddAsync(boreal, shared with { Reference = "C-96", Frequency = BillingFrequency.Monthly, Grouping = InvoiceGrouping.PerContract }, ContractBook.Line(boreal, "Seul", 1, 24));
        var filter = by switch
        {
            "client" => new BillingFilter(ClientId: other.Id),
            "contract" => new BillingFilter(ContractId: inside.Id),
            _ => new BillingFilter(Frequency: BillingFrequency.Yearly),
        };

        var preview = await ContractBook.PreviewAsync(boreal, new PreviewBilling.Input(Filter: filter));
        var outcome = await ContractBook.RunAsync(boreal, new RunBilling.Input(Filter: filter));

        // What is due of the other contract before comes along, as numbers and periods follow the days; its March does not, nor what shares nothing.
        Assert.Equal([(along.Id, "C-94", true)], preview.Along.Select(c => (c.Id, c.Reference, c.IsAlong)));
        Assert.Equal([(new DateOnly(2026, 1, 1), 100m), (new(2026, 2, 1), 400m)], preview.Rows.Rows.Select(r => (r.InvoiceOn, r.Net)));
        Assert.Equal(preview.Rows.Rows.Select(r => (r.InvoiceOn, r.Net)), outcome.Made.Select(m => (m.DatedOn, m.Net)));
        Assert.Equal([(new DateOnly(2026, 2, 1), 2m), (new(2026, 2, 20), 1m), (new(2026, 3, 1), 102m)], (await ContractBook.PreviewAsync(boreal)).Rows.Rows
            .GroupBy(r => r.InvoiceOn).Select(g => (g.Key, g.Sum(r => r.Net))));
    }

    [Theory, EachDatabase]
    public async Task OneBadContract_IsParkedWithEverythingThatIsMissing_TheOthersGoOn_AndItPassesOnceItIsPutRight(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var homeless = await OtherClientAsync(boreal, c => (c.BillingAddress, c.PurchaseOrderRequired) = (Address.Empty, true));
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

    [Theory, EachDatabase]
    public async Task ASecondRowForTheSamePeriod_IsRefusedByTheDatabase(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 3, 1)), ContractBook.Line(boreal, "Entretien", 1, 1200));
        await ContractBook.RunAsync(boreal);

        await using var db = boreal.Portal.Open();
        var billed = await db.BilledPeriods.AsNoTracking().SingleAsync();
        db.BilledPeriods.Add(new BilledPeriod
        {
            ContractId = billed.ContractId,
            LineId = billed.LineId,
            Kind = billed.Kind,
            Key = billed.Key,
            From = billed.From,
            To = billed.To,
            InvoiceOn = billed.InvoiceOn,
            DatedOn = billed.DatedOn,
            Quantity = billed.Quantity,
            Net = billed.Net,
            InvoiceId = billed.InvoiceId,
            InvoiceLineId = billed.InvoiceLineId,
            Basis = billed.Basis,
        });

        Assert.Equal("Common.AlreadyThere", (await db.TrySaveAsync(default)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task ScheduledWork_BillsAsTheSystem_AndNotAheadOfTime(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 3, 2)), ContractBook.Line(boreal, "Entretien", 1, 1200));
        boreal.Portal.User = TestUser.With();

        Assert.Equal("Invoicing.IssueDateInFuture", (await boreal.Portal.Get<BillContracts>().RunAsync(new BillContracts.Input(new DateOnly(2026, 3, 3)), default)).Refusal!.Code);
        Assert.Equal(1, Boreal.Value(await boreal.Portal.Get<BillContracts>().RunAsync(new BillContracts.Input(), default)).Invoices);
        Assert.Equal(RefusalKind.Forbidden, (await boreal.Portal.Get<RunBilling>().RunAsync(new RunBilling.Input(), default)).Refusal!.Kind);
    }

    [Theory, EachDatabase]
    public async Task Filters_NarrowWhatIsBilled(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var other = await OtherClientAsync(boreal);
        var day = new DateOnly(2026, 3, 1);
        await ContractBook.AddAsync(boreal, ContractBook.Head(day), ContractBook.Line(boreal, "A", 1, 1200));
        await ContractBook.AddAsync(boreal, ContractBook.Head(day, BillingFrequency.Yearly), ContractBook.Line(boreal, "B", 1, 1200));
        await ContractBook.AddAsync(boreal, ContractBook.Head(day), other, other, ContractBook.Line(boreal, "C", 1, 1200));

        Assert.Equal(1, (await ContractBook.PreviewAsync(boreal, new PreviewBilling.Input(Filter: new BillingFilter(ClientId: other.Id)))).Rows.Total);
        Assert.Equal(1, (await ContractBook.RunAsync(boreal, new RunBilling.Input(Filter: new BillingFilter(Frequency: BillingFrequency.Yearly)))).Invoices);
        Assert.Equal(2, (await ContractBook.RunAsync(boreal)).Invoices);
    }

    private static async Task<Client> OtherClientAsync(Boreal boreal, Action<Client>? change = null)
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
}
