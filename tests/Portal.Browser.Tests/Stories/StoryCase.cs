namespace Portal.Browser.Tests.Stories;

internal sealed record Person(string Name, string Email);

/// <summary>Who and how much: the same story for a client of each of our companies.</summary>
/// <param name="StaffLanguage">Of the screens of the staff.</param>
/// <param name="ClientLanguage">Of the client's documents and screens.</param>
internal sealed record StoryCase(
    string Name, string StaffLanguage, string ClientLanguage, string Seller, string Clerk, string Company, string Currency, string Client,
    (string Line, string City, string Region, string PostalCode) Address, (string Field, string Value) Number, Person Manager, Person Bookkeeper, Person Owner,
    decimal WithoutOption, decimal Total, decimal First, decimal Second, decimal FirstNet)
{
    public const string LastDescription = "Pose sur place, avec nettoyage";
    public const string Administrator = "admin@atelier-boreal.example";

    /// <summary>Net 140 + 350, and 310 for the option: with it 800, of which 30 % are 240 and 70 % are 560.</summary>
    public static IReadOnlyList<(string Product, string Quantity, string Price)> Products { get; } = [("CV-500", "1", "140"), ("ENT-H", "2", "175")];

    public static StoryCase Quebec { get; } = new(
        "quebec", "fr-CA", "fr-CA", "sales@atelier-boreal.example", "billing@atelier-boreal.example", "Atelier Boréal inc.", "CAD", "Verrerie du Saguenay inc.",
        ("815, rue Racine Est", "Saguenay", "QC", "G7H 1S6"), ("Gst", "123456782 RT0001"),
        new("Marguerite Gagné", "marguerite@verrerie-saguenay.example"), new("Luc Bouchard", "luc@verrerie-saguenay.example"),
        new("Odile Girard", "odile@verrerie-saguenay.example"), 563.38m, 919.80m, 275.94m, 643.86m, 240m);

    public static StoryCase France { get; } = new(
        "france", "en", "fr-FR", Administrator, Administrator, "Atelier Boréal SAS", "EUR", "Verrerie des Terreaux",
        ("4 place des Terreaux", "Lyon", "", "69001"), ("Siren", "732829320"),
        new("Hélène Chabert", "helene@verrerie-terreaux.example"), new("Paul Vidal", "paul@verrerie-terreaux.example"),
        new("Inès Roche", "ines@verrerie-terreaux.example"), 588m, 960m, 288m, 672m, 240m);

    public IReadOnlyList<Person> Copies => [Bookkeeper, Owner];

    public string Title => $"Vitrine {Name}";
}
