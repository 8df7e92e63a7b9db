using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounts;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Interventions;
using Portal.Business.Interventions.Planning;
using Portal.Business.Interventions.UseCases;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Tests.JobFolders;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Interventions;

public sealed class RequestUseCaseTests
{
    [Theory, EachDatabase]
    public async Task Create_WithoutJob_MakesOneAndTakesTheSectorOfThePlace(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        long sector;
        await using (var db = boreal.Portal.Open())
        {
            var wide = new Sector { LegalEntityId = boreal.Entity.Id, Name = "Montréal", PostalPrefixes = ["H"] };
            var near = new Sector { LegalEntityId = boreal.Entity.Id, Name = "Plateau", PostalPrefixes = ["H2X"] };
            db.AddRange(wide, near);
            await db.SaveChangesAsync();
            sector = near.Id;
        }

        var id = Boreal.Value(await boreal.Portal.Get<CreateRequest>().RunAsync(new CreateRequest.Input(boreal.Client.Id, null, RequestScene.Head()), default));

        var request = await boreal.ReloadAsync(id);
        Assert.Equal(("D-000001", RequestStatus.ToPlan, sector), (request.Number, request.Status, request.SectorId!.Value));
        await using var after = boreal.Portal.Open();
        Assert.Equal("Panne de la presse", (await after.Jobs.SingleAsync(j => j.Id == request.JobId)).Name);
    }

    [Theory, EachDatabase]
    public async Task Lines_AtFiveAndAHalfPercent_AddUpAsTheSourceShows(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.StartAsync(provider, "FR", "TVA5.5");
        var request = await boreal.RequestAsync();
        var line = new RequestLineFields { Description = "Forfait Pose", UnitPrice = 175, TaxCodeId = boreal.TaxCode.Id, GlAccountId = boreal.Income.Id };

        var saved = Boreal.Value(await boreal.Portal.Get<SaveRequestLines>().RunAsync(new SaveRequestLines.Input(request.Id, request.Version, null, [line]), default));

        Assert.Equal((175.00m, 9.63m, 184.63m), (saved.Net, saved.Taxes.Single().Amount, saved.Total));
        Assert.Equal(184.63m, line.WithTax(await Portal.Business.Catalog.TaxTable.LoadAsync(boreal.Portal.Open(), boreal.Entity.Id, default), new DateOnly(2026, 3, 2)));
        var invoiceId = Boreal.Value(await boreal.Portal.Get<InvoiceRequest>().RunAsync(new InvoiceRequest.Input(request.Id), default));
        Assert.Equal(184.63m, (await boreal.FindAsync(invoiceId)).Total);
    }

    [Theory, EachDatabase]
    public async Task Lines_OnAQuote_CanNeitherBeChangedNorRemoved(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var request = await boreal.RequestAsync(boreal.Line("Pose", 1, 175), boreal.Line("Vis", 12, 0.35m));
        Boreal.Value(await boreal.Portal.Get<QuoteRequest>().RunAsync(new QuoteRequest.Input(request.Id, [request.Lines[0].Id]), default));
        request = await boreal.ReloadAsync(request.Id);
        var fields = request.Lines.OrderBy(l => l.Position).Select(RequestLineFields.Of).ToList();
        async Task<Result<SaveRequestLines.Saved>> SaveAsync(params IReadOnlyList<RequestLineFields> lines) =>
            await boreal.Portal.Get<SaveRequestLines>().RunAsync(new SaveRequestLines.Input(request.Id, (await boreal.ReloadAsync(request.Id)).Version, null, lines), default);

        Assert.Equal("Interventions.LineIsTaken", (await SaveAsync(fields[1])).Refusal!.Code);
        Assert.Equal("Interventions.LineIsTaken", (await SaveAsync(fields[0] with { Quantity = 2 }, fields[1])).Refusal!.Code);
        Assert.Equal(181.30m, Boreal.Value(await SaveAsync(fields[0], fields[1] with { Quantity = 18 })).Net);
    }

