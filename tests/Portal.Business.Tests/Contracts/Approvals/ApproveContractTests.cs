using Microsoft.EntityFrameworkCore;
using Portal.Business.ClientPortal.UseCases;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Approvals;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.PersonalLinks;
using Portal.Business.Tests.Contracts.Billing;
using Portal.Business.Tests.Documents;
using Portal.Business.Tests.Support;
using Portal.Pdf.Tests.Tools;

namespace Portal.Business.Tests.Contracts.Approvals;

public sealed class ApproveContractTests
{
    [Theory, EachDatabase]
    public async Task Approve_ByLink_PutsTheContractIntoForce_AndItIsBilledOnItsDay(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftContractAsync();
        var secret = await boreal.SendContractAsync(id);

        Boreal.Require(await boreal.ApproveAsync(secret));

        var contract = await ContractBook.FindAsync(boreal, id);
        Assert.Equal((ContractStatus.Active, new DateOnly(2026, 3, 2), new DateOnly(2026, 4, 1)), (contract.Status, contract.SubscribedOn, contract.NextInvoiceOn));
        Assert.All(contract.Lines, l => Assert.Equal(ContractLineStatus.Active, l.Status));
        await using (var db = boreal.Portal.Open())
        {
            var decision = await db.ContractDecisions.SingleAsync();
            var offer = await db.ContractOffers.SingleAsync();
            Assert.Equal((true, offer.Id, offer.DocumentSha256, "Marie Roy", "192.0.2.1"), (decision.Approved, decision.OfferId, decision.DocumentSha256, decision.Name, decision.IpAddress));
            var signed = await db.StoredDocuments.SingleAsync(d => d.Id == decision.SignedDocumentId);
            Assert.Equal((DocumentKinds.SignedContract, DocumentVisibility.SharedWithClient), (signed.Kind, signed.Visibility));
            Assert.Equal(1, await db.TimelineEntries.CountAsync(e => e.What == "Contracts.Approved" && e.SubjectId == id));
            var news = await db.OutgoingMessages.SingleAsync(m => m.Kind == ContractMails.Approved);
            Assert.Equal((boreal.Entity.Email, (long?)signed.Id), (news.Recipients.Single().Address, Assert.Single(news.Attachments).DocumentId));
            var copy = await db.OutgoingMessages.SingleAsync(m => m.Kind == ContractMails.Signed);
            Assert.Equal(("marie@erable.example", "Marie Roy", (long?)signed.Id), (copy.Recipients.Single().Address, copy.Recipients.Single().Name, Assert.Single(copy.Attachments).DocumentId));
            Assert.Contains("Marie Roy", copy.TextBody, StringComparison.Ordinal);
        }

        var shown = Boreal.Value(await boreal.OpenContractAsync(secret));
        Assert.Equal((OfferState.Approved, false, "Marie Roy"), (shown.State, shown.CanAnswer, shown.Decision?.Name));
        var toStaff = Boreal.Value(await boreal.Portal.Get<ShowContractApproval>().RunAsync(id, default)).Offers.Single().Answer!.At;
        Assert.Equal((shown.Decision!.At, TimeSpan.FromHours(-5)), (toStaff, toStaff.Offset));
        Assert.Equal(toStaff.Offset, shown.Decision.At.Offset);
        boreal.Portal.Clock.Set(new DateTime(2026, 4, 1, 15, 0, 0, DateTimeKind.Utc));
        await ContractBook.RunAsync(boreal);
        Assert.Equal(["2026-04-01..2026-04-30 100.00"], ContractBook.Lines(await ContractBook.InvoicesAsync(boreal)));
    }

    [Theory, EachDatabase]
    public async Task Approve_UnderANameThatDocumentsCannotPrint_SaysWhich_AndTheLinkStaysOpen(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var secret = await boreal.SendContractAsync(await boreal.DraftContractAsync());

        Assert.Equal(Refusal.Invalid("PersonalLinks.NameNotPrintable", "李小龍").On("Name"), (await boreal.ApproveAsync(secret, name: "李小龍 🚀")).Refusal);
        Boreal.Require(await boreal.ApproveAsync(secret, name: "Bruce Lee 🚀"));
    }

    [Theory, EachDatabase]
    public async Task Approve_FromTwoBrowsersThePortalAndTheOffice_HappensOnce(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftContractAsync();
        var (first, second) = (await boreal.SendContractAsync(id), await boreal.SendContractAsync(id, "second"));
        var hash = await boreal.LastHashAsync();
        var answer = new GivenAnswer("Marie Roy", "par téléphone", DocumentSha256: hash);
        var wishes = new List<(ICurrentUser User, ApproveContract.Input Input)>
        {
            (Quotes.QuoteScene.Nobody, new(0, first, answer)), (Quotes.QuoteScene.Nobody, new(0, first, answer)), (Quotes.QuoteScene.Nobody, new(0, second, answer)),
            (TestUser.OfClients(boreal.Client.Id), new(id, null, answer)), (TestUser.Administrator, new(id, null, answer)), (TestUser.Administrator, new(id, null, answer)),
        };
        var ready = wishes.ConvertAll(w =>
        {
            boreal.Portal.User = w.User;
            return (Approve: boreal.Portal.Get<ApproveContract>(), w.Input);
        });

        var results = await Task.WhenAll(ready.Select(r => Task.Run(() => r.Approve.RunAsync(r.Input, default))));

        Assert.Single(results, r => r.Succeeded);
        Assert.All(results.Where(r => !r.Succeeded), r => Assert.Equal("Contracts.AlreadyApproved", r.Refusal!.Code));
        await using var db = boreal.Portal.Open();
        Assert.Equal((1, 1), (await db.ContractDecisions.CountAsync(), await db.StoredDocuments.CountAsync(d => d.Kind == DocumentKinds.SignedContract)));
        Assert.Equal(1, await db.ContractPeriods.CountAsync(p => p.ContractId == id));
        Assert.True(await db.OutgoingMessages.CountAsync(m => m.Kind == ContractMails.Signed) <= 1);
    }

