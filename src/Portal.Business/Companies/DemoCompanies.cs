using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Reminders;

namespace Portal.Business.Companies;

/// <summary>
/// Demonstration data: a company in Québec and one in France with their catalogs, products and clients. Names, addresses of streets
/// and telephone numbers are invented, mail goes to the reserved domain "example"; check digits are right. Does nothing where a
/// legal entity exists already.
/// </summary>
public static class DemoCompanies
{
    public const string Quebec = "Atelier Boréal inc.";
    public const string France = "Atelier Boréal SAS";

    /// <summary>Since when the interest counts that the company in Québec agreed with its clients.</summary>
    private static readonly DateOnly AgreedSince = new(2020, 1, 1);

    public static async Task RunAsync(PortalDbContext db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LegalEntities.AnyAsync(ct))
        {
            return;
        }

        var quebec = QuebecCompany();
        var france = FrenchCompany();
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var (entity, prefix, logo) in new[] { (quebec, "", "atelier-boreal-inc.png"), (france, "FR-", "atelier-boreal-sas.png") })
        {
            db.LegalEntities.Add(entity);
            db.StoredDocuments.Add(Logo(entity, logo, now));
            await StandardCatalog.AddAsync(db, entity, prefix, ct);
        }

        db.LateTerms.Add(new LateTerm { LegalEntityId = quebec.Id, From = AgreedSince, AgreedPercent = 18m, PersonsPercent = 18m });
        var catalog = new DemoCatalog(db);
        catalog.AddQuebecProducts(quebec);
        catalog.AddFrenchProducts(france);
        db.Clients.AddRange(DemoClients.OfQuebec(quebec, catalog));
        db.Clients.AddRange(DemoClients.OfFrance(france, catalog));
        await db.SaveChangesAsync(ct);
    }

    private static StoredDocument Logo(LegalEntity entity, string name, DateTime now)
    {
        using var stream = typeof(DemoCompanies).Assembly.GetManifestResourceStream($"Portal.Business.Companies.Demo.{name}")
            ?? throw new InvalidOperationException($"The logo {name} is not in the assembly.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var logo = Companies.Logo.Store(entity, new DocumentFile(name, "image/png", bytes), now);
        entity.LogoDocumentId = logo.Id;
        return logo;
    }

    private static LegalEntity QuebecCompany() => new()
    {
        Name = Quebec,
        LegalName = "Atelier Boréal inc.",
        LegalForm = "inc.",
        Address = new Address("4210, rue Saint-Denis", "Bureau 300", "Montréal", "QC", "H2J 2K8", "CA"),
        Phone = "514 555-0110",
        Email = "facturation@atelier-boreal.example",
        Website = "https://atelier-boreal.example",
        Numbers = new RegistrationNumbers("", "", "", "1173960310", "840376552RT0001", "1097402358TQ0001"),
        Currency = "CAD",
        TimeZone = "America/Toronto",
        Language = "fr-CA",
        Paper = PaperFormat.Letter,
        Color = "#14594a",
        Bank = new BankDetails("Caisse de la Montagne", "", "", "00021-815", "1234567"),
    };

    private static LegalEntity FrenchCompany() => new()
    {
        Name = France,
        LegalName = "Atelier Boréal",
        LegalForm = "SAS",
        ShareCapital = 50_000m,
        Address = new Address("27 quai Saint-Antoine", "", "Lyon", "", "69002", "FR"),
        Phone = "04 65 71 00 10",
        Email = "facturation@atelier-boreal-fr.example",
        Website = "https://atelier-boreal-fr.example",
        Numbers = new RegistrationNumbers("954330122", "95433012200019", "FR70954330122", "", "", ""),
        TradeRegister = "RCS Lyon",
        Currency = "EUR",
        TimeZone = "Europe/Paris",
        Language = "fr-FR",
        Paper = PaperFormat.A4,
        Color = "#1d4f91",
        Bank = new BankDetails("Banque du Rhône", "FR8830004000310001234567843", "BNPAFRPP", "", ""),
    };
}
