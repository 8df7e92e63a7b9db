using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Mail;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Invoicing;

/// <summary>A message with the proforma changes while its invoice waits for the number: what it is then counts, and the invoice is issued all the same.</summary>
public sealed class IssueWhileMailGoesOutTests
{
    [Theory]
    [EachDatabaseWith(MessageState.Sending)]
    [EachDatabaseWith(MessageState.Cancelled)]
    [EachDatabaseWith(MessageState.Failed)]
    public async Task Issue_WhileTheMessageWithTheProformaIsTaken_ReadsItAgain(DatabaseProvider provider, MessageState meanwhile)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 100));
        Boreal.Require(await boreal.Portal.Get<SendInvoice>().RunAsync(new SendInvoice.Input(id, Guid.NewGuid()), default));

        Task<Result<string>> issue;
        await using (var other = boreal.Portal.Open())
        await using (var turn = await other.BeginWriteAsync(default))
        {
            // Whoever takes a number makes all others of the company wait.
            Boreal.Value(await other.TakeNumberAsync(boreal.Entity.Id, NumberedDocument.Invoice, boreal.Entity.Today(boreal.Portal.Clock), default));
            issue = Task.Run(() => boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default));

            // Long enough for it to have read the message, and to wait for its turn.
            await Task.Delay(TimeSpan.FromSeconds(1));
            await other.OutgoingMessages.ExecuteUpdateAsync(set => set.SetProperty(m => m.State, meanwhile).SetProperty(m => m.Version, m => m.Version + 1));
            await turn.CommitAsync(default);
        }

        Assert.NotEmpty(Boreal.Value(await issue));
        await using var db = boreal.Portal.Open();
        var message = await db.OutgoingMessages.SingleAsync();
        Assert.Equal(meanwhile == MessageState.Failed ? MessageState.Cancelled : meanwhile, message.State);
        Assert.Equal(meanwhile == MessageState.Failed ? 1 : 0, await db.TimelineEntries.CountAsync(e => e.What == "Invoicing.ProformaMailCancelled"));
        Assert.True((await boreal.FindAsync(id)).IsIssued);
    }
}