    [Theory, EachDatabase]
    public async Task ApproveAndRefuse_AtOnce_LeavesOneAnswer(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftContractAsync();
        var secret = await boreal.SendContractAsync(id);
        var answer = new GivenAnswer("Marie Roy", "non", DocumentSha256: await boreal.LastHashAsync());
        var (approve, refuse) = (boreal.Portal.Get<ApproveContract>(), boreal.Portal.Get<RefuseContract>());

        var results = await Task.WhenAll(
            Task.Run(() => approve.RunAsync(new ApproveContract.Input(0, secret, answer), default)), Task.Run(() => refuse.RunAsync(new RefuseContract.Input(0, secret, answer), default)));

        Assert.Single(results, r => r.Succeeded);
        await using var db = boreal.Portal.Open();
        var decision = await db.ContractDecisions.SingleAsync();
        Assert.Equal(decision.Approved ? ContractStatus.Active : ContractStatus.Draft, (await ContractBook.FindAsync(boreal, id)).Status);
    }

    [Theory, EachDatabase]
    public async Task SecondApproval_OfAContract_IsRefusedByTheDatabase(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftContractAsync();
        await boreal.SendContractAsync(id);
        await using var db = boreal.Portal.Open();
        var offer = await db.ContractOffers.SingleAsync();
        ContractDecision Yes(long offerId) => new()
        {
            ContractId = id,
            ClientId = boreal.Client.Id,
            OfferId = offerId,
            Approved = true,
            ApprovalOf = id,
            Name = "M",
            At = offer.OfferedAt,
            DocumentSha256 = offer.DocumentSha256,
        };
        var other = new ContractOffer
        {
            ContractId = id,
            ClientId = boreal.Client.Id,
            Number = 2,
            Fingerprint = "",
            DocumentId = offer.DocumentId,
            DocumentSha256 = "",
            OfferedAt = offer.OfferedAt,
        };
        db.AddRange(other, Yes(offer.Id));
        await db.SaveChangesAsync();

        db.Add(Yes(other.Id));

        Assert.Equal("Common.AlreadyThere", (await db.TrySaveAsync(default)).Refusal?.Code);
    }

    [Theory, EachDatabase]
    public async Task Approve_OfAnotherDocumentThanTheOneSent_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftContractAsync();
        var secret = await boreal.SendContractAsync(id);

