using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Clients.UseCases;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Clients;

public sealed class CreateClientTests
{
    [Theory, EachDatabase]
    public async Task Create_WithManagerAndTwoCopies_SavesAllAtOnce(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var input = ClientsScene.Input(portal.QuebecId) with
        {
            Contacts =
            [
                new ContactFields { Name = "Aline", Email = "aline@nord.example", InvoicesByEmail = true },
                new ContactFields { Name = "Bob", Email = "bob@nord.example", InvoicesByEmail = true },
            ],
            Sites = [new SiteFields { Name = "Usine", Address = new Address("1, rue A", "", "Laval", "QC", "h7l4s3", "ca") }],
        };
        var id = (await portal.Get<CreateClient>().RunAsync(input, default)).Value;

        await using var db = portal.Open();
        var client = await db.Clients.Include(c => c.Contacts).Include(c => c.Sites).SingleAsync(c => c.Id == id);
        var recipients = InvoiceRecipients.Of(client);
        Assert.Equal("compta@nord.example", recipients.To);
        Assert.Equal(["aline@nord.example", "bob@nord.example"], recipients.Cc);
        Assert.Equal("H7L 4S3", Assert.Single(client.Sites).Address.PostalCode);
        Assert.Equal("CA", client.Sites[0].Address.Country);
    }

    [Theory, EachDatabase]
    public async Task Create_WithManyMistakes_SaysThemAllWithTheirFields(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var input = ClientsScene.Input(portal.QuebecId);
        input.Client.Name = " ";
        input.Client.Numbers = RegistrationNumbers.None with { Siren = "123456789", Gst = "123" };
        input.Client.BillingAddress = new Address("", "", "", "", "D0D 0D0", "CA");
        input.BillingManager.Email = "nobody";
        var result = await portal.Get<CreateClient>().RunAsync(input, default);
        Assert.Equal(
            ["Name", "Siren", "Gst", "BillingAddress.PostalCode", "BillingManager.Email"],
            result.Refusals.Select(r => r.Field));
    }

    [Theory, EachDatabase]
    public async Task Create_WithPositionOfAnotherEntity_IsRefused(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        await using var db = portal.Open();
        var input = ClientsScene.Input(portal.QuebecId);
        input.Client.FiscalPositionId = await db.FiscalPositions.Where(p => p.LegalEntityId == portal.FranceId).Select(p => p.Id).FirstAsync();
        Assert.Equal("Clients.PositionOfOtherEntity", (await portal.Get<CreateClient>().RunAsync(input, default)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Create_WithoutPermission_IsForbidden(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        portal.User = TestUser.InRole(DefaultRoles.Technician);
        Assert.Equal(Refusal.Forbidden, (await portal.Get<CreateClient>().RunAsync(ClientsScene.Input(portal.QuebecId), default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Create_WithControlCharactersAndTenMegabytes_IsCleanedOrRefused(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var input = ClientsScene.Input(portal.QuebecId);
        input.Client.Name = "Nord\0\u0007 inc.";
        var id = (await portal.Get<CreateClient>().RunAsync(input, default)).Value;
        await using var db = portal.Open();
        Assert.Equal("Nord inc.", await db.Clients.Where(c => c.Id == id).Select(c => c.Name).SingleAsync());

        input.Client.Notes = new string('x', 10_000_000);
        var refusal = (await portal.Get<CreateClient>().RunAsync(input, default)).Refusal!;
        Assert.Equal(("Common.TooLong", "Notes"), (refusal.Code, refusal.Field));
    }
}
