using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Amending;
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

/// <summary>Amendments that the client approves before they take effect. It is the 2nd of March 2026; the contract costs 1,200 a year, monthly in advance from January on.</summary>
public sealed class AmendmentApprovalTests
{
    private static readonly DateOnly May = new(2026, 5, 1);

    [Theory, EachDatabase]
    public async Task Amendment_ApprovedByLink_TakesEffectOnItsDay_AndUntilThenTheOldPriceIsBilled(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await RunningAsync(boreal);
        var secret = await SendAsync(boreal, id, new AmendedValues(UnitPrice: 150, AnnualQuantity: 24));
        boreal.Portal.Clock.Set(new DateTime(2026, 4, 1, 15, 0, 0, DateTimeKind.Utc));
        await ContractBook.RunAsync(boreal);

        var open = Boreal.Value(await boreal.OpenContractAsync(secret));
        Assert.Equal((OfferState.Open, true, null), (open.State, open.CanAnswer, open.Content));
        var row = Assert.Single(open.Amendment!.Rows);
        Assert.Equal((12m, 24m, 100m, 150m, 1200m, 3600m, null), (row.OldQuantity, row.NewQuantity, row.OldPrice, row.NewPrice, row.OldNet, row.NewNet, row.EndsOn));
        Assert.Single((await ContractBook.FindAsync(boreal, id)).Lines);
        Boreal.Require(await boreal.ApproveAsync(secret));

        var contract = await ContractBook.FindAsync(boreal, id);
        Assert.Equal([(100m, null, May.AddDays(-1)), (150m, (DateOnly?)May, (DateOnly?)null)], contract.Lines.OrderBy(l => l.UnitPrice).Select(l => (l.UnitPrice, l.StartsOn, l.EndsOn)));
        Assert.Equal(May, contract.NextInvoiceOn);
        boreal.Portal.Clock.Set(new DateTime(2026, 5, 1, 15, 0, 0, DateTimeKind.Utc));
        await ContractBook.RunAsync(boreal);
        Assert.Equal(
            ["2026-01-01..2026-01-31 100.00", "2026-02-01..2026-02-28 100.00", "2026-03-01..2026-03-31 100.00", "2026-04-01..2026-04-30 100.00", "2026-05-01..2026-05-31 300.00"],
            ContractBook.Lines(await ContractBook.InvoicesAsync(boreal)));
        var after = Boreal.Value(await boreal.OpenContractAsync(secret));
        Assert.Equal((OfferState.Approved, "Marie Roy"), (after.State, after.Decision!.Name));
        await using var db = boreal.Portal.Open();
        var decision = await db.ContractDecisions.SingleAsync();
        Assert.Null(decision.ApprovalOf);
        var signed = await db.StoredDocuments.SingleAsync(d => d.Id == decision.SignedDocumentId);
        Assert.Equal(DocumentKinds.SignedContract, signed.Kind);
        Assert.Equal((long?)signed.Id, Assert.Single((await db.OutgoingMessages.SingleAsync(m => m.Kind == ContractMails.AmendmentSigned)).Attachments).DocumentId);
        Assert.Equal(1, await db.OutgoingMessages.CountAsync(m => m.Kind == ContractMails.AmendmentApproved));
        Assert.Equal(1, await db.TimelineEntries.CountAsync(e => e.What == "Contracts.AmendmentApproved" && e.SubjectId == id));
    }