    [Theory, EachDatabase]
    public async Task Request_WithAVisit_IsNeitherCancelledNorDeleted_AndOneWithoutIs(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (planned, free) = (await boreal.RequestAsync(), await boreal.RequestAsync());
        var at = new DateTime(2026, 3, 4, 14, 0, 0, DateTimeKind.Utc);
        Boreal.Value(await boreal.Portal.Get<PlanVisit>().RunAsync(new PlanVisit.Input(planned.Id, null, at, at.AddHours(1)), default));
        planned = await boreal.ReloadAsync(planned.Id);

        Assert.Equal("Interventions.CancelVisitsFirst", (await MoveAsync(boreal, planned, MoveRequest.Step.Cancel)).Refusal!.Code);
        Assert.Equal("Interventions.RequestHasVisits", (await boreal.Portal.Get<DeleteRequest>().RunAsync(new DeleteRequest.Input(planned.Id, planned.Version), default)).Refusal!.Code);
        Boreal.Require(await MoveAsync(boreal, free, MoveRequest.Step.Cancel));
        free = await boreal.ReloadAsync(free.Id);
        Assert.Equal(RequestStatus.Cancelled, free.Status);
        Boreal.Require(await MoveAsync(boreal, free, MoveRequest.Step.Reopen));
        free = await boreal.ReloadAsync(free.Id);
        Assert.Equal(RequestStatus.ToPlan, free.Status);
        Boreal.Require(await boreal.Portal.Get<DeleteRequest>().RunAsync(new DeleteRequest.Input(free.Id, free.Version), default));
        await using var db = boreal.Portal.Open();
        Assert.Equal([planned.Id], await db.ServiceRequests.Select(r => r.Id).ToListAsync());
    }

    [Theory, EachDatabase]
    public async Task Plan_OverAnotherVisit_IsSaidAndDoneAllTheSame(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var request = await boreal.RequestAsync();
        var technician = await boreal.TechnicianAsync("Luc Gagnon");
        var at = new DateTime(2026, 3, 4, 14, 0, 0, DateTimeKind.Utc);
        var first = Boreal.Value(await boreal.Portal.Get<PlanVisit>().RunAsync(new PlanVisit.Input(request.Id, technician, at, at.AddHours(2)), default));

        var second = Boreal.Value(await boreal.Portal.Get<PlanVisit>().RunAsync(new PlanVisit.Input(request.Id, technician, at.AddHours(1), at.AddHours(3)), default));
        var evening = Boreal.Value(await boreal.Portal.Get<PlanVisit>().RunAsync(new PlanVisit.Input(request.Id, technician, at.AddHours(12), at.AddHours(13)), default));

        Assert.Empty(first.Conflicts);
        Assert.Equal([VisitConflictKind.OtherVisit], second.Conflicts.Select(c => c.Kind));
        Assert.Equal(first.Number, second.Conflicts[0].Detail);
        Assert.Equal([VisitConflictKind.OutsideHours], evening.Conflicts.Select(c => c.Kind));
        Assert.Equal(RequestStatus.Planned, (await boreal.ReloadAsync(request.Id)).Status);
    }

    [Theory, EachDatabase]
    public async Task Duplicate_TakesLinesAndEquipment_NotThePeriod(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var request = await boreal.RequestAsync(boreal.Line("Pose", 1, 175));
        var equipment = Boreal.Value(await boreal.Portal.Get<SaveEquipment>().RunAsync(
            new SaveEquipment.Input(boreal.Client.Id, null, 0, "Presse GTO 52", "SN-881", null, null, null, new DateOnly(2026, 3, 2), ""), default));
        var head = RequestScene.Head() with { WantedFrom = new DateOnly(2026, 3, 5) };
        Boreal.Value(await boreal.Portal.Get<ChangeRequest>().RunAsync(new ChangeRequest.Input(request.Id, request.Version, head, [equipment]), default));
        Boreal.Value(await boreal.Portal.Get<InvoiceRequest>().RunAsync(new InvoiceRequest.Input(request.Id), default));

        var copy = await boreal.ReloadAsync(Boreal.Value(await boreal.Portal.Get<DuplicateRequest>().RunAsync(new DuplicateRequest.Input(request.Id), default)));

        Assert.Equal(("Pose", WorkLineState.Open, 201.21m), (copy.Lines[0].Description, copy.Lines[0].State, copy.Total));
        Assert.Equal((equipment, (DateOnly?)null, request.JobId), (copy.Equipment[0].EquipmentId, copy.WantedFrom, copy.JobId));
        var shown = Boreal.Value(await boreal.Portal.Get<ShowRequest>().RunAsync(new ShowRequest.Input(copy.Id), default));
        Assert.True(shown.Equipment[0].UnderWarranty);
        Assert.Equal(request.Id, shown.Equipment[0].Earlier.Single().Id);
        var row = Assert.Single(Boreal.Value(await boreal.Portal.Get<ListEquipment>().RunAsync(new ListEquipment.Input(boreal.Client.Id, "gto"), default)).Rows);
        Assert.Equal((2, copy.Id, true), (row.Requests, row.Last!.Id, row.UnderWarranty));
    }

