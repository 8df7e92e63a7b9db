using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Clients.Import;
using Portal.Business.Clients.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Clients;

public sealed class ImportClientsTests
{
    private const string Good = """
        Nom;SIREN;Ville;Pays;Responsable de la facturation;Courriel du responsable;Copie 1 courriel;Bon de commande exigé
        Café Noël;732 829 320;Lyon;FR;Zoé;zoe@cafe.example;achats@cafe.example;oui
        "Au ""Bon"" Pain; et fils";;Nîmes;fr;Léon;leon@pain.example;;
        """;

    [Theory]
    [EachDatabaseWith("utf-8", ';')]
    [EachDatabaseWith("utf-8-bom", ',')]
    [EachDatabaseWith("windows-1252", ';')]
    [EachDatabaseWith("utf-16", '\t')]
    public async Task Import_InAnyUsualEncoding_KeepsAccents(DatabaseProvider provider, string encoding, char separator)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var report = (await ImportAsync(portal, File(Good.Replace("; et", " et", StringComparison.Ordinal).Replace(';', separator), encoding), dryRun: false)).Value;
        Assert.Equal((2, 2, 0, 0), (report.Rows, report.Ready, report.RefusedRows, report.Duplicates));
        await using var db = portal.Open();
        var cafe = await db.Clients.Include(c => c.Contacts).SingleAsync(c => c.Name == "Café Noël");
        Assert.Equal(("732829320", "EUR", true), (cafe.Numbers.Siren, cafe.Currency, cafe.PurchaseOrderRequired));
        Assert.Equal(["achats@cafe.example"], InvoiceRecipients.Of(cafe).Cc);
        Assert.True(await db.Clients.AnyAsync(c => c.Name == "Au \"Bon\" Pain et fils"));
    }

    [Theory, EachDatabase]
    public async Task DryRun_WithWrongRows_NamesLineColumnAndReason_AndSavesNothing(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        const string File1 = """
            Name;SIREN;Postal code;E-mail;Colour
            Good;;69001;;red

            ;123;;;
            Wrong code;;6900;nobody;
            """;
        var report = (await ImportAsync(portal, File(File1, "utf-8"), dryRun: true)).Value;
        Assert.Equal((3, 1, 2), (report.Rows, report.Ready, report.RefusedRows));
        Assert.Equal(["Colour"], report.UnknownHeadings);
        Assert.Equal(
            [(4, "Name"), (4, "Siren"), (5, "PostalCode"), (5, "Email")],
            report.Problems.Select(p => (p.Row, p.Column!)));
        await using var db = portal.Open();
        Assert.Equal(25, await db.Clients.CountAsync());
    }

    [Theory, EachDatabase]
    public async Task Import_RunAgain_LeavesOutWhatIsThere(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        await ImportAsync(portal, File(Good, "utf-8"), dryRun: false);
        var again = (await ImportAsync(portal, File(Good, "utf-8"), dryRun: false)).Value;
        Assert.Equal((0, 2), (again.Ready, again.Duplicates));
        Assert.Equal(["Clients.DuplicateNumber", "Clients.DuplicateEmail"], again.Problems.Select(p => p.Refusal.Code));
    }

    [Theory, EachDatabase]
    public async Task Import_WithTheSameClientTwiceInTheFile_TakesItOnce(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var report = (await ImportAsync(portal, File("Name\nÉpicerie\nEPICERIE\n", "utf-8"), dryRun: false)).Value;
        Assert.Equal((1, 1), (report.Ready, report.Duplicates));
    }

    [Theory]
    [EachDatabaseWith("", "Clients.ImportEmpty")]
    [EachDatabaseWith("A;B\n1;2\n", "Clients.ImportWithoutName")]
    [EachDatabaseWith("Name;Nom\n1;2\n", "Clients.ImportColumnTwice")]
    public async Task Import_OfAnotherFile_IsRefused(DatabaseProvider provider, string text, string code)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        Assert.Equal(code, (await ImportAsync(portal, File(text, "utf-8"), dryRun: true)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Import_OfAnUnclosedQuote_IsRefusedInsteadOfReadingForEver(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var result = await ImportAsync(portal, File("Name\n\"" + new string('x', 1_000_000), "utf-8"), dryRun: true);
        Assert.Equal("Clients.ImportDamaged", result.Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Import_OfARowWithOneAddressTwice_IsRefusedInTheDryRun_AndTheOthersGetIn(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        const string Text = "Name;Email;Copy1Email;Copy2Email;Labels\nAtelier Un;un@one.example;UN@one.example;;\nAtelier Deux;deux@two.example;a@two.example;a@two.example;\nAtelier Trois;trois@three.example;b@three.example;;Fidèle, Clé, fidele\n";
        var dry = (await ImportAsync(portal, File(Text, "utf-8"), dryRun: true)).Value;
        Assert.Equal([("Copy1Email", "Clients.ContactThere"), ("Copy2Email", "Clients.ContactThere")], dry.Problems.Select(p => (p.Column!, p.Refusal.Code)));

        var report = (await ImportAsync(portal, File(Text, "utf-8"), dryRun: false)).Value;

        Assert.Equal((1, 2), (report.Ready, report.RefusedRows));
        var row = Assert.Single((await portal.Get<ListClients>().RunAsync(new(new ClientFilter(Label: Label.KeyOf("Fidèle")), new PageRequest()), default)).Value.Rows);
        Assert.Equal("Atelier Trois", row.Name);
        Assert.Equal(["Clé", "Fidèle"], row.Labels);
    }

    [Theory, EachDatabase]
    public async Task Export_ReadAgain_GivesTheSameClients(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        await portal.CreateAsync("=cmd|'/c calc'!A1");
        using var file = new MemoryStream();
        await portal.CreateAsync("-2+3+cmd|'/c calc'!A1");
        Assert.Equal(18, (await portal.Get<ExportClients>().RunAsync(new(new ClientFilter(LegalEntityId: portal.QuebecId), file), default)).Value);
        Assert.Contains("'=cmd", Encoding.UTF8.GetString(file.ToArray()), StringComparison.Ordinal);
        Assert.Contains("'-2+3+cmd", Encoding.UTF8.GetString(file.ToArray()), StringComparison.Ordinal);

        await using var other = await ClientsScene.StartAsync(provider);
        file.Position = 0;
        var report = (await other.Get<ImportClients>().RunAsync(new(file, other.QuebecId, DryRun: true, KeepDuplicates: true), default)).Value;
        Assert.DoesNotContain(report.Problems, p => p.Refusal.Kind == RefusalKind.Invalid);
        Assert.Equal(report.Rows, report.Ready);
    }

    [Theory, EachDatabase]
    public async Task Import_OfManyRows_ReportsItsProgress(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var text = new StringBuilder("Name;Billing manager e-mail\n");
        for (var i = 0; i < 1200; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"Client {i};c{i}@many.example\n");
        }

        var seen = new List<ImportProgress>();
        var report = (await portal.Get<ImportClients>().RunAsync(
            new(File(text.ToString(), "utf-8"), portal.QuebecId, DryRun: false, Progress: new Sink(seen)), default)).Value;
        Assert.Equal(1200, report.Ready);
        Assert.Equal([500, 1000, 1200], seen.Select(p => p.Rows));
    }

    private static Task<Result<ImportReport>> ImportAsync(ClientsScene portal, Stream file, bool dryRun) =>
        portal.Get<ImportClients>().RunAsync(new(file, portal.FranceId, dryRun), default);

    private static MemoryStream File(string text, string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var used = encoding switch
        {
            "utf-8" => new UTF8Encoding(false),
            "utf-8-bom" => new UTF8Encoding(true),
            "utf-16" => Encoding.Unicode,
            _ => Encoding.GetEncoding(1252),
        };
        return EncodedFile.Of(text, used);
    }

    private sealed class Sink(List<ImportProgress> seen) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => seen.Add(value);
    }
}
