using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
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
}
