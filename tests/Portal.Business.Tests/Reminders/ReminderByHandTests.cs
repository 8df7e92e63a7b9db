using Microsoft.EntityFrameworkCore;
using Portal.Business.ClientPortal.UseCases;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Mail;
using Portal.Business.Reminders;
using Portal.Business.Reminders.UseCases;
using Portal.Business.Tests.Documents;
using Portal.Business.Tests.Support;
using Portal.Pdf.Tests.Tools;

namespace Portal.Business.Tests.Reminders;

public sealed class ReminderByHandTests
{
    [Theory, EachDatabase]
    public async Task SendReminder_PressedSeveralTimesAtOnce_SendsOnceAndTellsEachThatItIsDone(DatabaseProvider provider)
    {
        await using var scene = await RemindersScene.StartAsync(provider, mode: ReminderMode.Propose);
        await scene.IssueAsync(await scene.NewClientAsync("Atelier Roy"));
        scene.Wait(40);
        var proposal = Boreal.Value(await scene.Portal.Get<ProposeReminder>().RunAsync(ReminderWish.Due(Assert.Single(await scene.DueAsync()).Key), default));
        var input = InputOf(ReminderWish.Due(proposal.Key), proposal);

        var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => scene.Portal.Get<SendReminder>().RunAsync(input, default))));

        Assert.All(sent, s => Assert.True(s.Succeeded, s.Refusal?.Code));
        Assert.Single(await scene.MessagesAsync());
        Assert.Empty(await scene.DueAsync());
    }

    [Theory, EachDatabase]
    public async Task SendReminder_OfWhatHasChangedSinceItWasSeen_IsRefused(DatabaseProvider provider)
    {
        await using var scene = await RemindersScene.StartAsync(provider, mode: ReminderMode.Propose);
        var client = await scene.NewClientAsync("Atelier Roy");
        var invoice = await scene.IssueAsync(client);
        scene.Wait(40);
        var proposal = Boreal.Value(await scene.Portal.Get<ProposeReminder>().RunAsync(ReminderWish.OfInvoice(invoice.Id), default));
        await scene.PayAsync(client, invoice, 100m);

        var refused = await scene.Portal.Get<SendReminder>().RunAsync(InputOf(ReminderWish.OfInvoice(invoice.Id), proposal), default);

        Assert.Equal("Reminders.Changed", refused.Refusal?.Code);
        Assert.Empty(await scene.MessagesAsync());
    }

    [Theory, EachDatabase]
    public async Task SendReminder_OfOneInvoice_NeedsNoDelay_ButNoDispute(DatabaseProvider provider)
    {
        await using var scene = await RemindersScene.StartAsync(provider, mode: ReminderMode.Off);
        var client = await scene.NewClientAsync("Atelier Roy");
        var invoice = await scene.IssueAsync(client);
        var wish = ReminderWish.OfInvoice(invoice.Id);
        Assert.Equal("Reminders.NotOverdue", (await scene.Portal.Get<ProposeReminder>().RunAsync(wish, default)).Refusal?.Code);
        scene.Wait(31);

        Boreal.Require(await scene.Portal.Get<SendReminder>().RunAsync(new(wish), default));
        Assert.Equal("Reminders.OnItsWay", (await scene.Portal.Get<SendReminder>().RunAsync(new(wish), default)).Refusal?.Code);
        await scene.DeliverAsync();
        Assert.Equal(2, Boreal.Value(await scene.Portal.Get<ProposeReminder>().RunAsync(wish, default)).Key.Level);

        invoice = await scene.Boreal.FindAsync(invoice.Id);
        Boreal.Require(await scene.Portal.Get<DisputeInvoice>().RunAsync(new(invoice.Id, invoice.Version, "Mauvaise quantité"), default));
        Assert.Equal("Reminders.IsDisputed", (await scene.Portal.Get<ProposeReminder>().RunAsync(wish, default)).Refusal?.Code);
        var listed = Boreal.Value(await scene.Portal.Get<ListInvoices>().RunAsync(new ListInvoices.Filter(OnlyDisputed: true), new PageRequest(), default));
        Assert.True(Assert.Single(listed.Page.Rows).IsDisputed);
        var shown = Boreal.Value(await scene.Portal.Get<ShowInvoice>().RunAsync(new(invoice.Id), default));
        Assert.Equal(("Mauvaise quantité", "Ada Admin", scene.Today), (shown.Dispute!.Reason, shown.Dispute.By, shown.Dispute.On));
        Assert.Equal("Invoicing.DisputedAlready", shown.May.Dispute?.Code);
        await using var db = scene.Portal.Open();
        Assert.Contains(await db.AuditEntries.Where(e => e.SubjectId == invoice.Id).ToListAsync(), e => e.Changes.Contains("Mauvaise", StringComparison.Ordinal));
    }

    [Theory, EachDatabase]
    public async Task SendReminder_ToNobody_SaysSo_UnlessAPersonTypesARecipient(DatabaseProvider provider)
    {
        await using var scene = await RemindersScene.StartAsync(provider, mode: ReminderMode.Propose);
        var invoice = await scene.IssueAsync(await scene.NewClientAsync("Atelier Roy", email: null));
        scene.Wait(40);
        var wish = ReminderWish.OfInvoice(invoice.Id);

        Assert.Equal("Reminders.NobodyToSendTo", (await scene.Portal.Get<SendReminder>().RunAsync(new(wish), default)).Refusal?.Code);
        var wishes = new MailWishes([new MailContact("pas une adresse")], [], "Rappel", "Bonjour {{Inconnu}}");
        Assert.Equal(["Mail.NoAddress", "Mail.UnknownPlaceholder"], (await scene.Portal.Get<SendReminder>().RunAsync(new(wish, Wishes: wishes), default)).Refusals.Select(r => r.Code));
        Boreal.Require(await scene.Portal.Get<SendReminder>().RunAsync(new(wish, Wishes: wishes with { To = [new MailContact("x@client.example")], Body = "Bonjour" }), default));
        Assert.Equal("x@client.example", Assert.Single(Assert.Single(await scene.MessagesAsync()).Recipients).Address);
    }

    [Theory, EachDatabase]
    public async Task Charge_OfAReminder_MakesOneProformaOutsideTax_AndLaterOnesTakeTheRest(DatabaseProvider provider)
    {
        await using var scene = await RemindersScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Société");
        var invoice = await scene.IssueAsync(client);
        scene.Wait(37);
        await scene.RunAsync();
        await scene.DeliverAsync();
        scene.Wait(14);
        await scene.RunAsync();
        await scene.DeliverAsync();
        scene.Wait(15);
        await scene.RunAsync();
        var sent = await scene.RemindersAsync(invoice.Id);
        Assert.Equal("Reminders.NothingToCharge", (await ChargeAsync(scene, sent[0])).Refusal?.Code);

        var charged = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => ChargeAsync(scene, sent[1]))));

        var proforma = await scene.Boreal.FindAsync(Assert.Single(charged, c => c.Succeeded).Value);
        Assert.All(charged.Where(c => !c.Succeeded), c => Assert.Equal("Reminders.ChargedAlready", c.Refusal!.Code));
        Assert.Equal((client.Id, true, 0m, sent[1].Interest + 40m), (proforma.BilledToId, proforma.IsProforma, proforma.Tax, proforma.Total));
        Assert.Equal([sent[1].Interest, 40m], proforma.Lines.OrderBy(l => l.Position).Select(l => l.Net));
        Assert.False(Assert.Single(proforma.Taxes).Reason.IsEmpty);

        var later = await scene.Boreal.FindAsync(Boreal.Value(await ChargeAsync(scene, sent[2])));
        Assert.Equal(sent[2].Interest - sent[1].Interest, later.Total);

        // Deleted, its claim is open again; issued, it is an invoice like any other.
        Boreal.Require(await scene.Portal.Get<DeleteProforma>().RunAsync(new(later.Id, later.Version), default));
        Boreal.Value(await ChargeAsync(scene, sent[2]));
        Boreal.Value(await scene.Portal.Get<IssueInvoice>().RunAsync(new(proforma.Id), default));
        var row = Boreal.Value(await scene.Portal.Get<ListReminders>().RunAsync(new(invoice.Id), default)).Single(r => r.Level == 2);
        Assert.Equal(proforma.Id, row.ProformaId);
    }

    [Theory, EachDatabase]
    public async Task OwnInvoice_ShowsTheRemindersThatArrived_ToItsPayerOnly(DatabaseProvider provider)
    {
        await using var scene = await RemindersScene.StartAsync(provider);
        var (mine, other) = (await scene.NewClientAsync("Atelier Roy"), await scene.NewClientAsync("Atelier Côté"));
        var invoice = await scene.IssueAsync(mine);
        scene.Wait(40);
        await scene.RunAsync();
        scene.Portal.User = TestUser.OfClients(mine.Id);
        Assert.Empty(Boreal.Value(await scene.Portal.Get<ShowOwnInvoice>().RunAsync(invoice.Id, default)).Reminders);
        await scene.DeliverAsync();

        var reminded = Assert.Single(Boreal.Value(await scene.Portal.Get<ShowOwnInvoice>().RunAsync(invoice.Id, default)).Reminders);
        Assert.Equal((ReminderTone.Friendly, 1200m), (reminded.Tone, reminded.Overdue));
        Assert.True((await scene.Portal.Get<ReadOwnDocument>().RunAsync(reminded.LetterDocumentId!.Value, default)).Succeeded);
        Assert.Equal(Refusal.Forbidden, (await scene.Portal.Get<ListReminders>().RunAsync(new(invoice.Id), default)).Refusal);

        scene.Portal.User = TestUser.OfClients(other.Id);
        Assert.Equal(Refusal.NotFound, (await scene.Portal.Get<ShowOwnInvoice>().RunAsync(invoice.Id, default)).Refusal);
        Assert.Equal(Refusal.NotFound, (await scene.Portal.Get<ReadOwnDocument>().RunAsync(reminded.LetterDocumentId.Value, default)).Refusal);

        // Sold to one, billed to another: the one who does not pay is not told of reminders.
        await using var db = scene.Portal.Open();
        await db.Invoices.Where(i => i.Id == invoice.Id).ExecuteUpdateAsync(s => s.SetProperty(i => i.ClientId, other.Id));
        Assert.Empty(Boreal.Value(await scene.Portal.Get<ShowOwnInvoice>().RunAsync(invoice.Id, default)).Reminders);
    }

    [Theory, EachDatabase]
    public async Task StopReminders_NeedsAReason_AndADayToCome_AndCanBeLifted(DatabaseProvider provider)
    {
        await using var scene = await RemindersScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Atelier Roy");
        await scene.IssueAsync(client);
        scene.Wait(40);

        Assert.Equal("Common.Required", (await scene.Portal.Get<StopReminders>().RunAsync(new(client.Id, 0, " ", null), default)).Refusal?.Code);
        Assert.Equal("Reminders.UntilPast", (await scene.Portal.Get<StopReminders>().RunAsync(new(client.Id, 0, "Accord", scene.Today.AddDays(-1)), default)).Refusal?.Code);
        Boreal.Require(await scene.Portal.Get<StopReminders>().RunAsync(new(client.Id, 0, "Accord", null), default));
        Assert.Equal(Refusal.Stale, (await scene.Portal.Get<StopReminders>().RunAsync(new(client.Id, 0, "Accord", null), default)).Refusal);
        Assert.Equal(0, (await scene.RunAsync()).Sent);
        Boreal.Require(await scene.Portal.Get<ResumeReminders>().RunAsync(new(client.Id, 1), default));
        Assert.Equal(1, (await scene.RunAsync()).Sent);
        scene.Portal.User = TestUser.InRole(DefaultRoles.Sales);
        Assert.Equal(Refusal.Forbidden, (await scene.Portal.Get<StopReminders>().RunAsync(new(client.Id, 2, "Accord", null), default)).Refusal);
    }

    [ToolFact("pdftotext")]
    public async Task Letter_OfTheSecondLevel_TellsHowItsAmountsComeAbout()
    {
        await using var scene = await RemindersScene.StartAsync(DatabaseProvider.Sqlite);
        var client = await scene.NewClientAsync("Atelier Roy");
        var invoice = await scene.IssueAsync(client);
        scene.Wait(37);
        await scene.RunAsync();
        await scene.DeliverAsync();
        scene.Wait(14);

        var letter = Boreal.Value(await scene.Portal.Get<DrawReminderLetter>().RunAsync(ReminderWish.OfInvoice(invoice.Id), default));

        // 1200.00 × 12.15 % × 21 ÷ 365 = 8.388…
        DocumentText.InThisOrder(
            DocumentText.Flat(letter.Bytes), "Deuxième relance", "Atelier Roy", "Malgré notre relance", invoice.Number!, "21", "1 200,00", "8,39", "40,00", "Calcul des pénalités", "12,15 %",
            "1 248,39 €");
    }

    [Theory, EachDatabase]
    public async Task Settings_AreCheckedAndKept_WithTheirDatedTable(DatabaseProvider provider)
    {
        await using var scene = await RemindersScene.StartAsync(provider, mode: ReminderMode.Propose);
        var entity = scene.Boreal.Entity.Id;
        var shown = Boreal.Value(await scene.Portal.Get<ShowReminderSettings>().RunAsync(new(entity), default));
        Assert.Equal((12.15m, null), (shown.Terms[0].Percent, shown.HalfYearWithoutRate));
        Assert.Equal(14.76m, shown.Terms[^1].Percent); // 3 × 4.92 is more than 4.25 + 10
        Assert.NotNull(shown.Fields.ChargeTaxCodeId);

        shown.Fields.Levels[1].DaysAfter = 0;
        Assert.Equal("Levels[1].DaysAfter", (await scene.Portal.Get<SaveReminderPlan>().RunAsync(new(entity, shown.Version, shown.Fields), default)).Refusal?.Field);
        shown.Fields.Levels.RemoveAt(1);
        Boreal.Value(await scene.Portal.Get<SaveReminderPlan>().RunAsync(new(entity, shown.Version, shown.Fields), default));
        Assert.Equal(Refusal.Stale, (await scene.Portal.Get<SaveReminderPlan>().RunAsync(new(entity, shown.Version, shown.Fields), default)).Refusal);
        Assert.Equal([7, 15], Boreal.Value(await scene.Portal.Get<ShowReminderSettings>().RunAsync(new(entity), default)).Fields.Levels.Select(l => l.DaysAfter));

        var july = new LateTermFields { From = new DateOnly(2026, 1, 1), Basis = LateRateBasis.Statutory, ReferencePercent = 2m, AddedPoints = 10m, LegalPercent = 2.5m, FloorTimes = 3m, RecoveryFee = 40m };
        Assert.Equal("Reminders.TermThere", (await scene.Portal.Get<SaveLateTerm>().RunAsync(new(entity, null, 0, july), default)).Refusal?.Code);
        july.From = new DateOnly(2026, 7, 1);
        Boreal.Require(await scene.Portal.Get<SaveLateTerm>().RunAsync(new(entity, null, 0, july), default));
        scene.Wait(150);
        shown = Boreal.Value(await scene.Portal.Get<ShowReminderSettings>().RunAsync(new(entity), default));
        Assert.Equal(12m, shown.Terms[0].Percent);
        Boreal.Require(await scene.Portal.Get<RemoveLateTerm>().RunAsync(new(shown.Terms[0].Id, shown.Terms[0].Version), default));
        shown = Boreal.Value(await scene.Portal.Get<ShowReminderSettings>().RunAsync(new(entity), default));
        Assert.Equal((12.15m, new DateOnly(2026, 7, 1)), (shown.Terms[0].Percent, shown.HalfYearWithoutRate!.Value));
    }

    private static Task<Result<long>> ChargeAsync(RemindersScene scene, Reminder reminder) => scene.Portal.Get<ChargeReminder>().RunAsync(new(reminder.NoticeId), default);

    private static SendReminder.Input InputOf(ReminderWish wish, ProposeReminder.Proposal proposal) =>
        new(wish, proposal.Total, proposal.Key, [.. proposal.Claims.Select(c => c.InvoiceId)]);
}
