using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Approvals;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.PersonalLinks;
using Portal.Business.Tests.Contracts.Billing;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts.Approvals;

public sealed class SendContractTests
{
    [Theory, EachDatabase]
    public async Task Send_StoresTheVersion_AndQueuesOneMessageWithDocumentAndLink(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftContractAsync();

        var secret = await boreal.SendContractAsync(id);

        await using var db = boreal.Portal.Open();
        var message = await db.OutgoingMessages.SingleAsync();
        Assert.Equal(["To marie@erable.example", "Cc jean@erable.example", "Cc eve@erable.example"], message.Recipients.Select(r => $"{r.Role} {r.Address}"));
        Assert.True(message.IsConfidential);
        var offer = await db.ContractOffers.SingleAsync();
        var document = await db.StoredDocuments.Include(d => d.Content).SingleAsync();
        Assert.Equal((1, document.Id, document.Sha256), (offer.Number, offer.DocumentId, offer.DocumentSha256));
        Assert.Equal(document.Id, Assert.Single(message.Attachments).DocumentId);
        Assert.Equal("%PDF-", Encoding.ASCII.GetString(document.Content!.Bytes, 0, 5));
        var link = await db.ContractLinks.SingleAsync();
        Assert.DoesNotContain(secret, link.TokenHash, StringComparison.Ordinal);
        Assert.Equal(new DateTime(2026, 4, 2, 4, 0, 0, DateTimeKind.Utc), link.ExpiresAt);
        Assert.Equal(ContractStatus.Draft, (await ContractBook.FindAsync(boreal, id)).Status);
    }

