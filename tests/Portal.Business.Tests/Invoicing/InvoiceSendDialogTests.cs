using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.Mail;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Invoicing;

/// <summary>What the dialog proposes that sends an invoice, and what it refuses.</summary>
public sealed class InvoiceSendDialogTests
{
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

        var wishes = new MailWishes(MailContacts.Read(proposal.To), MailContacts.Read(proposal.Cc), proposal.Subject, proposal.Body);
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
    public async Task Sending_WithoutARecipient_SaysWhetherOneIsMissingHereOrAtTheClient(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 140));
        var emptied = new SendInvoice.Input(invoice.Id, Guid.NewGuid(), new MailWishes([], [], "Facture", "Bonjour"));

        var refused = (await boreal.Portal.Get<SendInvoice>().RunAsync(emptied, default)).Refusal!;
        Assert.Equal(("Common.Required", "To"), (refused.Code, refused.Field));

        await using var db = boreal.Portal.Open();
        foreach (var contact in (await db.Clients.Include(c => c.Contacts).SingleAsync(c => c.Id == boreal.Client.Id)).Contacts)
        {
            contact.Email = "";
        }

        await db.SaveChangesAsync();
        Assert.Equal("Invoicing.NobodyToSendTo", (await boreal.Portal.Get<SendInvoice>().RunAsync(emptied, default)).Refusal!.Code);
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
        var wishes = new MailWishes(MailContacts.Read("marie@erable.example"), [], proposal.Subject, proposal.Body);
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
    public async Task Sending_BadAddressAndPastDay_IsRefusedAtTheFields(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 140));
        var wishes = new MailWishes([new MailContact("marie@erable.example")], [new MailContact("nobody")], " ", "{{Nonsense}}");
        var result = await boreal.Portal.Get<SendInvoice>().RunAsync(new SendInvoice.Input(invoice.Id, Guid.NewGuid(), wishes, new DateOnly(2020, 1, 1)), default);

        Assert.Equal(["SendOn", "Cc", "Subject", "Body"], result.Refusals.Select(r => r.Field));
        await using var db = boreal.Portal.Open();
        Assert.False(await db.OutgoingMessages.AnyAsync());
    }

    private static async Task<ShowInvoice.Shown> ShowAsync(Boreal boreal, long id) =>
        Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new ShowInvoice.Input(id), default));
}
