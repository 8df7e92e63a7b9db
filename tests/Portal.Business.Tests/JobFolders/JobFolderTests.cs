using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounts;
using Portal.Business.Clients;
using Portal.Business.Clients.UseCases;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Reporting;
using Portal.Business.Reporting.UseCases;
using Portal.Business.Tests.Quotes;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.JobFolders;

public sealed class JobFolderTests
{
    [Theory, EachDatabase]
    public async Task Job_FromCreationToReopening_KeepsItsFiguresAndHistory(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await CreateAsync(boreal);
        var line = Boreal.Value(await AddAsync(boreal, id, 2, 50));
        Assert.Equal((100m, 100m, 2m), await FiguresAsync(boreal, id));

        Boreal.Require(await boreal.Portal.Get<WithdrawJobLine>().RunAsync(new WithdrawJobLine.Input(id, await VersionAsync(boreal, id), line), default));
        Boreal.Require(await MoveAsync(boreal, id, JobStatus.InProgress));
        Boreal.Require(await MoveAsync(boreal, id, JobStatus.Done));
        Assert.Equal("JobFolders.NotFromThisStatus", (await MoveAsync(boreal, id, JobStatus.InProgress)).Refusal!.Code);
        Boreal.Require(await boreal.Portal.Get<ReopenJob>().RunAsync(new ReopenJob.Input(id, await VersionAsync(boreal, id)), default));
        Boreal.Require(await boreal.Portal.Get<AddJobNote>().RunAsync(new AddJobNote.Input(id, "Clé chez le voisin"), default));

        var timeline = Boreal.Value(await boreal.Portal.Get<ListJobTimeline>().RunAsync(new ListJobTimeline.Input(id, new PageRequest()), default));
        Assert.Equal(7, timeline.Total);
        Assert.Contains(timeline.Rows, r => r is { IsNote: true, Text: "Clé chez le voisin" });
        Assert.All(timeline.Rows.Where(r => !r.IsNote), r => Assert.DoesNotContain("JobFolders.", r.Text, StringComparison.Ordinal));
        Assert.Equal((0m, 0m, 0m), await FiguresAsync(boreal, id));
    }

    [Theory, EachDatabase]
    public async Task AddLine_WithAbsurdValues_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await CreateAsync(boreal);