    [Theory, EachDatabase]
    public async Task List_OfOpenOnes_IsNarrowedByWhatIsAsked(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (pump, press) = (await boreal.RequestAsync(), await boreal.RequestAsync());
        var head = RequestScene.Head("Pompe bruyante") with { Labels = ["Été", "pompe"], Priority = RequestPriority.Urgent, WantedFrom = new DateOnly(2026, 3, 10), WantedTo = new DateOnly(2026, 3, 20) };
        Boreal.Value(await boreal.Portal.Get<ChangeRequest>().RunAsync(new ChangeRequest.Input(pump.Id, pump.Version, head), default));
        async Task<List<long>> FoundAsync(ListRequests.Input input) => [.. Boreal.Value(await boreal.Portal.Get<ListRequests>().RunAsync(input, default)).Rows.Select(r => r.Id)];
        var all = new ListRequests.Input(new PageRequest(), Statuses: ListRequests.Open);

        Assert.Equal([press.Id, pump.Id], await FoundAsync(all));
        Assert.Equal([pump.Id], await FoundAsync(all with { Label = "ete" }));
        Assert.Equal([pump.Id], await FoundAsync(all with { Search = "pompe erable" }));
        Assert.Equal([pump.Id], await FoundAsync(all with { Priorities = [RequestPriority.Urgent] }));
        Assert.Equal([pump.Id], await FoundAsync(all with { WantedFrom = new DateOnly(2026, 3, 19), WantedTo = new DateOnly(2026, 3, 31) }));
        Assert.Empty(await FoundAsync(all with { WantedFrom = new DateOnly(2026, 3, 21) }));
        Assert.Equal([press.Id], await FoundAsync(all with { JobId = press.JobId }));
        Boreal.Require(await MoveAsync(boreal, press, MoveRequest.Step.Cancel));
        Assert.Equal([pump.Id], await FoundAsync(all));
    }

