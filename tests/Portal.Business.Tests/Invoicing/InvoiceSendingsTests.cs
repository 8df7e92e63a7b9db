using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Mail;
using Portal.Business.Mail.UseCases;
using Portal.Business.Payments;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Tests.Mail;
using Portal.Business.Tests.Quotes;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Invoicing;

/// <summary>Where people work shows what the mail server said: on the invoice, in its list, and on timelines.</summary>
public sealed class InvoiceSendingsTests
{
    private const string NoSuchUser = "550 5.1.1 no such user";

    [Theory, EachDatabase]
    public async Task Refused_NeedsAttentionUntilItIsSentAgain(DatabaseProvider provider)
    {
        await using var server = new SmtpTestServer { Answer = (stage, _) => stage == Stage.Recipient ? NoSuchUser : null };
        await using var boreal = await StartAsync(provider, server);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 140));
        await SendAsync(boreal, invoice.Id);

        Assert.Equal((InvoiceStatus.ReadyToSend, Invoice.MailRefused), await StateAsync(boreal, invoice.Id));
        var listed = Boreal.Value(await boreal.Portal.Get<ListInvoices>().RunAsync(new ListInvoices.Filter(OnlyAttention: true), new PageRequest(), default));
        Assert.Equal(Invoice.MailRefused, Assert.Single(listed.Page.Rows).Attention);
        var history = Boreal.Value(await boreal.Portal.Get<ShowInvoiceHistory>().RunAsync(new(invoice.Id), default));
        Assert.All(Assert.Single(history.Messages).Recipients, r => Assert.Equal((RecipientState.Refused, NoSuchUser), (r.State, r.Answer)));
        var told = Assert.Single(history.Timeline, e => e.Text.Contains("could not be delivered", StringComparison.Ordinal)).Text;
        Assert.Contains("marie@erable.example", told, StringComparison.Ordinal);
        Assert.Contains(NoSuchUser, told, StringComparison.Ordinal);

        server.Answer = (_, _) => null;
        await SendAsync(boreal, invoice.Id);
        Assert.Equal((InvoiceStatus.Sent, null), await StateAsync(boreal, invoice.Id));
    }

    [Theory, EachDatabase]
    public async Task GivenUp_AfterTheLastAttempt_NeedsAttentionOnce(DatabaseProvider provider)
    {
        await using var server = new SmtpTestServer { Answer = (stage, _) => stage == Stage.Content ? "451 4.3.0 later please" : null };
        await using var boreal = await StartAsync(provider, server);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 140));
        await SendAsync(boreal, invoice.Id);
        foreach (var delay in OutgoingMessage.Delays)
        {
            Assert.Equal((InvoiceStatus.ReadyToSend, null), await StateAsync(boreal, invoice.Id));
            boreal.Portal.Clock.Advance(delay);
            await RunOutboxAsync(boreal);
        }

        Assert.Equal((InvoiceStatus.ReadyToSend, Invoice.MailRefused), await StateAsync(boreal, invoice.Id));
        await using var db = boreal.Portal.Open();
        Assert.Equal(1, await db.TimelineEntries.CountAsync(e => e.What == "Invoicing.Refused"));

        var message = await db.OutgoingMessages.Select(m => m.Id).SingleAsync();
        Boreal.Require(await boreal.Portal.Get<DismissAttention>().RunAsync(message, default));
        Assert.Equal((InvoiceStatus.ReadyToSend, null), await StateAsync(boreal, invoice.Id));
    }

    [Theory, EachDatabase]
    public async Task PartlyRefused_IsSentAndNeedsAttentionUntilTheAddressIsCorrected(DatabaseProvider provider)
    {
        await using var server = new SmtpTestServer { Answer = (stage, who) => stage == Stage.Recipient && who == "jean@erable.example" ? NoSuchUser : null };
        await using var boreal = await StartAsync(provider, server);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 140));
        await SendAsync(boreal, invoice.Id);
        Assert.Equal((InvoiceStatus.Sent, Invoice.MailPartlyRefused), await StateAsync(boreal, invoice.Id));

        await using var db = boreal.Portal.Open();
        var message = await db.OutgoingMessages.Select(m => m.Id).SingleAsync();
        Boreal.Require(await boreal.Portal.Get<CorrectRecipients>().RunAsync(
            new CorrectedRecipients(message, "marie@erable.example", "eve@erable.example, jean.cote@erable.example", ""), default));
        await RunOutboxAsync(boreal);
        Assert.Equal((InvoiceStatus.Sent, null), await StateAsync(boreal, invoice.Id));
    }

    [Theory, EachDatabase]
    public async Task RefusedProforma_IsIssuedOnItsDayAllTheSame(DatabaseProvider provider)
    {
        await using var server = new SmtpTestServer { Answer = (stage, _) => stage == Stage.Recipient ? NoSuchUser : null };
        await using var boreal = await StartAsync(provider, server);
        var quote = await boreal.SentQuoteAsync([boreal.QuoteLine("Pose", 1, 100)], new ScheduleStage("", 100, StageTrigger.OnDate, new DateOnly(2026, 4, 15)));
        Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(new ApproveQuote.Input(quote.Id, null, [], null, "M", null, "", "", "", "par téléphone"), default));
        long id;
        await using (var db = boreal.Portal.Open())
        {
            id = await db.Invoices.Select(i => i.Id).SingleAsync();
        }

        await SendAsync(boreal, id);
        var shown = Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new ShowInvoice.Input(id), default));
        Boreal.Value(await boreal.Portal.Get<SaveProforma>().RunAsync(
            new SaveProforma.Input(id, shown.Version, shown.Head with { Title = "Enseigne" }, [.. shown.Lines.Select(l => new ProformaLines.Line(l.Id, l.Source, l.JobLineId, l.ProductId, l.Values))]), default));
        Assert.Equal((InvoiceStatus.ProformaInPreparation, Invoice.MailRefused), await StateAsync(boreal, id));

        boreal.Portal.Clock.Set(new DateTime(2026, 4, 15, 12, 0, 0, DateTimeKind.Utc));
        Boreal.Value(await boreal.Portal.Get<Business.Invoicing.Scheduled.IssueDueInvoices>().RunAsync(new(), default));
        Assert.Equal((InvoiceStatus.ReadyToSend, null), await StateAsync(boreal, id));
    }

    [Fact]
    public async Task RefusedQuote_StandsOnItsTimeline()
    {
        await using var server = new SmtpTestServer { Answer = (stage, _) => stage == Stage.Recipient ? NoSuchUser : null };
        await using var boreal = await StartAsync(DatabaseProvider.Sqlite, server);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 100));
        await boreal.SendAsync(id);
        await RunOutboxAsync(boreal);

        var view = Boreal.Value(await boreal.Portal.Get<ShowQuote>().RunAsync(new ShowQuote.Input(id), default));
        Assert.Contains(NoSuchUser, view.Timeline[0].Text, StringComparison.Ordinal);
    }

    private static Task<Boreal> StartAsync(DatabaseProvider provider, SmtpTestServer server) =>
        Boreal.StartAsync(provider, "QC", "TPS+TVQ", services => services.Configure<MailOptions>(o => MailFixture.SendThrough(server, o)));

    private static async Task SendAsync(Boreal boreal, long invoiceId)
    {
        Boreal.Require(await boreal.Portal.Get<SendInvoice>().RunAsync(new SendInvoice.Input(invoiceId, Guid.NewGuid()), default));
        await RunOutboxAsync(boreal);
    }

    private static async Task RunOutboxAsync(Boreal boreal)
    {
        boreal.Portal.User = SystemUser.Instance;
        Boreal.Value(await boreal.Portal.Get<SendOutbox>().RunAsync(default));
        boreal.Portal.User = TestUser.Administrator;
    }

    private static async Task<(InvoiceStatus Status, string? Attention)> StateAsync(Boreal boreal, long id)
    {
        var invoice = await boreal.FindAsync(id);
        return (invoice.Status, invoice.Attention);
    }
}