        Assert.Equal("Quantity", (await AddAsync(boreal, id, -1, 50)).Refusal!.Field);
        Assert.Equal("UnitPrice", (await AddAsync(boreal, id, 1, 99_000_000_000m)).Refusal!.Field);
        Assert.Equal("JobFolders.UnknownChoice", (await boreal.Portal.Get<AddJobLine>().RunAsync(
            new AddJobLine.Input(id, await VersionAsync(boreal, id), 4711, "X", 1, "", 1), default)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Change_FromAnOlderVersion_IsStale(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await CreateAsync(boreal);
        var version = await VersionAsync(boreal, id);
        Boreal.Value(await ChangeAsync(boreal, id, version, "Enseigne lumineuse"));

        Assert.Equal(Refusal.Stale, (await ChangeAsync(boreal, id, version, "Autre")).Refusal);
        Assert.Equal("Name", (await ChangeAsync(boreal, id, version + 1, " ")).Refusal!.Field);
        Assert.Equal("Name", (await ChangeAsync(boreal, id, version + 1, new string('x', 10_000_000))).Refusal!.Field);
    }

    [Theory, EachDatabase]
    public async Task Attach_KeepsTheFile_SharedOnlyOnDemand(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await CreateAsync(boreal);
        var document = Boreal.Value(await boreal.Portal.Get<AttachJobDocument>().RunAsync(new AttachJobDocument.Input(id, "note.txt", new MemoryStream("Bonjour"u8.ToArray())), default));
        var refused = await boreal.Portal.Get<AttachJobDocument>().RunAsync(new AttachJobDocument.Input(id, "photo.png", new MemoryStream("<html></html>"u8.ToArray())), default);
        Assert.Equal("Documents.NotWhatItSays", refused.Refusal!.Code);

        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id);
        Assert.Equal(Refusal.NotFound, (await DownloadAsync(boreal, document)).Refusal);
        boreal.Portal.User = TestUser.Administrator;
        Boreal.Require(await boreal.Portal.Get<ShareJobDocument>().RunAsync(new ShareJobDocument.Input(document, true), default));
        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id);
        Assert.Equal("Bonjour"u8.ToArray(), Boreal.Value(await DownloadAsync(boreal, document)).Bytes.Drain());
        boreal.Portal.User = TestUser.OfClients(4711);
        Assert.Equal(Refusal.NotFound, (await DownloadAsync(boreal, document)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task List_OfADay_MeansTheDayOfTheLegalEntity(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        boreal.Portal.Clock.Set(new DateTime(2026, 3, 10, 3, 30, 0, DateTimeKind.Utc));
        var here = await CreateAsync(boreal);
        boreal.Portal.Clock.Set(new DateTime(2026, 3, 10, 4, 0, 0, DateTimeKind.Utc));
        var later = await CreateAsync(boreal);
        await using (var db = boreal.Portal.Open())
        {
            // The second is of a company in France, where the same day began five hours earlier.
            var other = new LegalEntity { Name = "Sud", LegalName = "Sud", Address = boreal.Entity.Address, Email = "s@sud.example", Currency = "EUR", TimeZone = "Europe/Paris", Language = "fr-FR" };
            db.Add(other);
            db.Add(new Job(other.Id, boreal.Client.Id, "J-X", "Ailleurs", "EUR", new DateTime(2026, 3, 9, 23, 30, 0, DateTimeKind.Utc)));
            await db.SaveChangesAsync();
        }

        async Task<IReadOnlyList<string>> ListAsync(DateOnly? from, DateOnly? to) => [.. Boreal.Value(await boreal.Portal.Get<ListJobs>().RunAsync(
            new ListJobs.Input(new PageRequest(Sort: "created"), From: from, To: to), default)).Rows.Select(r => r.Number)];

        await using var after = boreal.Portal.Open();
        var numbers = await after.Jobs.ToDictionaryAsync(j => j.Id, j => j.Number);
        Assert.Equal([numbers[here]], await ListAsync(null, new DateOnly(2026, 3, 9)));
        Assert.Equal(["J-X", numbers[later]], await ListAsync(new DateOnly(2026, 3, 10), new DateOnly(2026, 3, 10)));
        Assert.Equal(3, (await ListAsync(new DateOnly(2026, 3, 9), null)).Count);
    }

    [Theory, EachDatabase]
    public async Task ListAndBoard_ShowJobsByStatus(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var first = await CreateAsync(boreal);
        var second = await CreateAsync(boreal);
        Boreal.Value(await AddAsync(boreal, second, 1, 10));
        Boreal.Require(await MoveAsync(boreal, second, JobStatus.InProgress));

        async Task<IReadOnlyList<long>> ListAsync(ListJobs.Input input) =>
            [.. Boreal.Value(await boreal.Portal.Get<ListJobs>().RunAsync(input, default)).Rows.Select(r => r.Id)];

        Assert.Equal([second, first], await ListAsync(new ListJobs.Input(new PageRequest())));
        Assert.Equal([second], await ListAsync(new ListJobs.Input(new PageRequest(), ToInvoice: true)));
        Assert.Equal([first], await ListAsync(new ListJobs.Input(new PageRequest(), Status: JobStatus.Open, Open: true)));
        Assert.Equal([], await ListAsync(new ListJobs.Input(new PageRequest(), "introuvable")));
        Assert.Equal([second, first], await ListAsync(new ListJobs.Input(new PageRequest(), "erable ENSEIGNE")));
        foreach (var sort in new[] { "number", "created", "due", "ordered" })
        {
            Assert.Equal(2, (await ListAsync(new ListJobs.Input(new PageRequest(1, 10, sort)))).Count);
        }

        var board = Boreal.Value(await boreal.Portal.Get<ShowJobBoard>().RunAsync(new ShowJobBoard.Input(), default));
        Assert.Equal([1, 1, 0, 0], board.Select(c => c.Total));
    }

    [Theory, EachDatabase]
    public async Task Job_OfWhichOnlyADiscountIsLeft_IsToInvoice_InTheListAndToday(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.JobAsync();
        var line = await boreal.JobLineAsync(id, 1, 200);
        await boreal.JobLineAsync(id, 1, -50, "Rabais");
        Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, id, [new(line, 1)]), default));

        var row = Assert.Single(Boreal.Value(await boreal.Portal.Get<ListJobs>().RunAsync(new(new PageRequest(), ToInvoice: true), default)).Rows);
        Assert.Equal((id, -50m), (row.Id, row.ToInvoice));
        var today = Boreal.Value(await boreal.Portal.Get<ShowToday>().RunAsync(new(), default));
        Assert.Equal(1, today.Items.Single(i => i.Need == TodayNeed.JobsToInvoice).Count);
    }

