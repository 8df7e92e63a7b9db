using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Clients.UseCases;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Clients;

public sealed class ClientUseCaseTests
{
    [Theory, EachDatabase]
    public async Task Change_FromAnOldVersion_IsRefusedAndChangesNothing(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var id = await portal.CreateAsync();
        var seen = (await portal.Get<ShowClient>().RunAsync(id, default)).Value;
        Assert.True((await portal.Get<ChangeClient>().RunAsync(new(id, seen.Version, seen.Fields with { Phone = "514 555-0100" }), default)).Succeeded);
        var second = await portal.Get<ChangeClient>().RunAsync(new(id, seen.Version, seen.Fields with { Phone = "514 555-0199" }), default);
        Assert.Equal(Refusal.Stale, second.Refusal);
        Assert.Equal("514 555-0100", (await portal.Get<ShowClient>().RunAsync(id, default)).Value.Fields.Phone);
    }

    [Theory, EachDatabase]
    public async Task List_SearchedWithoutAccents_FindsByNameContactAndNumber(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var list = portal.Get<ListClients>();
        foreach (var search in new[] { "fleuve", "TREMBLAY julie", "julie.tremblay@imprimerie" })
        {
            var page = (await list.RunAsync(new(new ClientFilter(search), new PageRequest()), default)).Value;
            Assert.Contains(page.Rows, r => r.Name == "Imprimerie du Fleuve inc.");
        }

        Assert.Empty((await list.RunAsync(new(new ClientFilter("100%_"), new PageRequest()), default)).Value.Rows);
    }