    [Theory, EachDatabase]
    public async Task Send_TwiceWithTheSameKey_SendsOnce(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftContractAsync();
        var input = new SendContract.Input(id, await boreal.ContractVersionAsync(id), boreal.Wishes("double-click"), ApprovalScene.AnswerBy);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => boreal.Portal.Get<SendContract>().RunAsync(input, default))));

        Assert.Single(results, r => r.Succeeded);
        await using var db = boreal.Portal.Open();
        Assert.Equal((1, 1, 1), (await db.OutgoingMessages.CountAsync(), await db.ContractLinks.CountAsync(), await db.ContractOffers.CountAsync()));
    }

    [Theory, EachDatabase]
    public async Task SendAgain_Unchanged_KeepsTheVersion_AndBothLinksOpenIt(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftContractAsync();

        var first = await boreal.SendContractAsync(id);
        var second = await boreal.SendContractAsync(id, "second");

        Assert.NotEqual(first, second);
        Assert.Equal((1, 1), (Boreal.Value(await boreal.OpenContractAsync(first)).Number, Boreal.Value(await boreal.OpenContractAsync(second)).Number));
        await using var db = boreal.Portal.Open();
        Assert.Equal((1, 2), (await db.ContractOffers.CountAsync(), await db.ContractLinks.CountAsync()));
    }

    [Theory, EachDatabase]
    public async Task SendAgain_Changed_MakesTheNextVersion_AndTheOldLinkSaysSo(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftContractAsync();
        var first = await boreal.SendContractAsync(id);
        var sent = await BytesAsync(boreal, 1);
        await boreal.ChangeTitleAsync(id, "Entretien complet");

        var changed = Boreal.Value(await boreal.OpenContractAsync(first));
        var second = await boreal.SendContractAsync(id, "second");

        Assert.Equal((OfferState.Changed, false, null), (changed.State, changed.CanAnswer, changed.Content));
        Assert.Equal("Contracts.LinkSuperseded", (await boreal.OpenContractAsync(first)).Refusal?.Code);
        Assert.Equal("Contracts.NewerVersionSent", (await boreal.ApproveAsync(first)).Refusal?.Code);
        Assert.Equal((2, "Entretien complet", true), Boreal.Value(await boreal.OpenContractAsync(second)) is var now ? (now.Number, now.Title, now.CanAnswer) : default);
        Assert.Equal(sent, await BytesAsync(boreal, 1));
        Assert.NotEqual(sent, await BytesAsync(boreal, 2));
    }

    [Theory, EachDatabase]
    public async Task Change_OfWhatTheClientDoesNotAgreeTo_KeepsTheLinkOpen(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftContractAsync();
        var secret = await boreal.SendContractAsync(id);
        var contract = await ContractBook.FindAsync(boreal, id);
        Boreal.Value(await boreal.Portal.Get<SaveContract>().RunAsync(
            new SaveContract.Input(id, contract.Version, contract.Written with { Delivery = ContractDelivery.IssueAndSend, LargestChangePercent = 12 }), default));

        Assert.True(Boreal.Value(await boreal.OpenContractAsync(secret)).CanAnswer);
        Boreal.Require(await boreal.ApproveAsync(secret));
    }

    [Theory, EachDatabase]
    public async Task Send_OfWhatCouldNotComeIntoForce_SaysEverythingAtOnce(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftContractAsync(ContractBook.Line(boreal, "Entretien", 12, 100) with { TaxCodeId = null, GlAccountId = null });

        var result = await boreal.Portal.Get<SendContract>().RunAsync(
            new SendContract.Input(id, await boreal.ContractVersionAsync(id), new LinkMailWishes("k", 4711, [], "Bonjour", "Sans lien"), new DateOnly(2026, 3, 1)), default);

        Assert.Equal(
            ["Contracts.AnswerByOutOfRange", "Contracts.LineWithoutAccount", "Contracts.LineWithoutTax", "PersonalLinks.MessageWithoutLink", "PersonalLinks.NoRecipient"],
            result.Refusals.Select(r => r.Code).Order(StringComparer.Ordinal));
        await using var db = boreal.Portal.Open();
        Assert.Equal((0, 0), (await db.ContractOffers.CountAsync(), await db.OutgoingMessages.CountAsync()));
    }

    [Theory, EachDatabase]
    public async Task Send_OfAContractInForce_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 4, 1)), ContractBook.Line(boreal, "Entretien", 1, 1200));

        Assert.Equal("Contracts.NotToApprove", (await boreal.TrySendAsync(contract.Id)).Refusal?.Code);
    }

    [Theory, EachDatabase]
    public async Task Proposal_FillsEverythingButTheLink(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);

        var proposal = Boreal.Value(await boreal.Portal.Get<ProposeContractSending>().RunAsync(new(await boreal.DraftContractAsync()), default));

        Assert.Equal((boreal.Client.BillingManagerId, ApprovalScene.AnswerBy), (proposal.Mail.ToContactId, proposal.AnswerBy));
        Assert.Contains("{{Contract.Link}}", proposal.Mail.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", proposal.Mail.Body.Replace("{{Contract.Link}}", "", StringComparison.Ordinal) + proposal.Mail.Subject, StringComparison.Ordinal);
        Assert.Contains("Marie Roy", proposal.Mail.Body, StringComparison.Ordinal);
    }

    [Theory]
    [EachDatabaseWith("")]
    [EachDatabaseWith("../../etc/passwd")]
    [EachDatabaseWith("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Open_ByAForeignOrTamperedLink_IsUnknown(DatabaseProvider provider, string secret)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await boreal.SendContractAsync(await boreal.DraftContractAsync());

        Assert.Equal("PersonalLinks.Unknown", (await boreal.OpenContractAsync(secret)).Refusal!.Code);
        Assert.Equal("PersonalLinks.Unknown", (await boreal.ApproveAsync(secret)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Link_RevokedOrOutOfTime_SaysWhomToAsk_AndAnswersNothing(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftContractAsync();
        var (revoked, late) = (await boreal.SendContractAsync(id), await boreal.SendContractAsync(id, "second"));
        await using (var db = boreal.Portal.Open())
        {
            var link = await db.ContractLinks.OrderBy(l => l.Id).FirstAsync();
            Boreal.Require(await boreal.Portal.Get<RevokeContractLink>().RunAsync(new RevokeContractLink.Input(link.Id), default));
            Assert.Equal("PersonalLinks.ClosedAlready", (await boreal.Portal.Get<RevokeContractLink>().RunAsync(new RevokeContractLink.Input(link.Id), default)).Refusal?.Code);
        }

        boreal.Portal.Clock.Set(new DateTime(2026, 4, 2, 4, 0, 0, DateTimeKind.Utc));

        Assert.Equal("PersonalLinks.OutOfTime", (await boreal.OpenContractAsync(late)).Refusal?.Code);
        Assert.Equal("PersonalLinks.OutOfTime", (await boreal.ApproveAsync(late)).Refusal?.Code);
        boreal.Portal.Clock.Set(new DateTime(2026, 4, 2, 3, 59, 0, DateTimeKind.Utc));
        var withdrawn = (await boreal.OpenContractAsync(revoked)).Refusal!;
        Assert.Equal(("PersonalLinks.Withdrawn", boreal.Entity.Name), (withdrawn.Code, $"{withdrawn.Args[0]}"));
        Assert.Equal("PersonalLinks.Withdrawn", (await boreal.RefuseAsync(revoked)).Refusal?.Code);
        Boreal.Require(await boreal.ApproveAsync(late));
    }

    private static async Task<byte[]> BytesAsync(Boreal boreal, int number)
    {
        await using var db = boreal.Portal.Open();
        return await db.StoredDocuments.Where(d => d.Kind == DocumentKinds.Contract && d.Revision == number).Select(d => d.Content!.Bytes).SingleAsync();
    }
}
