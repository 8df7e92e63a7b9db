using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Companies;

public sealed class DemoCompaniesTests
{
    [Theory, EachDatabase]
    public async Task DemoCompanies_RunTwice_AreThereOnceAndInOrder(DatabaseProvider provider)
    {
        await using var portal = await TestPortal.StartAsync(provider);
        for (var i = 0; i < 2; i++)
        {
            await using var seeding = portal.Open();
            await DemoCompanies.RunAsync(seeding, portal.Clock, default);
        }

        await using var db = portal.Open();
        var entities = await db.LegalEntities.ToListAsync();
        var clients = await db.Clients.Include(c => c.Contacts).Include(c => c.Sites).ToListAsync();
        Assert.Equal([DemoCompanies.Quebec, DemoCompanies.France], entities.OrderBy(e => e.Currency).Select(e => e.Name));
        Assert.Equal(25, clients.Count);
        Assert.Equal(20, await db.Products.CountAsync());
        Assert.All(entities, e => Assert.NotNull(e.LogoDocumentId));

        var checks = new FieldChecks();
        foreach (var entity in entities)
        {
            checks.Numbers(entity.Numbers);
            checks.Address("Address", entity.Address);
            checks.Read("Iban", entity.Bank.Iban, RegistrationChecks.Iban);
            checks.Read("Bic", entity.Bank.Bic, RegistrationChecks.Bic);
        }

        foreach (var client in clients)
        {
            checks.Numbers(client.Numbers);
            checks.Address("BillingAddress", client.BillingAddress);
            Assert.NotNull(InvoiceRecipients.Of(client).To);
        }

        foreach (var contact in clients.SelectMany(c => c.Contacts))
        {
            checks.Email("Email", contact.Email);
            checks.Phone("Phone", contact.Phone);
        }

        Assert.Empty(checks.Found);
    }

    [Theory, EachDatabase]
    public async Task NumbersOfTwoEntities_AreNeverConfused(DatabaseProvider provider)
    {
        await using var portal = await TestPortal.StartAsync(provider);
        await using var db = portal.Open();
        await DemoCompanies.RunAsync(db, portal.Clock, default);
        var prefixes = await db.NumberSeries.Select(s => s.Prefix).ToListAsync();
        Assert.Equal(2 * Enum.GetValues<NumberedDocument>().Length, prefixes.Distinct().Count());
    }

    [Theory, EachDatabase]
    public async Task StandardCatalog_AddedAgain_AddsNothing(DatabaseProvider provider)
    {
        await using var portal = await TestPortal.StartAsync(provider);
        await using (var seeding = portal.Open())
        {
            await DemoCompanies.RunAsync(seeding, portal.Clock, default);
        }

        await using var db = portal.Open();
        foreach (var entity in await db.LegalEntities.ToListAsync())
        {
            await StandardCatalog.AddAsync(db, entity, "X-", default);
        }

        Assert.False(db.ChangeTracker.HasChanges());
    }
}
