using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Tests.Support;

public sealed class StoredValueTests
{
    [Theory, EachDatabase]
    public async Task Entity_SavedAndReadBack_IsTheSame(DatabaseProvider provider)
    {
        await using var portal = await TestPortal.StartAsync(provider);
        var entity = new LegalEntity
        {
            Name = "Nord",
            LegalName = "Nord inc.",
            Currency = "CAD",
            TimeZone = "America/Montreal",
            Language = "fr-CA",
            Address = new Address("1, rue Été", "", "Montréal", "QC", "H2X 1Y4", "CA"),
            ShareCapital = 12_345.67m,
        };
        var product = new Product { LegalEntityId = entity.Id, Code = "P1", Name = new LocalText("Pose", "Fitting"), UnitPrice = 0.012345m };
        await using (var db = portal.Open())
        {
            db.AddRange(entity, product);
            Assert.True((await db.TrySaveAsync(default)).Succeeded);
        }

        await using (var db = portal.Open())
        {
            var found = await db.LegalEntities.SingleAsync();
            Assert.Equal(entity.Address, found.Address);
            Assert.Equal(12_345.67m, found.ShareCapital);
            Assert.Equal(0.012345m, (await db.Products.SingleAsync(p => p.UnitPrice > 0.01m)).UnitPrice);
            Assert.Equal(0.012345m, await db.Products.SumAsync(p => p.UnitPrice));
            found.Address = found.Address with { City = "Laval" };
            Assert.True((await db.TrySaveAsync(default)).Succeeded);
            var change = Assert.Single((await db.AuditEntries.SingleAsync(e => e.Action == AuditAction.Changed)).ReadChanges());
            Assert.Equal(new AuditChange("Address.City", "Montréal", "Laval"), change);
        }
    }

    [Theory, EachDatabase]
    public async Task Save_FromAnOlderVersion_IsRefused(DatabaseProvider provider)
    {
        await using var portal = await TestPortal.StartAsync(provider);
        await using var first = portal.Open();
        first.Add(new LegalEntity { Name = "A", LegalName = "A", Currency = "EUR", TimeZone = "Europe/Paris", Language = "fr-FR" });
        await first.SaveChangesAsync();

        await using var second = portal.Open();
        (await second.LegalEntities.SingleAsync()).Phone = "1";
        (await first.LegalEntities.SingleAsync()).Phone = "2";
        Assert.True((await first.TrySaveAsync(default)).Succeeded);
        Assert.Equal(Refusal.Stale, (await second.TrySaveAsync(default)).Refusal);
    }
}