    [Theory, EachDatabase]
    public async Task Amendment_FromBrowsersPortalAndOffice_AtOnce_TakesEffectOnce(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await RunningAsync(boreal);
        var secret = await SendAsync(boreal, id, new AmendedValues(PricePercent: 10));
        var answer = new GivenAnswer("Marie Roy", "par téléphone", DocumentSha256: await boreal.LastHashAsync());
        var wishes = new List<(ICurrentUser User, ApproveContract.Input Input)>
        {
            (Quotes.QuoteScene.Nobody, new(0, secret, answer)), (Quotes.QuoteScene.Nobody, new(0, secret, answer)),
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
        Assert.Equal([100m, 110m], (await ContractBook.FindAsync(boreal, id)).Lines.Select(l => l.UnitPrice).Order());
        await using var db = boreal.Portal.Open();
        Assert.Equal((1, 1), (await db.ContractDecisions.CountAsync(), await db.StoredDocuments.CountAsync(d => d.Kind == DocumentKinds.SignedContract)));
    }

    [Theory, EachDatabase]
    public async Task Amendment_WhoseDayIsBilledMeanwhile_IsRefused_AndCanBeSentForALaterDay(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await RunningAsync(boreal);
        var secret = await SendAsync(boreal, id, new AmendedValues(UnitPrice: 150), new DateOnly(2026, 4, 1));
        boreal.Portal.Clock.Set(new DateTime(2026, 4, 1, 15, 0, 0, DateTimeKind.Utc));
        await ContractBook.RunAsync(boreal);

        Assert.Equal(OfferState.Overtaken, Boreal.Value(await boreal.OpenContractAsync(secret)).State);
        var refused = await boreal.ApproveAsync(secret);
        Assert.Equal("Contracts.AmendmentOvertaken", refused.Refusal?.Code);
        Assert.Equal(new DateOnly(2026, 4, 30), refused.Refusal!.Args[1]);
        Assert.Equal("Contracts.BilledBeyond", (await TrySendAsync(boreal, id, new AmendedValues(UnitPrice: 150), new DateOnly(2026, 4, 15), "second")).Refusal?.Code);

        var later = await SendAsync(boreal, id, new AmendedValues(UnitPrice: 150), May, "third");
        Assert.Equal("Contracts.LinkSuperseded", (await boreal.OpenContractAsync(secret)).Refusal?.Code);
        Boreal.Require(await boreal.ApproveAsync(later));
        Assert.Equal(2, (await ContractBook.FindAsync(boreal, id)).Lines.Count);
    }

    [Theory, EachDatabase]
    public async Task Amendment_OfAContractThatWasChangedMeanwhile_CantBeApproved_ByAnybody(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await RunningAsync(boreal);
        var secret = await SendAsync(boreal, id, new AmendedValues(UnitPrice: 150));
        var contract = await ContractBook.FindAsync(boreal, id);
        Boreal.Value(await boreal.Portal.Get<AmendContractLines>().RunAsync(new(id, contract.Version, [contract.Lines[0].Id], new(2026, 6, 1), new(UnitPrice: 120)), default));

        Assert.Equal(OfferState.Changed, Boreal.Value(await boreal.OpenContractAsync(secret)).State);
        Assert.Equal("Contracts.ChangedSinceSent", (await boreal.ApproveAsync(secret)).Refusal?.Code);
        Assert.Equal("Contracts.ChangedSinceSent", (await OnBehalfAsync(boreal, id)).Refusal?.Code);
        Assert.Equal((false, true, true), await ApprovalAsync(boreal, id));
        Assert.Equal([100m, 120m], (await ContractBook.FindAsync(boreal, id)).Lines.Select(l => l.UnitPrice).Order());
    }

    [Theory, EachDatabase]
    public async Task Amendment_ThatEndsALine_ApprovedOnBehalf_EndsItTheDayBefore_WithReason(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await RunningAsync(boreal, ContractBook.Line(boreal, "Entretien", 12, 100), ContractBook.Line(boreal, "Location", 12, 50));
        var lineId = (await ContractBook.FindAsync(boreal, id)).Lines.Single(l => l.Description == "Location").Id;
        Boreal.Value(await TrySendAsync(boreal, id, null, May, lines: [lineId]));
        Assert.Equal((true, true, false), await ApprovalAsync(boreal, id));

        Assert.Equal("PersonalLinks.ReasonMissing", (await boreal.Portal.Get<ApproveContract>().RunAsync(new(id, null, new GivenAnswer("")), default)).Refusal?.Code);
        Boreal.Require(await OnBehalfAsync(boreal, id));

        Assert.Equal(May.AddDays(-1), (await ContractBook.FindAsync(boreal, id)).Lines.Single(l => l.Id == lineId).EndsOn);
        await using var db = boreal.Portal.Open();
        var decision = await db.ContractDecisions.SingleAsync();
        Assert.Equal((true, "par téléphone"), (decision.OnBehalf, decision.Reason));
        Assert.Empty(await db.OutgoingMessages.Where(m => m.Kind == ContractMails.AmendmentSigned).ToListAsync());
    }

    [Theory, EachDatabase]
    public async Task Amendment_RefusedOrTakenBack_ChangesNothing_AndIsNotAskedForAnyMore(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await RunningAsync(boreal);
        Boreal.Require(await boreal.RefuseAsync(await SendAsync(boreal, id, new AmendedValues(UnitPrice: 150))));
        Assert.Equal("Contracts.AlreadyRefused", (await OnBehalfAsync(boreal, id)).Refusal?.Code);
        var second = await SendAsync(boreal, id, new AmendedValues(UnitPrice: 140), May, "second");
        var offer = Boreal.Value(await boreal.Portal.Get<ShowContractApproval>().RunAsync(id, default)).Offers[0];
        boreal.Portal.User = TestUser.With(Permissions.ContractsView, Permissions.ContractsEdit);
        Assert.Equal(RefusalKind.Forbidden, (await boreal.Portal.Get<WithdrawContractOffer>().RunAsync(new(offer.Id), default)).Refusal?.Kind);
        boreal.Portal.User = TestUser.Administrator;

        Boreal.Require(await boreal.Portal.Get<WithdrawContractOffer>().RunAsync(new(offer.Id), default));

        Assert.Equal("Contracts.OfferIsClosed", (await boreal.Portal.Get<WithdrawContractOffer>().RunAsync(new(offer.Id), default)).Refusal?.Code);
        Assert.Equal("PersonalLinks.Withdrawn", (await boreal.ApproveAsync(second)).Refusal?.Code);
        Assert.Equal("Contracts.OfferWithdrawn", (await OnBehalfAsync(boreal, id)).Refusal?.Code);
        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id);
        Assert.False(Boreal.Value(await boreal.Portal.Get<ListOwnContracts>().RunAsync(new PageRequest(), default)).Page.Rows[0].IsWaiting);
        var answer = new GivenAnswer("Marie Roy", DocumentSha256: await boreal.LastHashAsync());
        Assert.Equal("Contracts.OfferWithdrawn", (await boreal.Portal.Get<ApproveContract>().RunAsync(new(id, null, answer), default)).Refusal?.Code);
        Assert.Equal(100m, Assert.Single((await ContractBook.FindAsync(boreal, id)).Lines).UnitPrice);
        await using var db = boreal.Portal.Open();
        Assert.Equal(1, await db.OutgoingMessages.CountAsync(m => m.Kind == ContractMails.AmendmentRefused));
    }