        Assert.Equal("Contracts.NewerVersionSent", (await boreal.ApproveAsync(secret, new string('0', 64))).Refusal?.Code);
        await boreal.ChangeTitleAsync(id, "Autre");
        Assert.Equal("Contracts.ChangedSinceSent", (await boreal.ApproveAsync(secret)).Refusal?.Code);
        Assert.Equal(ContractStatus.Draft, (await ContractBook.FindAsync(boreal, id)).Status);
    }

    [Theory, EachDatabase]
    public async Task Refuse_KeepsTheDraft_AndANewSendingCanBeApproved(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftContractAsync();
        var first = await boreal.SendContractAsync(id);

        Boreal.Require(await boreal.RefuseAsync(first));

        Assert.Equal("Contracts.AlreadyRefused", (await boreal.ApproveAsync(first)).Refusal?.Code);
        Assert.Equal("Contracts.AlreadyRefused", (await boreal.RefuseAsync(first)).Refusal?.Code);
        Assert.Equal(ContractStatus.Draft, (await ContractBook.FindAsync(boreal, id)).Status);
        await using (var db = boreal.Portal.Open())
        {
            Assert.Contains("Trop cher", (await db.OutgoingMessages.SingleAsync(m => m.Kind == ContractMails.Refused)).TextBody, StringComparison.Ordinal);
        }

        var second = await boreal.SendContractAsync(id, "second");
        Boreal.Require(await boreal.ApproveAsync(second));
        var shown = Boreal.Value(await boreal.Portal.Get<ShowContractApproval>().RunAsync(id, default));
        Assert.Equal([(2, true), (1, false)], shown.Offers.Select(o => (o.Number, o.Answer!.Approved)));
    }

    [Theory, EachDatabase]
    public async Task ApproveOnBehalf_OfWhatWasNeverSent_KeepsReasonProofAndVersion(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftContractAsync();
        var approve = boreal.Portal.Get<ApproveContract>();

        var withoutReason = await approve.RunAsync(new ApproveContract.Input(id, null, new GivenAnswer("")), default);
        var notWhatItSays = await approve.RunAsync(new ApproveContract.Input(id, null, new GivenAnswer("", "papier"), new IncomingFile("signe.pdf", [1, 2, 3])), default);
        Boreal.Require(await approve.RunAsync(new ApproveContract.Input(id, null, new GivenAnswer("", "signé sur papier"), new IncomingFile("signe.txt", "lu et approuvé"u8.ToArray())), default));

        Assert.Equal("PersonalLinks.ReasonMissing", withoutReason.Refusal?.Code);
        Assert.Equal("Documents.NotWhatItSays", notWhatItSays.Refusal?.Code);
        var offer = Assert.Single(Boreal.Value(await boreal.Portal.Get<ShowContractApproval>().RunAsync(id, default)).Offers);
        Assert.Equal((true, "Ada Admin", "signé sur papier"), (offer.Answer!.OnBehalf, offer.Answer.Name, offer.Answer.Reason));
        Assert.Equal("lu et approuvé"u8.ToArray(), Boreal.Value(await boreal.Portal.Get<DownloadContractDocument>().RunAsync(offer.Answer.ProofDocumentId!.Value, default)).Bytes);
        Assert.Equal(ContractStatus.Active, (await ContractBook.FindAsync(boreal, id)).Status);
        await using var db = boreal.Portal.Open();
        Assert.Empty(await db.OutgoingMessages.Where(m => m.Kind == ContractMails.Signed).ToListAsync());
    }

    [Theory, EachDatabase]
    public async Task Portal_ShowsAContractOnceItWasSent_ToItsClientOnly(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftContractAsync();
        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id);
        Assert.Equal(RefusalKind.NotFound, (await boreal.Portal.Get<ShowContractToClient>().RunAsync(id, default)).Refusal?.Kind);
        boreal.Portal.User = TestUser.Administrator;
        await boreal.SendContractAsync(id);

        boreal.Portal.User = TestUser.OfClients(4711);
        Assert.Equal(RefusalKind.NotFound, (await boreal.Portal.Get<ShowContractToClient>().RunAsync(id, default)).Refusal?.Kind);
        var answer = new GivenAnswer("Marie Roy", DocumentSha256: await boreal.LastHashAsync());
        Assert.Equal(RefusalKind.NotFound, (await boreal.Portal.Get<ApproveContract>().RunAsync(new ApproveContract.Input(id, null, answer), default)).Refusal?.Kind);

        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id);
        Assert.True(Assert.Single(Boreal.Value(await boreal.Portal.Get<ListOwnContracts>().RunAsync(new PageRequest(), default)).Page.Rows).IsWaiting);
        Assert.True(Boreal.Value(await boreal.Portal.Get<ShowContractToClient>().RunAsync(id, default)).CanAnswer);
        Boreal.Require(await boreal.Portal.Get<ApproveContract>().RunAsync(new ApproveContract.Input(id, null, answer), default));
        var own = Boreal.Value(await boreal.Portal.Get<ShowOwnContract>().RunAsync(id, default));
        Assert.Equal("Common.Forbidden", (await boreal.Portal.Get<DownloadContractDocument>().RunAsync(own.SignedDocumentId!.Value, default)).Refusal?.Code);
        Assert.EndsWith(".pdf", Boreal.Value(await boreal.Portal.Get<ReadOwnDocument>().RunAsync(own.SignedDocumentId.Value, default)).Name, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Answer_ByStaffOrClientUserWithoutTheRight_IsForbidden(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftContractAsync();
        var answer = new GivenAnswer("Marie Roy", "oui");
        boreal.Portal.User = TestUser.With(Permissions.ContractsEdit, Permissions.ContractsSend, Permissions.PortalAct);

        Assert.Equal(RefusalKind.Forbidden, (await boreal.Portal.Get<ApproveContract>().RunAsync(new ApproveContract.Input(id, null, answer), default)).Refusal?.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await boreal.Portal.Get<RefuseContract>().RunAsync(new RefuseContract.Input(id, null, answer), default)).Refusal?.Kind);
        boreal.Portal.User = TestUser.With(Permissions.ContractsEdit);
        Assert.Equal(RefusalKind.Forbidden, (await boreal.TrySendAsync(id)).Refusal?.Kind);
    }

    [ToolFact("pdftotext")]
    public async Task SignedDocument_SaysWhoSignedWhenAndWhat()
    {
        await using var boreal = await Boreal.QuebecAsync(DatabaseProvider.Sqlite);
        var secret = await boreal.SendContractAsync(await boreal.DraftContractAsync());
        Boreal.Require(await boreal.ApproveAsync(secret));

        var pdf = Boreal.Value(await boreal.Portal.Get<DownloadContractByLink>().RunAsync(new DownloadContractByLink.Input(secret), default));

        DocumentText.InThisOrder(DocumentText.Flat(pdf.Bytes), "Contrat", "Entretien", "1 200,00", "Marie Roy", "192.0.2.1");
    }
}
