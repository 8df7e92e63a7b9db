using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.Mail;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Invoicing;

/// <summary>What the invoicing screens read and propose.</summary>
public sealed class InvoiceScreensTests
{
    [Theory, EachDatabase]
    public async Task Overdue_DayAfterTheDueDayOfTheLegalEntity_InListAndPageAlike(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 140));
        var due = invoice.DueOn!.Value;

        // 03:30 in UTC of the next day is still the due day in Montréal.
        boreal.Portal.Clock.Set(due.AddDays(1).ToDateTime(new TimeOnly(3, 30), DateTimeKind.Utc));
        Assert.False((await ShowAsync(boreal, invoice.Id)).IsOverdue);
        Assert.Empty((await ListAsync(boreal, new ListInvoices.Filter(OnlyOverdue: true))).Page.Rows);
        Assert.False(Assert.Single((await ListAsync(boreal, new ListInvoices.Filter())).Page.Rows).IsOverdue);

        boreal.Portal.Clock.Set(due.AddDays(1).ToDateTime(new TimeOnly(6, 0), DateTimeKind.Utc));
        var shown = await ShowAsync(boreal, invoice.Id);
        var row = Assert.Single((await ListAsync(boreal, new ListInvoices.Filter(OnlyOverdue: true))).Page.Rows);
        Assert.True(shown.IsOverdue);
        Assert.True(row.IsOverdue);
        Assert.Equal((160.97m, 160.97m), (shown.Balance, row.Balance));
    }

    [Theory, EachDatabase]
    public async Task ToIssue_ProformaPlannedForLater_IsLeftOut(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var now = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 10));
        var later = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 20));
        var shown = await ShowAsync(boreal, later);
        Boreal.Value(await boreal.Portal.Get<SaveProforma>().RunAsync(
            new SaveProforma.Input(later, shown.Version, shown.Head with { PlannedOn = shown.Today.AddDays(3) }, [.. shown.Lines.Select(SameLine)]), default));

        Assert.Equal([now], (await ListAsync(boreal, new ListInvoices.Filter(OnlyToIssue: true))).Page.Rows.Select(r => r.Id));
        boreal.Portal.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(2, (await ListAsync(boreal, new ListInvoices.Filter(OnlyToIssue: true))).Page.Total);
    }

    [Theory, EachDatabase]
    public async Task Save_PlannedForADayThatHasPassed_IsRefused_UnlessItPassedMeanwhile(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 10));
        async Task<Result<int>> SaveAsync(DateOnly day)
        {
            var shown = await ShowAsync(boreal, id);
            return await boreal.Portal.Get<SaveProforma>().RunAsync(
                new SaveProforma.Input(id, shown.Version, shown.Head with { PlannedOn = day }, [.. shown.Lines.Select(SameLine)]), default);
        }

        var today = (await ShowAsync(boreal, id)).Today;
        var refused = (await SaveAsync(today.AddDays(-1))).Refusal!;
        Assert.Equal(("Invoicing.IssueDayInThePast", "PlannedOn"), (refused.Code, refused.Field));

        Assert.True((await SaveAsync(today)).Succeeded);
        boreal.Portal.Clock.Advance(TimeSpan.FromDays(2));
        Assert.True((await SaveAsync(today)).Succeeded);
    }

    [Theory, EachDatabase]
    public async Task Show_ProformaThatLacksThings_NamesThemAllAtOnce(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.ProformaAsync(
            boreal.InvoiceLine("Pose", 1, 10) with { TaxCodeId = null, GlAccountId = null }, boreal.InvoiceLine("Dépose", 1, 10) with { TaxCodeId = null });

        Assert.Equal(
            ["Invoicing.LineWithoutTaxCode", "Invoicing.LineWithoutAccount", "Invoicing.LineWithoutTaxCode"],
            (await ShowAsync(boreal, id)).Missing.Select(r => r.Code));
    }

    [Theory, EachDatabase]
    public async Task Issue_DatedAfterToday_IsRefused_AndTakesNoNumber(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 10));
        var today = (await ShowAsync(boreal, id)).Today;

        var refused = await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id, IssueOn: today.AddDays(1)), default);
        Assert.Equal(("Invoicing.IssueDateInFuture", "IssueOn"), (refused.Refusal!.Code, refused.Refusal.Field));
        Assert.True((await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id, IssueOn: today), default)).Succeeded);
    }

    [Theory, EachDatabase]
    public async Task Choices_ForALine_GoThroughTheFiscalPosition(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var choices = Boreal.Value(await boreal.Portal.Get<ShowInvoiceChoices>().RunAsync(new ShowInvoiceChoices.Input(boreal.Entity.Id, boreal.Client.Id), default));
        var position = choices.Positions.First(p => p.Taxes.Count > 0);
        var mapping = position.Taxes[0];

        Assert.Equal(mapping.FromTaxCodeId, choices.For(null, mapping.FromTaxCodeId, boreal.Income.Id).TaxCodeId);
        Assert.Equal(mapping.ToTaxCodeId, choices.For(position.Id, mapping.FromTaxCodeId, boreal.Income.Id).TaxCodeId);
        Assert.NotNull(choices.For(null, null, null).GlAccountId);
    }

    [Theory, EachDatabase]
    public async Task JobLines_PartlyInvoiced_ShowWhatIsLeft(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (jobId, lineId) = await JobAsync(boreal, quantity: 10);
        Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, jobId, [new(lineId, 4)]), default));

        var row = Assert.Single(Boreal.Value(await boreal.Portal.Get<PickJobLines>().RunAsync(new PickJobLines.Input(boreal.Client.Id), default)));
        Assert.Equal((lineId, 10m, 6m), (row.JobLineId, row.Ordered, row.Left));
        Assert.Single(Boreal.Value(await boreal.Portal.Get<PickJobLines>().RunAsync(new PickJobLines.Input(boreal.Client.Id, Search: "j-test TRAVAUX"), default)));
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<PickJobLines>().RunAsync(new PickJobLines.Input(boreal.Client.Id, Search: "travaux introuvable"), default)));

        Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, jobId, [new(lineId, 6)]), default));
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<PickJobLines>().RunAsync(new PickJobLines.Input(boreal.Client.Id), default)));
    }

    [Theory, EachDatabase]
    public async Task JobLines_GatheredInAnInvoiceOfNoJob_ShowWhatIsLeftToo(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (_, lineId) = await JobAsync(boreal, quantity: 10);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 10));
        var shown = await ShowAsync(boreal, id);
        Boreal.Value(await boreal.Portal.Get<SaveProforma>().RunAsync(
            new SaveProforma.Input(id, shown.Version, shown.Head, [
                .. shown.Lines.Select(SameLine), new(0, InvoiceLineSource.Job, lineId, null, boreal.InvoiceLine("Heures", 4, 50))]), default));

        Assert.Equal([null, 10m], (await ShowAsync(boreal, id)).Lines.Select(l => l.OrderedLeft));
    }

    [Theory, EachDatabase]
    public async Task Sending_AsProposed_KeepsRecipientsAndPlansInTheZoneOfTheCompany(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 140));
        var proposal = Boreal.Value(await boreal.Portal.Get<ProposeSending>().RunAsync(new ProposeSending.Input(invoice.Id), default));
        Assert.Contains("marie@erable.example", proposal.To, StringComparison.Ordinal);
        Assert.Contains(invoice.Number!, proposal.Subject, StringComparison.Ordinal);
        Assert.Contains("160,97", proposal.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", proposal.Subject + proposal.Body, StringComparison.Ordinal);

        var wishes = new InvoiceMail.Wishes(MailContacts.Read(proposal.To), MailContacts.Read(proposal.Cc), [], proposal.Subject, proposal.Body, null);
        var day = proposal.Today.AddDays(1);
        Boreal.Require(await boreal.Portal.Get<SendInvoice>().RunAsync(new SendInvoice.Input(invoice.Id, Guid.NewGuid(), wishes, day, new TimeOnly(9, 30)), default));

        var history = Boreal.Value(await boreal.Portal.Get<ShowInvoiceHistory>().RunAsync(new ShowInvoiceHistory.Input(invoice.Id), default));
        var message = Assert.Single(history.Messages);
        Assert.Equal(boreal.Entity.ToUtc(day, new TimeOnly(9, 30)), message.PlannedAt);
        Assert.Equal(3, message.Recipients.Count);
        Assert.Equal("Marie Roy", message.Recipients.Single(r => r.Role == RecipientRole.To).Name);
        Assert.NotEmpty(history.Timeline);
    }

    [Theory, EachDatabase]
    public async Task Sending_WhileItIsOnItsWay_IsAskedAboutAndHappensOnlyIfMeant(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 140));
        var send = boreal.Portal.Get<SendInvoice>();
        Assert.Null((await ShowAsync(boreal, invoice.Id)).Waiting);
        var day = boreal.Entity.Today(boreal.Portal.Clock).AddDays(1);
        var first = new SendInvoice.Input(invoice.Id, Guid.NewGuid(), SendOn: day);
        Boreal.Require(await send.RunAsync(first, default));

        var waiting = (await ShowAsync(boreal, invoice.Id)).Waiting!;
        Assert.Equal(("marie@erable.example, eve@erable.example, jean@erable.example", day.ToDateTime(new TimeOnly(8, 0)), false), (waiting.To, waiting.GoesAt, waiting.IsDue));
        Assert.Equal(waiting, Boreal.Value(await boreal.Portal.Get<ProposeSending>().RunAsync(new ProposeSending.Input(invoice.Id), default)).Waiting);
        Assert.Equal("Common.AlreadyThere", (await send.RunAsync(first, default)).Refusal!.Code);
        var second = (await send.RunAsync(new SendInvoice.Input(invoice.Id, Guid.NewGuid()), default)).Refusal!;
        Assert.Equal(("Invoicing.OnItsWay", "Again"), (second.Code, second.Field));
        Assert.Contains("marie@erable.example", boreal.Portal.Get<RefusalTexts>().Say(second), StringComparison.Ordinal);

        Boreal.Require(await send.RunAsync(new SendInvoice.Input(invoice.Id, Guid.NewGuid(), Again: true), default));
        Assert.True((await ShowAsync(boreal, invoice.Id)).Waiting!.IsDue);
        await using var db = boreal.Portal.Open();
        Assert.Equal(2, await db.OutgoingMessages.CountAsync());
    }

    [Theory, EachDatabase]
    public async Task CreditAndDelete_ThatCannotBe_SayWhy(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 140));
        async Task<(string?, string?)> WhyNotAsync()
        {
            var may = (await ShowAsync(boreal, id)).May;
            return (may.Credit?.Code, may.Delete?.Code);
        }

        Assert.StartsWith("PF-", (await boreal.FindAsync(id)).DisplayNumber, StringComparison.Ordinal);
        Assert.Equal(("Invoicing.NotCreditable", null), await WhyNotAsync());
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default));
        Assert.Equal(("Invoicing.NotInAccountsYet", "Invoicing.IsIssued"), await WhyNotAsync());
        await boreal.Portal.Get<TransferToAccounting>().RunAsync(default);
        Assert.Equal((null, "Invoicing.IsIssued"), await WhyNotAsync());
        Boreal.Value(await boreal.Portal.Get<CreditInvoice>().RunAsync(new(id, (await boreal.FindAsync(id)).Version, null, false, "Annulé", false), default));
        Assert.Equal(("Invoicing.CreditedInFull", "Invoicing.IsIssued"), await WhyNotAsync());
    }

    [Theory, EachDatabase]
    public async Task Sending_ByTwoPeopleAtOnce_QueuesOneMessage(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 140));

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
            () => boreal.Portal.Get<SendInvoice>().RunAsync(new SendInvoice.Input(invoice.Id, Guid.NewGuid()), default))));

        Assert.Single(results, r => r.Succeeded);
        Assert.All(results.Where(r => !r.Succeeded), r => Assert.Contains(r.Refusal!.Code, new[] { Refusal.Stale.Code, "Invoicing.OnItsWay" }));
        await using var db = boreal.Portal.Open();
        Assert.Equal(1, await db.OutgoingMessages.CountAsync());
    }

    [Theory, EachDatabase]
    public async Task Proposal_WithMarkupInItsValues_SendsThemAsTheyAre(DatabaseProvider provider)
    {
        const string Name = "- [Gagnez](http://mechant.example) **ici** {{Document.Number}} \\o/";
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 140));
        await using (var db = boreal.Portal.Open())
        {
            var client = await db.Clients.Include(c => c.Contacts).SingleAsync();
            client.Contacts.Single(c => c.Id == client.BillingManagerId).Name = Name;
            client.Name = Name;
            db.MailTemplates.Add(new MailTemplate("invoice", "fr-CA", "{{Contact.Name}}", "{{Client.Name}}\n\n[{{Client.Name}}](https://portal.example)"));
            await db.SaveChangesAsync();
        }

        var proposal = Boreal.Value(await boreal.Portal.Get<ProposeSending>().RunAsync(new ProposeSending.Input(invoice.Id), default));
        var wishes = new InvoiceMail.Wishes(MailContacts.Read("marie@erable.example"), [], [], proposal.Subject, proposal.Body, null);
        Boreal.Require(await boreal.Portal.Get<SendInvoice>().RunAsync(new SendInvoice.Input(invoice.Id, Guid.NewGuid(), wishes), default));

        await using var after = boreal.Portal.Open();
        var message = await after.OutgoingMessages.SingleAsync();
        Assert.Equal(Name, message.Subject);
        Assert.Contains(Name, message.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"http://mechant.example", message.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("href=\"https://portal.example", message.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<strong>ici", message.HtmlBody, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Proforma_NamingWhatIsNotOfItsCompany_IsRefusedAtTheFields(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 10));
        var (code, account, product, position) = await OtherCompanyAsync(boreal);
        var shown = await ShowAsync(boreal, id);
        var values = boreal.InvoiceLine("Pose", 1, 10) with { TaxCodeId = code, GlAccountId = account };
        ProformaLines.Line[] lines = [SameLine(shown.Lines[0]), new(null, InvoiceLineSource.Product, null, product, values)];
        string[] wrong = ["Lines[1].ProductId", "Lines[1].TaxCodeId", "Lines[1].GlAccountId"];

        var saved = await boreal.Portal.Get<SaveProforma>().RunAsync(
            new SaveProforma.Input(id, shown.Version, shown.Head with { BilledToId = 4711, FiscalPositionId = position, PaymentTermsId = 4712 }, lines), default);
        var drafted = await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(boreal.Client.Id, null, Lines: [new(null, InvoiceLineSource.Text, null, null, boreal.InvoiceLine("Pose", 1, 10)), lines[1]]), default);

        Assert.Equal(["BilledToId", "FiscalPositionId", "PaymentTermsId", .. wrong], saved.Refusals.Select(r => r.Field));
        Assert.Equal(wrong, drafted.Refusals.Select(r => r.Field));
        Assert.All(saved.Refusals.Concat(drafted.Refusals), r => Assert.Equal("Invoicing.UnknownChoice", r.Code));
        Assert.Single((await ShowAsync(boreal, id)).Lines);
    }

    [Theory, EachDatabase]
    public async Task ProformaNumber_GivenTwice_IsRefusedByTheDatabase(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var first = await boreal.FindAsync(await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 10)));
        await using var db = boreal.Portal.Open();
        for (var i = 0; i < 2; i++)
        {
            db.Invoices.Add(new Invoice(InvoiceKind.CreditNote, boreal.Entity.Id, boreal.Client.Id, boreal.Client.Id, "fr-CA", "CAD", first.CreatedAt));
        }

        Boreal.Require(await db.TrySaveAsync(default));
        var second = new Invoice(InvoiceKind.Invoice, boreal.Entity.Id, boreal.Client.Id, boreal.Client.Id, "fr-CA", "CAD", first.CreatedAt);
        second.GiveProformaNumber(first.ProformaNumber);
        db.Invoices.Add(second);

        Assert.Equal("Common.AlreadyThere", (await db.TrySaveAsync(default)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Sending_BadAddressAndPastDay_IsRefusedAtTheFields(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 140));
        var wishes = new InvoiceMail.Wishes([new MailContact("marie@erable.example")], [new MailContact("nobody")], [], " ", "{{Nonsense}}", null);
        var result = await boreal.Portal.Get<SendInvoice>().RunAsync(new SendInvoice.Input(invoice.Id, Guid.NewGuid(), wishes, new DateOnly(2020, 1, 1)), default);

        Assert.Equal(["SendOn", "Cc", "Subject", "Body"], result.Refusals.Select(r => r.Field));
        await using var db = boreal.Portal.Open();
        Assert.False(await db.OutgoingMessages.AnyAsync());
    }

    [Theory, EachDatabase]
    public async Task Screens_WithoutThePermission_AreRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 10));
        boreal.Portal.User = TestUser.With(Permissions.ClientsView);

        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<ShowInvoiceHistory>().RunAsync(new ShowInvoiceHistory.Input(id), default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<ProposeSending>().RunAsync(new ProposeSending.Input(id), default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<ShowCreditable>().RunAsync(new ShowCreditable.Input(id), default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<PickJobLines>().RunAsync(new PickJobLines.Input(boreal.Client.Id), default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<ShowInvoiceChoices>().RunAsync(new ShowInvoiceChoices.Input(boreal.Entity.Id, boreal.Client.Id), default)).Refusal);
    }

    private static ProformaLines.Line SameLine(ShowInvoice.Line line) => new(line.Id, line.Source, line.JobLineId, line.ProductId, line.Values);

    private static async Task<ShowInvoice.Shown> ShowAsync(Boreal boreal, long id) =>
        Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new ShowInvoice.Input(id), default));

    private static async Task<ListInvoices.Found> ListAsync(Boreal boreal, ListInvoices.Filter filter) =>
        Boreal.Value(await boreal.Portal.Get<ListInvoices>().RunAsync(filter, new PageRequest(), default));

    private static async Task<(long JobId, long LineId)> JobAsync(Boreal boreal, decimal quantity)
    {
        await using var db = boreal.Portal.Open();
        var job = new Job(boreal.Entity.Id, boreal.Client.Id, "J-TEST", "Travaux", boreal.Entity.Currency, boreal.Portal.Clock.GetUtcNow().UtcDateTime);
        var line = new JobLine
        {
            JobId = job.Id,
            Position = 1,
            Description = "Heures",
            Quantity = quantity,
            UnitPrice = 50,
            TaxCodeId = boreal.TaxCode.Id,
            GlAccountId = boreal.Income.Id,
        }.Priced();
        db.AddRange(job, line);
        Boreal.Require(await db.TrySaveAsync(default));
        return (job.Id, line.Id);
    }

    /// <summary>A tax code, an account, a product and a fiscal position of another legal entity.</summary>
    private static async Task<(long Code, long Account, long Product, long Position)> OtherCompanyAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        var other = new LegalEntity { Name = "Austral", LegalName = "Austral", Address = boreal.Entity.Address, Email = "a@austral.example", Currency = "CAD", TimeZone = "America/Montreal", Language = "fr-CA" };
        db.Add(other);
        await StandardCatalog.AddAsync(db, other, "A-", default);
        await db.SaveChangesAsync();
        var product = new Product { LegalEntityId = other.Id, Code = "X", Name = LocalText.Same("X") };
        var position = new FiscalPosition { LegalEntityId = other.Id, Code = "X", Name = LocalText.Same("X") };
        db.AddRange(product, position);
        await db.SaveChangesAsync();
        return (
            await db.TaxCodes.Where(c => c.LegalEntityId == other.Id).Select(c => c.Id).FirstAsync(),
            await db.GlAccounts.Where(a => a.LegalEntityId == other.Id).Select(a => a.Id).FirstAsync(), product.Id, position.Id);
    }
}
