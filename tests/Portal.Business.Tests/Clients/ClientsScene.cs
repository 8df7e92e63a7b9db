using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Clients.UseCases;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Clients;

/// <summary>A portal with the two demonstration companies, their catalogs and clients.</summary>
public sealed class ClientsScene : IAsyncDisposable
{
    private readonly TestPortal portal;

    private ClientsScene(TestPortal portal, long quebecId, long franceId)
    {
        this.portal = portal;
        QuebecId = quebecId;
        FranceId = franceId;
    }

    public long QuebecId { get; }

    public long FranceId { get; }

    public ICurrentUser User
    {
        get => portal.User;
        set => portal.User = value;
    }

    public TestClock Clock => portal.Clock;

    public static async Task<ClientsScene> StartAsync(DatabaseProvider provider)
    {
        var portal = await TestPortal.StartAsync(provider);
        await using var db = portal.Open();
        await DemoCompanies.RunAsync(db, portal.Clock, default);
        var ids = await db.LegalEntities.ToDictionaryAsync(e => e.Name, e => e.Id);
        return new ClientsScene(portal, ids[DemoCompanies.Quebec], ids[DemoCompanies.France]);
    }

    public static CreateClient.Input Input(long entityId, string name = "Nord inc.") => new(
        new ClientFields { LegalEntityId = entityId, Name = name },
        new ContactFields { Name = "Comptabilité", Email = "compta@nord.example" },
        [],
        []);

    public PortalDbContext Open() => portal.Open();

    public T Get<T>()
        where T : notnull => portal.Get<T>();

    public async Task<long> CreateAsync(string name = "Nord inc.") => (await Get<CreateClient>().RunAsync(Input(QuebecId, name), default)).Value;

    public ValueTask DisposeAsync() => portal.DisposeAsync();
}
