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
using Portal.Business.Invoicing.UseCases;
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
        await boreal.ProformaAsync(boreal.InvoiceLine("Autre chose", 1, 50));
        async Task<int> ListedAsync(long id) => Boreal.Value(await boreal.Portal.Get<ListInvoices>().RunAsync(new(ContractId: id), new PageRequest(), default)).Page.Total;
        Assert.Equal((3, 0), (await ListedAsync(contract.Id), await ListedAsync(4711)));
        var choice = Assert.Single(Boreal.Value(await boreal.Portal.Get<FindForInvoiceFilter>().RunAsync(new(FindForInvoiceFilter.Subject.Contract, after.Reference), default)));
        Assert.Equal((after.Reference, after.Title), (choice.Text, choice.Detail));
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

    /// <summary>Proformas too: what becomes of them is dated no earlier than the invoice before.</summary>
    [Theory, EachDatabase]
    public async Task ChosenDate_FarAway_OrBeforeTheLastInvoice_IsRefusedAtItsField(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 100));
        await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 2, 15)), ContractBook.Line(boreal, "Entretien", 1, 1000));
        foreach (var (day, code, bound) in new[]
        {
            (new DateOnly(2020, 1, 1), "Contracts.ChosenTooFarBack", new DateOnly(2025, 3, 1)),
            (new DateOnly(2026, 3, 1), "Contracts.ChosenBeforeIssued", new DateOnly(2026, 3, 2)),
            (new DateOnly(2030, 1, 1), "Contracts.AsOfTooFar", new DateOnly(2027, 3, 3)),
        })
        {
            var shown = (await boreal.Portal.Get<PreviewBilling>().RunAsync(new(Dating: InvoiceDating.Chosen, Chosen: day), default)).Refusal;
            var run = (await boreal.Portal.Get<RunBilling>().RunAsync(new(Dating: InvoiceDating.Chosen, Chosen: day), default)).Refusal;
            Assert.Equal((code, "Chosen", bound), (shown?.Code, shown?.Field, shown?.Args[^1]));
            Assert.Equal((code, "Chosen"), (run?.Code, run?.Field));
        }

        Assert.Equal(1, (await ContractBook.RunAsync(boreal, new RunBilling.Input(Dating: InvoiceDating.Chosen, Chosen: new DateOnly(2026, 3, 2)))).Invoices);
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
        var other = await ContractBook.OtherClientAsync(boreal);
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
        var sections = together.Lines.Where(l => l.Kind == InvoiceLineKind.Section).OrderBy(l => l.Position).Select(l => l.Description).ToList();
        Assert.Equal([$"{shared.Reference} · Entretien · {other.Name}", "C-99 · Entretien"], sections);
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
        var other = await ContractBook.OtherClientAsync(boreal);
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
        var other = await ContractBook.OtherClientAsync(boreal);
        var day = new DateOnly(2026, 3, 1);
        await ContractBook.AddAsync(boreal, ContractBook.Head(day), ContractBook.Line(boreal, "A", 1, 1200));
        await ContractBook.AddAsync(boreal, ContractBook.Head(day, BillingFrequency.Yearly), ContractBook.Line(boreal, "B", 1, 1200));
        await ContractBook.AddAsync(boreal, ContractBook.Head(day), other, other, ContractBook.Line(boreal, "C", 1, 1200));

        Assert.Equal(1, (await ContractBook.PreviewAsync(boreal, new PreviewBilling.Input(Filter: new BillingFilter(ClientId: other.Id)))).Rows.Total);
        Assert.Equal(1, (await ContractBook.RunAsync(boreal, new RunBilling.Input(Filter: new BillingFilter(Frequency: BillingFrequency.Yearly)))).Invoices);
        Assert.Equal(2, (await ContractBook.RunAsync(boreal)).Invoices);
    }
}