    [Theory]
    [EachDatabaseWith("name")]
    [EachDatabaseWith("city")]
    [EachDatabaseWith("entity")]
    [EachDatabaseWith("language")]
    public async Task List_PagedBothWays_ShowsEveryClientOnce(DatabaseProvider provider, string sort)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        foreach (var descending in new[] { false, true })
        {
            var ids = new List<long>();
            for (var number = 1; number <= 3; number++)
            {
                ids.AddRange((await portal.Get<ListClients>().RunAsync(new(new ClientFilter(), new PageRequest(number, 10, sort, descending)), default)).Value.Rows.Select(r => r.Id));
            }

            Assert.Equal(25, ids.Distinct().Count());
        }
    }

    [Theory, EachDatabase]
    public async Task Label_PutTwice_StandsOnce_FindsItsClients_AndGoesWithTheClient(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var (one, other) = (await portal.CreateAsync("Fromagerie Un"), await portal.CreateAsync("Fromagerie Deux"));
        foreach (var (client, label) in new[] { (one, "Clé"), (one, " cle "), (other, "CLÉ") })
        {
            Assert.True((await portal.Get<LabelClient>().RunAsync(new(client, label), default)).Succeeded);
        }

        Assert.Equal(["Clé"], (await portal.Get<ShowClient>().RunAsync(one, default)).Value.Labels);
        Assert.Equal([new LabelName("cle", "Clé")], (await portal.Get<FindClientLabels>().RunAsync(new("cl"), default)).Value);
        Assert.Equal(["Fromagerie Deux", "Fromagerie Un"], await LabelledAsync());
        Assert.Equal("Common.Required", (await portal.Get<LabelClient>().RunAsync(new(one, "  "), default)).Refusal!.Code);

        Assert.True((await portal.Get<LabelClient>().RunAsync(new(one, "cle", Remove: true), default)).Succeeded);
        Assert.Equal(["Fromagerie Deux"], await LabelledAsync());
        Assert.True((await portal.Get<DeleteClient>().RunAsync(other, default)).Succeeded);
        Assert.Empty((await portal.Get<FindClientLabels>().RunAsync(new(), default)).Value);

        async Task<string[]> LabelledAsync() =>
            [.. (await portal.Get<ListClients>().RunAsync(new(new ClientFilter(Label: "cle"), new PageRequest()), default)).Value.Rows.Select(r => r.Name)];
    }

    [Theory, EachDatabase]
    public async Task List_Filtered_ShowsWhatFits(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var found = (await portal.Get<ListClients>().RunAsync(new(new ClientFilter(LegalEntityId: portal.QuebecId, Language: "en-CA"), new PageRequest()), default)).Value;
        Assert.Equal(2, found.Total);
        await portal.Get<DeactivateClient>().RunAsync(found.Rows[0].Id, default);
        Assert.Equal(24, (await portal.Get<ListClients>().RunAsync(new(new ClientFilter(), new PageRequest()), default)).Value.Total);
        Assert.Equal(1, (await portal.Get<ListClients>().RunAsync(new(new ClientFilter(IsActive: false), new PageRequest()), default)).Value.Total);
        await portal.Get<ReactivateClient>().RunAsync(found.Rows[0].Id, default);
        Assert.Equal(25, (await portal.Get<ListClients>().RunAsync(new(new ClientFilter(), new PageRequest()), default)).Value.Total);
    }

    [Theory, EachDatabase]
    public async Task Pick_LeavesOutInactive_ButShowsWhatIsChosen(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var id = await portal.CreateAsync("Zzz inc.");
        await portal.Get<DeactivateClient>().RunAsync(id, default);
        Assert.Empty((await portal.Get<PickClients>().RunAsync(new("zzz"), default)).Value);
        Assert.Equal("Zzz inc.", Assert.Single((await portal.Get<PickClients>().RunAsync(new(null, Ids: [id]), default)).Value).Name);
        Assert.Equal(20, (await portal.Get<PickClients>().RunAsync(new(null), default)).Value.Count);
    }

    [Theory, EachDatabase]
    public async Task BillingManager_IsReplaced_NeverRemovedNorInactive(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var id = await portal.CreateAsync();
        var added = (await portal.Get<AddContact>().RunAsync(new(id, new ContactFields { Name = "Bob", Email = "bob@nord.example" }), default)).Value;
        var manager = (await portal.Get<ShowClient>().RunAsync(id, default)).Value.Contacts.Single(c => c.IsBillingManager);

        Assert.Equal("Clients.ManagerStays", (await portal.Get<RemoveContact>().RunAsync(manager.Id, default)).Refusal!.Code);
        Assert.Equal("Clients.ManagerStaysActive",
            (await portal.Get<ChangeContact>().RunAsync(new(manager.Id, manager.Version, manager.Fields with { IsActive = false }), default)).Refusal!.Code);

        Assert.True((await portal.Get<AppointBillingManager>().RunAsync(new(added, CopyToFormerManager: true), default)).Succeeded);
        await using (var db = portal.Open())
        {
            var recipients = InvoiceRecipients.Of(await db.Clients.Include(c => c.Contacts).SingleAsync(c => c.Id == id));
            Assert.Equal("bob@nord.example", recipients.To);
            Assert.Equal(["compta@nord.example"], recipients.Cc);
        }

        Assert.True((await portal.Get<RemoveContact>().RunAsync(manager.Id, default)).Succeeded);
    }

    [Theory, EachDatabase]
    public async Task Contact_InactiveOrGone_ChangesTheClientSoThatAnAppointmentMeanwhileIsStale(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var id = await portal.CreateAsync();
        var added = (await portal.Get<AddContact>().RunAsync(new(id, new ContactFields { Name = "Bob", Email = "bob@nord.example" }), default)).Value;
        await using var appointing = portal.Open();
        var client = await appointing.Clients.Include(c => c.Contacts).SingleAsync(c => c.Id == id);
        var contact = client.Contacts.Single(c => c.Id == added);

        var shown = (await portal.Get<ShowClient>().RunAsync(id, default)).Value.Contacts.Single(c => c.Id == added);
        Assert.True((await portal.Get<ChangeContact>().RunAsync(new(added, shown.Version, shown.Fields with { IsActive = false }), default)).Succeeded);

        client.AppointBillingManager(contact);
        Assert.Equal(Refusal.Stale, (await appointing.TrySaveAsync(default)).Refusal);
        appointing.ChangeTracker.Clear();
        client = await appointing.Clients.Include(c => c.Contacts).SingleAsync(c => c.Id == id);

        Assert.True((await portal.Get<RemoveContact>().RunAsync(added, default)).Succeeded);

        client.AppointBillingManager(client.Contacts.Single(c => c.Id == added));
        Assert.Equal(Refusal.Stale, (await appointing.TrySaveAsync(default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Contact_WithAnAddressThatIsThere_OrNoneForCopies_IsRefused(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var id = await portal.CreateAsync();
        var add = portal.Get<AddContact>();
        Assert.Equal("Clients.ContactThere", (await add.RunAsync(new(id, new ContactFields { Name = "B", Email = "COMPTA@nord.example" }), default)).Refusal!.Code);
        Assert.Equal("Clients.CopyNeedsEmail", (await add.RunAsync(new(id, new ContactFields { Name = "B", InvoicesByEmail = true }), default)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Contact_OfOneAddressAddedByManyAtOnce_IsThereOnce(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var id = await portal.CreateAsync();
        var fields = new ContactFields { Name = "Bob", Email = "bob@nord.example" };
        var other = (await portal.Get<AddContact>().RunAsync(new(id, fields with { Email = "autre@nord.example" }), default)).Value;

        var adding = Enumerable.Range(0, 6).Select(_ => portal.Get<AddContact>()).ToList();
        var results = await Task.WhenAll(adding.Select(a => Task.Run(() => a.RunAsync(new(id, fields), default))));
        var changed = await portal.Get<ChangeContact>().RunAsync(new(other, 0, fields), default);

        Assert.Single(results, r => r.Succeeded);
        Assert.All(results.Where(r => !r.Succeeded), r => Assert.Contains(r.Refusal!.Code, new[] { "Clients.ContactThere", Refusal.Stale.Code }));
        Assert.Equal("Clients.ContactThere", changed.Refusal!.Code);
        await using var db = portal.Open();
        Assert.Equal(1, await db.Contacts.CountAsync(c => c.ClientId == id && c.Email == fields.Email));
    }

    [Theory, EachDatabase]
    public async Task Site_AddedChangedAndRemoved_FollowsItsVersion(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var id = await portal.CreateAsync();
        var site = (await portal.Get<AddSite>().RunAsync(new(id, new SiteFields { Name = "Usine" }), default)).Value;
        Assert.True((await portal.Get<ChangeSite>().RunAsync(new(site, 0, new SiteFields { Name = "Usine 2" }), default)).Succeeded);
        Assert.Equal(Refusal.Stale, (await portal.Get<ChangeSite>().RunAsync(new(site, 0, new SiteFields { Name = "Usine 3" }), default)).Refusal);
        Assert.Equal("Usine 2", Assert.Single((await portal.Get<ShowClient>().RunAsync(id, default)).Value.Sites).Fields.Name);
        Assert.True((await portal.Get<RemoveSite>().RunAsync(site, default)).Succeeded);
    }

    [Theory, EachDatabase]
    public async Task Delete_OfAnUnusedClient_TakesItsContactsAndSites(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var id = await portal.CreateAsync();
        await portal.Get<AddSite>().RunAsync(new(id, new SiteFields { Name = "Usine" }), default);
        Assert.False((await portal.Get<ShowClient>().RunAsync(id, default)).Value.IsUsed);
        Assert.True((await portal.Get<DeleteClient>().RunAsync(id, default)).Succeeded);
        await using var db = portal.Open();
        Assert.False(await db.Contacts.AnyAsync(c => c.ClientId == id) || await db.Sites.AnyAsync(s => s.ClientId == id));
    }

    [Theory, EachDatabase]
    public async Task Counters_OfOtherCapabilities_StandInOrderForWhoMaySeeThem(DatabaseProvider provider)
    {
        await using var test = await TestPortal.StartAsync(provider);
        await using var db = test.Open();
        await DemoCompanies.RunAsync(db, test.Clock, default);
        var id = await db.Clients.Select(c => c.Id).FirstAsync();
        var show = new ShowClient(
            test.Get<IDbContextFactory<PortalDbContext>>(), TestUser.With(Permissions.ClientsView, Permissions.JobsView),
            [
                new ClientCounter("Sites", 20, Permissions.JobsView, (d, c, ct) => d.Sites.CountAsync(s => s.ClientId == c, ct)),
                new ClientCounter("Contacts", 10, Permissions.JobsView, (d, c, ct) => d.Contacts.CountAsync(s => s.ClientId == c, ct)),
                new ClientCounter("Secret", 5, Permissions.InvoicesView, (_, _, _) => Task.FromResult(1)),
            ]);
        Assert.Equal(["Contacts", "Sites"], (await show.RunAsync(id, default)).Value.Counts.Select(c => c.What));
    }

    [Theory, EachDatabase]
    public async Task Duplicates_BySameNumberEmailOrName_AreFound(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var find = portal.Get<FindDuplicates>();
        await using var db = portal.Open();
        var known = await db.Clients.Include(c => c.Contacts).FirstAsync(c => c.Name == "Imprimerie du Fleuve inc.");
        var gst = known.Numbers.Gst[..9] + " RT 0001";
        Assert.Equal(FindDuplicates.Reason.SameNumber, Assert.Single((await find.RunAsync(new("", RegistrationNumbers.None with { Gst = gst }, []), default)).Value).Reason);
        Assert.Equal(FindDuplicates.Reason.SameEmail, Assert.Single((await find.RunAsync(new("", RegistrationNumbers.None, [known.Contacts[0].Email]), default)).Value).Reason);
        Assert.Equal(FindDuplicates.Reason.SameName, Assert.Single((await find.RunAsync(new(" IMPRIMERIE du  fleuve INC.", RegistrationNumbers.None, []), default)).Value).Reason);
        Assert.Empty((await find.RunAsync(new(known.Name, known.Numbers, [], known.Id), default)).Value);
    }
}