    [Theory, EachDatabase]
    public async Task Amendment_WaitsInTheList_InThePortal_AndSentAgainKeepsItsVersion(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await RunningAsync(boreal);
        await SendAsync(boreal, id, new AmendedValues(UnitPrice: 150));
        Boreal.Value(await boreal.TrySendAsync(id, "again"));

        var listed = Boreal.Value(await boreal.Portal.Get<ListContracts>().RunAsync(new(new PageRequest(), Answer: ContractAnswerState.Waiting), default)).Page.Rows;
        Assert.Equal((id, ContractStatus.Active), Assert.Single(listed) is var row ? (row.Id, row.Status) : default);
        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id);
        Assert.True(Boreal.Value(await boreal.Portal.Get<ListOwnContracts>().RunAsync(new PageRequest(), default)).Page.Rows[0].IsWaiting);
        Assert.Equal(May, Boreal.Value(await boreal.Portal.Get<ShowOwnContract>().RunAsync(id, default)).AmendmentFrom);
        await using var db = boreal.Portal.Open();
        Assert.Equal((1, 2), (await db.ContractOffers.CountAsync(), await db.ContractLinks.CountAsync()));
    }

    [Theory, EachDatabase]
    public async Task Amendment_OfTaxesOrSites_OfADraft_OrByWhoeverMayNotAmend_IsNotSent(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await RunningAsync(boreal);
        var draft = await boreal.DraftContractAsync();

        Assert.Equal("Contracts.NotForTheClient", (await TrySendAsync(boreal, id, new AmendedValues(TaxCodeId: boreal.TaxCode.Id), May)).Refusal?.Code);
        Assert.Equal("Contracts.NothingAmended", (await TrySendAsync(boreal, id, new AmendedValues(), May)).Refusal?.Code);
        Assert.Equal("Contracts.NotToApprove", (await TrySendAsync(boreal, draft, new AmendedValues(UnitPrice: 1), May)).Refusal?.Code);
        Assert.Equal("Contracts.NotToApprove", (await boreal.TrySendAsync(id)).Refusal?.Code);
        boreal.Portal.User = TestUser.With(Permissions.ContractsSend, Permissions.ContractsView);
        Assert.Equal(RefusalKind.Forbidden, (await TrySendAsync(boreal, id, new AmendedValues(UnitPrice: 1), May)).Refusal?.Kind);
        Assert.Equal(
            RefusalKind.Forbidden, (await boreal.Portal.Get<PreviewContractAmendment>().RunAsync(new(id, 1, new Amendment([1], May, new AmendedValues(UnitPrice: 1))), default)).Refusal?.Kind);
    }

    [ToolFact("pdftotext")]
    public async Task AmendmentDocument_SaysWhatChanges_OldAndNew_AndWhoSignedIt()
    {
        await using var boreal = await Boreal.QuebecAsync(DatabaseProvider.Sqlite);
        var id = await RunningAsync(boreal);
        var secret = await SendAsync(boreal, id, new AmendedValues(UnitPrice: 150));
        Boreal.Require(await boreal.ApproveAsync(secret));

        var pdf = Boreal.Value(await boreal.Portal.Get<DownloadContractByLink>().RunAsync(new DownloadContractByLink.Input(secret), default));

        DocumentText.InThisOrder(DocumentText.Flat(pdf.Bytes), "Avenant", "1er mai 2026", "Entretien", "100,00", "150,00", "1 200,00", "1 800,00", "Marie Roy", "192.0.2.1");
        Assert.Contains("avenant 2026-05-01", pdf.Name, StringComparison.Ordinal);
    }

    private static async Task<long> RunningAsync(Boreal boreal, params ContractLine.Values[] lines)
    {
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 1, 1)), lines.Length > 0 ? lines : [ContractBook.Line(boreal, "Entretien", 12, 100)]);
        await ContractBook.RunAsync(boreal);
        return contract.Id;
    }

    private static async Task<Result<int>> TrySendAsync(Boreal boreal, long id, AmendedValues? values, DateOnly from, string key = "first", IReadOnlyList<long>? lines = null)
    {
        var contract = await ContractBook.FindAsync(boreal, id);
        return await boreal.Portal.Get<SendContract>().RunAsync(
            new SendContract.Input(id, contract.Version, boreal.Wishes(key), from.AddDays(30), new Amendment(lines ?? [contract.Lines[0].Id], from, values)), default);
    }

    private static async Task<string> SendAsync(Boreal boreal, long id, AmendedValues values, DateOnly? from = null, string key = "first")
    {
        Boreal.Value(await TrySendAsync(boreal, id, values, from ?? May, key));
        await using var db = boreal.Portal.Open();
        var text = await db.OutgoingMessages.Where(m => m.Kind == ContractMails.AmendmentSent).OrderByDescending(m => m.Id).Select(m => m.TextBody).FirstAsync();
        return text.Split("/c/")[1].Split('?')[0];
    }

    private static Task<Result> OnBehalfAsync(Boreal boreal, long id) =>
        boreal.Portal.Get<ApproveContract>().RunAsync(new ApproveContract.Input(id, null, new GivenAnswer("Marie Roy", "par téléphone")), default);

    private static async Task<(bool IsWaiting, bool IsOpen, bool IsChanged)> ApprovalAsync(Boreal boreal, long id) =>
        Boreal.Value(await boreal.Portal.Get<ShowContractApproval>().RunAsync(id, default)) is var shown ? (shown.IsWaiting, shown.IsOpen, shown.IsChanged) : default;
}