    [Theory, EachDatabase]
    public async Task AskForService_TwiceWithOneKey_MakesOne_ThatOnlyItsClientSees(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var other = new Client(boreal.Entity.Id, "Autre", new Contact { Name = "X", Email = "x@autre.example" });
        await using (var db = boreal.Portal.Open())
        {
            db.Add(other.IndexForSearch());
            await db.SaveChangesAsync();
        }

        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id);
        byte[] photo = [0xFF, 0xD8, 0xFF, 0xE0, 0, 0];
        var input = new AskForService.Input(boreal.Client.Id, Guid.NewGuid(), "Presse arrêtée", "Bruit", null, null, null, []);
        AskForService.Input Sent() => input with { Photos = [new IncomingFile("presse.jpg", photo)] };
        var ids = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => boreal.Portal.Get<AskForService>().RunAsync(Sent(), default))));

        Assert.Single(ids.Select(i => i.Value).Distinct());
        var shown = Boreal.Value(await boreal.Portal.Get<ShowOwnRequest>().RunAsync(ids[0].Value, default));
        Assert.Equal((RequestStatus.ToPlan, "presse.jpg"), (shown.Status, shown.Photos.Single().Name));
        Assert.Equal("Documents.NotWhatItSays", (await boreal.Portal.Get<AskForService>().RunAsync(input with { Key = Guid.NewGuid(), Photos = [new IncomingFile("faux.pdf", photo)] }, default)).Refusal!.Code);
        Assert.Equal(Refusal.NotFound, (await boreal.Portal.Get<AskForService>().RunAsync(input with { Key = Guid.NewGuid(), ClientId = other.Id }, default)).Refusal);
        boreal.Portal.User = TestUser.OfClients(other.Id);
        Assert.Equal(Refusal.NotFound, (await boreal.Portal.Get<ShowOwnRequest>().RunAsync(ids[0].Value, default)).Refusal);
        Assert.Equal(0, Boreal.Value(await boreal.Portal.Get<ListOwnRequests>().RunAsync(new PageRequest(), default)).Page.Total);
    }

    [Theory, EachDatabase]
    public async Task AskForService_NamesTheContactWhoAsks(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var asks = new User("JEAN@erable.example", "Jean Côté", "fr-CA", isClientUser: true);
        await using (var db = boreal.Portal.Open())
        {
            db.AddRange(asks, new ClientUser(asks.Id, boreal.Client.Id));
            await db.SaveChangesAsync();
        }

        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id) with { UserId = asks.Id, Name = asks.DisplayName };
        var id = Boreal.Value(await boreal.Portal.Get<AskForService>().RunAsync(new(boreal.Client.Id, Guid.NewGuid(), "Presse arrêtée", "Bruit", null, null, null, []), default));

        await using var after = boreal.Portal.Open();
        Assert.Equal("jean@erable.example", await after.Contacts.Where(c => c.Id == after.ServiceRequests.Single(r => r.Id == id).ContactId).Select(c => c.Email).SingleAsync());
    }

    [Theory, EachDatabase]
    public async Task JobOfAnAskedRequest_WaitsForSomebodyOfTheStaff_AndCanBeEdited(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var person = new User("julie@fleuve.example", "Julie", "fr-CA", isClientUser: true);
        await using (var db = boreal.Portal.Open())
        {
            db.Users.Add(person);
            await db.SaveChangesAsync();
        }

        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id) with { UserId = person.Id };
        var id = Boreal.Value(await boreal.Portal.Get<AskForService>().RunAsync(
            new AskForService.Input(boreal.Client.Id, Guid.NewGuid(), "Presse arrêtée", "Bruit", null, null, null, []), default));
        boreal.Portal.User = TestUser.Administrator;
        var jobId = (await boreal.ReloadAsync(id)).JobId;

        Assert.Null((await boreal.ShowJobAsync(jobId)).ResponsibleUserId);
        await EditAsync();

        // One that was given to the client's person before.
        await using (var db = boreal.Portal.Open())
        {
            await db.Jobs.Where(j => j.Id == jobId).ExecuteUpdateAsync(set => set.SetProperty(j => j.ResponsibleUserId, person.Id));
        }

        Assert.Equal((null, ""), ((await boreal.ShowJobAsync(jobId)).ResponsibleUserId, (await boreal.ShowJobAsync(jobId)).Responsible));
        await EditAsync();

        async Task EditAsync()
        {
            var job = await boreal.ShowJobAsync(jobId);
            Boreal.Value(await boreal.Portal.Get<ChangeJob>().RunAsync(new ChangeJob.Input(jobId, job.Version, "Presse 2", "", null, job.ResponsibleUserId), default));
        }
    }

    [Theory, EachDatabase]
    public async Task Portal_ShowsConfirmedVisitsOnly_AndNoDraftRequest(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var request = await boreal.RequestAsync();
        Boreal.Value(await boreal.Portal.Get<CreateRequest>().RunAsync(new CreateRequest.Input(boreal.Client.Id, null, RequestScene.Head("Brouillon"), AsDraft: true), default));
        var at = new DateTime(2026, 3, 4, 14, 0, 0, DateTimeKind.Utc);
        Boreal.Value(await boreal.Portal.Get<PlanVisit>().RunAsync(new PlanVisit.Input(request.Id, null, at, at.AddHours(1)), default));
        Boreal.Value(await boreal.Portal.Get<PlanVisit>().RunAsync(new PlanVisit.Input(request.Id, null, at.AddDays(1), at.AddDays(1).AddHours(1), Confirm: false), default));

        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id);
        var row = Assert.Single(Boreal.Value(await boreal.Portal.Get<ListOwnRequests>().RunAsync(new PageRequest(), default)).Page.Rows);

        Assert.Equal(new DateTime(2026, 3, 4, 9, 0, 0), row.Next!.StartsAt);
        Assert.Single(Boreal.Value(await boreal.Portal.Get<ShowOwnRequest>().RunAsync(row.Id, default)).Visits);
        boreal.Portal.Clock.Set(at.AddDays(1));
        Assert.Null(Assert.Single(Boreal.Value(await boreal.Portal.Get<ListOwnRequests>().RunAsync(new PageRequest(), default)).Page.Rows).Next);
    }

    [Theory, EachDatabase]
    public async Task Request_Shown_HasDescriptionEquipmentHistoryAndBilling_AndWhatCameOfIt(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var machine = Boreal.Value(await boreal.Portal.Get<SaveEquipment>().RunAsync(
            new SaveEquipment.Input(boreal.Client.Id, null, 0, "Presse", "SN-1", null, null, new DateOnly(2025, 1, 1), new DateOnly(2027, 1, 1), ""), default));
        var earlier = Boreal.Value(await boreal.Portal.Get<CreateRequest>().RunAsync(new CreateRequest.Input(boreal.Client.Id, null, RequestScene.Head("Réglage"), [machine]), default));
        var head = RequestScene.Head() with { Description = "Elle s’arrête", Labels = ["presse"] };
        var id = Boreal.Value(await boreal.Portal.Get<CreateRequest>().RunAsync(new CreateRequest.Input(boreal.Client.Id, null, head, [machine]), default));
        async Task AddLineAsync(string description) => Boreal.Value(await boreal.Portal.Get<SaveRequestLines>().RunAsync(
            new SaveRequestLines.Input(id, (await boreal.ReloadAsync(id)).Version, null,
            [
                .. (await boreal.ReloadAsync(id)).Lines.Select(l => new RequestLineFields
                {
                    Id = l.Id, Description = l.Description, Quantity = l.Quantity, UnitPrice = l.UnitPrice, TaxCodeId = l.TaxCodeId, GlAccountId = l.GlAccountId,
                }),
                new RequestLineFields { Description = description, UnitPrice = 100, TaxCodeId = boreal.TaxCode.Id, GlAccountId = boreal.Income.Id },
            ]), default));
        await AddLineAsync("Pose");
        Boreal.Value(await boreal.Portal.Get<QuoteRequest>().RunAsync(new QuoteRequest.Input(id), default));
        await AddLineAsync("Vis");
        Boreal.Value(await boreal.Portal.Get<InvoiceRequest>().RunAsync(new InvoiceRequest.Input(id), default));
        var at = new DateTime(2026, 3, 4, 14, 0, 0, DateTimeKind.Utc);
        Boreal.Value(await boreal.Portal.Get<PlanVisit>().RunAsync(new PlanVisit.Input(id, await boreal.TechnicianAsync("Luc Gagnon"), at, at.AddHours(1)), default));

        var shown = Boreal.Value(await boreal.Portal.Get<ShowRequest>().RunAsync(new ShowRequest.Input(id), default));

        Assert.Equal((1, 1, 1), (shown.Quotes.Count, shown.Invoices.Count, shown.Visits.Count));
        Assert.Equal((RequestStatus.Planned, "Elle s’arrête", "presse"), (shown.Status, shown.Head.Description, Assert.Single(shown.Head.Labels)));
        Assert.Equal("99, chemin du Roy", shown.Place.Address.Line1);
        Assert.Equal(("Presse", earlier), (Assert.Single(shown.Equipment).Name, Assert.Single(shown.Equipment[0].Earlier).Id));
        Assert.Equal((200m, 2), (shown.Net, shown.Lines.Count));
        Assert.NotEmpty(shown.Timeline);
    }

    private static async Task<Result> MoveAsync(Boreal boreal, ServiceRequest request, MoveRequest.Step step) =>
        await boreal.Portal.Get<MoveRequest>().RunAsync(new MoveRequest.Input(request.Id, request.Version, step), default);
}