    [Theory, EachDatabase]
    public async Task JobBegunByAUserOfTheClient_HasNobodyResponsible_InListBoardAndPage(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.JobAsync();
        await using (var db = boreal.Portal.Open())
        {
            var theirs = new User("marie@erable.example", "Marie Roy", "fr-CA", isClientUser: true);
            db.Add(theirs);
            await db.SaveChangesAsync();
            await db.Jobs.ExecuteUpdateAsync(set => set.SetProperty(j => j.ResponsibleUserId, (long?)theirs.Id));
        }

        Assert.Equal("", Assert.Single(Boreal.Value(await boreal.Portal.Get<ListJobs>().RunAsync(new(new PageRequest()), default)).Rows).Responsible);
        Assert.Equal("", Boreal.Value(await boreal.Portal.Get<ShowJobBoard>().RunAsync(new(), default)).SelectMany(c => c.Cards).Single().Responsible);
        Assert.Equal("", (await boreal.ShowJobAsync(id)).Responsible);
    }

    [Theory, EachDatabase]
    public async Task Job_WithQuotesAndInvoices_ShowsWhatIsLeft(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var quote = await boreal.QuoteAsync(await boreal.DraftAsync(boreal.Line("Pose", 1, 100)));

        var view = Boreal.Value(await boreal.Portal.Get<ShowJob>().RunAsync(new ShowJob.Input(quote.JobId), default));

        Assert.Equal((1, 0, 0m), (view.Quotes, view.Invoices, view.Ordered));
        Assert.Equal(quote.Number, view.QuoteRows.Single().Number);
        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<ShowJob>().RunAsync(new ShowJob.Input(quote.JobId), default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Job_StartedAtASiteFoundWithoutAccents_IsDeliveredThere(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var fields = new SiteFields { Name = "Entrepôt de l’Éclipse", Address = boreal.Entity.Address with { City = "Trois-Rivières" } };
        var site = Boreal.Value(await boreal.Portal.Get<AddSite>().RunAsync(new AddSite.Input(boreal.Client.Id, fields), default));

        async Task<IReadOnlyList<SiteChoice>> FindAsync(long clientId, string text) =>
            Boreal.Value(await boreal.Portal.Get<FindSitesForWork>().RunAsync(new FindSitesForWork.Input(clientId, text, new PageRequest()), default));

        Assert.Equal(site, Assert.Single(await FindAsync(boreal.Client.Id, "rivieres ENTREPOT")).Id);
        Assert.Empty(await FindAsync(boreal.Client.Id, "garage"));
        Assert.Empty(await FindAsync(4711, "entrepot"));
        var job = Boreal.Value(await boreal.Portal.Get<CreateJob>().RunAsync(new CreateJob.Input(boreal.Client.Id, "Enseigne", SiteId: site), default));
        Assert.Equal(site, Boreal.Value(await boreal.Portal.Get<ShowJob>().RunAsync(new ShowJob.Input(job), default)).SiteId);
        var refused = await boreal.Portal.Get<CreateJob>().RunAsync(new CreateJob.Input(boreal.Client.Id, "Enseigne", SiteId: 4711), default);
        Assert.Equal("JobFolders.UnknownChoice", refused.Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task ClosedJob_OfWhichSomethingIsToInvoiceAgain_IsOpenAgain(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        foreach (var how in new[] { "credited", "deleted", "line removed" })
        {
            var issue = how == "credited";
            var id = await CreateAsync(boreal);
            Boreal.Value(await AddAsync(boreal, id, 2, 100));
            var invoice = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, id, Issue: issue), default));
            await using var db = boreal.Portal.Open();
            if (issue)
            {
                (await db.Invoices.SingleAsync(i => i.Id == invoice)).HandOver(AccountingState.HandedOver);
                await db.SaveChangesAsync();
            }

            var version = (await boreal.FindAsync(invoice)).Version;
            Boreal.Require(await MoveAsync(boreal, id, issue ? JobStatus.Closed : JobStatus.Invoiced));

            Result undone = how == "line removed"
                ? await boreal.Portal.Get<SaveProforma>().RunAsync(new SaveProforma.Input(invoice, version, Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new(invoice), default)).Head, []), default)
                : issue ? await boreal.Portal.Get<CreditInvoice>().RunAsync(new CreditInvoice.Input(invoice, version, null, GiveBackQuantities: true, "Erreur", Send: false), default)
                : await boreal.Portal.Get<DeleteProforma>().RunAsync(new DeleteProforma.Input(invoice, version), default);

            Boreal.Require(undone);
            var shown = Boreal.Value(await boreal.Portal.Get<ShowJob>().RunAsync(new ShowJob.Input(id), default));
            Assert.Equal((JobStatus.InProgress, 200m), (shown.Status, shown.ToInvoice));
            Assert.True(await db.TimelineEntries.AnyAsync(e => e.JobId == id && e.What == "JobFolders.ToInvoiceAgain"));
        }
    }

    private static async Task<long> CreateAsync(Boreal boreal) =>
        Boreal.Value(await boreal.Portal.Get<CreateJob>().RunAsync(new CreateJob.Input(boreal.Client.Id, "Enseigne"), default));

    private static async Task<Result<long>> AddAsync(Boreal boreal, long id, decimal quantity, decimal price) =>
        await boreal.Portal.Get<AddJobLine>().RunAsync(
            new AddJobLine.Input(id, await VersionAsync(boreal, id), null, "Pose", quantity, "h", price, 0, boreal.TaxCode.Id, boreal.Income.Id), default);

    private static async Task<Result> MoveAsync(Boreal boreal, long id, JobStatus status) =>
        await boreal.Portal.Get<MoveJob>().RunAsync(new MoveJob.Input(id, await VersionAsync(boreal, id), status), default);

    private static Task<Result<int>> ChangeAsync(Boreal boreal, long id, int version, string name) =>
        boreal.Portal.Get<ChangeJob>().RunAsync(new ChangeJob.Input(id, version, name, "", null, null), default);

    private static Task<Result<StoredFile>> DownloadAsync(Boreal boreal, long id) =>
        boreal.Portal.Get<DownloadJobDocument>().RunAsync(new DownloadJobDocument.Input(id), default);

    private static async Task<int> VersionAsync(Boreal boreal, long id)
    {
        await using var db = boreal.Portal.Open();
        return await db.Jobs.Where(j => j.Id == id).Select(j => j.Version).SingleAsync();
    }

    private static async Task<(decimal Ordered, decimal ToInvoice, decimal Quantity)> FiguresAsync(Boreal boreal, long id)
    {
        var view = Boreal.Value(await boreal.Portal.Get<ShowJob>().RunAsync(new ShowJob.Input(id), default));
        return (view.Ordered, view.ToInvoice, view.Lines.Sum(l => l.ToInvoice));
    }

    [Theory, EachDatabase]
    public async Task AddLine_ForAClientOfAFiscalPosition_IsTaxedByIt(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await CreateAsync(boreal);
        await using var db = boreal.Portal.Open();
        var position = await db.FiscalPositions.Include(p => p.Taxes).SingleAsync(p => p.Code == "CAN");
        (await db.Clients.SingleAsync()).FiscalPositionId = position.Id;
        await db.SaveChangesAsync();

        var line = Boreal.Value(await boreal.Portal.Get<AddJobLine>().RunAsync(
            new AddJobLine.Input(id, await VersionAsync(boreal, id), null, "Pose", 1, "", 100, 0, boreal.TaxCode.Id, boreal.Income.Id), default));

        Assert.Equal(position.Taxes[0].ToTaxCodeId, await db.Jobs.SelectMany(j => j.Lines).Where(l => l.Id == line).Select(l => l.TaxCodeId).SingleAsync());
    }

    [Theory, EachDatabase]
    public async Task AddLine_AfterOneWasWithdrawn_StandsLast(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await CreateAsync(boreal);
        var first = Boreal.Value(await AddAsync(boreal, id, 1, 10));
        Boreal.Value(await AddAsync(boreal, id, 2, 10));
        Boreal.Require(await boreal.Portal.Get<WithdrawJobLine>().RunAsync(new WithdrawJobLine.Input(id, await VersionAsync(boreal, id), first), default));
        Boreal.Value(await AddAsync(boreal, id, 3, 10));

        await using var db = boreal.Portal.Open();
        Assert.Equal([2, 3], await db.Jobs.SelectMany(j => j.Lines).OrderBy(l => l.Position).Select(l => l.Position).ToListAsync());
    }

    [Theory, EachDatabase]
    public async Task Invoice_WithALineOfAJobInAnotherCurrencyOrOfAnotherClient_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await CreateAsync(boreal);
        var line = Boreal.Value(await AddAsync(boreal, id, 1, 10));
        var invoice = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 100));
        await using var db = boreal.Portal.Open();
        await db.Jobs.Where(j => j.Id == id).ExecuteUpdateAsync(set => set.SetProperty(j => j.Currency, "USD"));
        var other = new Client(boreal.Entity.Id, "Autre", new Contact { Name = "X" }) { Currency = "CAD" }.IndexForSearch();
        db.Add(other);
        await db.SaveChangesAsync();
        var seen = await boreal.FindAsync(invoice);
        var head = new Invoice.Head(boreal.Client.Id, "Travaux", "", null, null, null, null, null, false);

        var mixed = await boreal.Portal.Get<SaveProforma>().RunAsync(
            new SaveProforma.Input(invoice, seen.Version, head, [new(null, InvoiceLineSource.Job, line, null, boreal.InvoiceLine("Pose", 1, 10))]), default);
        var foreign = await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(other.Id, id), default);

        Assert.Equal(Refusal.Stale, mixed.Refusal);
        Assert.Equal(Refusal.NotFound, foreign.Refusal);
    }
}
