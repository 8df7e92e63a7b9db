using System.Globalization;

namespace Portal.Pdf.Tests;

/// <summary>A document with everything that an invoice has, for tests and benchmarks.</summary>
internal static class SampleInvoice
{
    private static readonly CultureInfo s_culture = CultureInfo.GetCultureInfo("fr-CA");
    private static readonly PdfColor s_accent = PdfColor.FromHex("#1F5FA8");
    private static readonly TextStyle s_small = new() { Size = 7.5, Color = PdfColor.Gray(90) };
    private static readonly TextStyle s_label = new() { Size = 7.5, Color = PdfColor.Gray(100) };
    private static readonly TextStyle s_strong = new() { Bold = true };

    public static DateTimeOffset CreatedAt { get; } = new(2026, 3, 2, 9, 30, 0, TimeSpan.FromHours(-5));

    public static PdfDocument Create(int lines, PdfImage? logo = null, string? description = null, PageSize? size = null)
    {
        decimal[] totals = new decimal[lines + 1];
        Table table = Lines(lines, description, totals);
        return new PdfDocument("Facture F-2026-0042", "fr-CA", CreatedAt)
        {
            Author = "Imprimerie du Vieux-Port inc.",
            Creator = "Portal",
            PageSize = size ?? PageSize.A4,
            Footer = Footer,
            Header = page => page.Number == 1 ? null : Continued(),
            Body =
            {
                Top(logo),
                new Absolute(Units.Millimetres(110), Units.Millimetres(48), Units.Millimetres(80), Address()),
                new SkipTo(Units.Millimetres(90)),
                Facts(),
                table,
                new Columns { KeepTogether = true, SpaceBefore = 10, Items = { new(TrackWidth.Share(), Payment()), new(TrackWidth.Fixed(210), Totals(totals[lines])) } },
                new Paragraph("Conditions", s_strong) { Role = ParagraphRole.Heading2, SpaceBefore = 16, KeepWithNext = true },
                new Paragraph("Payable à 30 jours. Intérêts de 12 % par an sur tout solde en souffrance. Aucun escompte pour paiement anticipé.", s_small),
            },
        };
    }

    public static string Money(decimal amount) => amount.ToString("N2", s_culture) + "\u00A0$";

    private static Columns Top(PdfImage? logo) => new()
    {
        Items =
        {
            new(TrackWidth.Share(), new Stack(
                logo is null ? new Paragraph("Imprimerie du Vieux-Port", new TextStyle { Size = 14, Bold = true, Color = s_accent })
                    : new Picture(logo, "Imprimerie du Vieux-Port") { MaxWidth = 140, MaxHeight = 48 },
                new Paragraph("415, rue de la Commune Est\nMontréal (Québec)  H2Y 1J4\nTPS 123456789 RT0001 · TVQ 1234567890 TQ0001", s_small) { SpaceBefore = 6 })),
            new(TrackWidth.Fixed(200), new Stack(
                new Paragraph("FACTURE", new TextStyle { Size = 20, Bold = true, Color = s_accent, LineHeight = 1.1 }) { Role = ParagraphRole.Heading1, Align = HorizontalAlign.Right },
                new Paragraph("F-2026-0042", new TextStyle { Size = 11 }) { Align = HorizontalAlign.Right })),
        },
    };

    private static Stack Address() => new(
        new Paragraph("Société coopérative d’œuvres théâtrales « L’Été »", s_strong),
        "À l’attention de Mme Zoë Lefrançois-Bélanger\n1200, boulevard René-Lévesque Ouest, bureau 3400\nQuébec (Québec)  G1R 5M1");

    private static Box Facts() => new(new Columns
    {
        Gap = 10,
        Items =
        {
            new(TrackWidth.Share(), Fact("Date d’émission", "2026-03-02")),
            new(TrackWidth.Share(), Fact("Échéance", "2026-04-01")),
            new(TrackWidth.Share(), Fact("Bon de commande", "PO-7781")),
            new(TrackWidth.Share(), Fact("Dossier", "D-2026-0017")),
        },
    })
    {
        SpaceAfter = 14,
        Padding = new Edges(8, 6),
        Background = s_accent.Lighter(0.92),
    };

    private static Stack Fact(string label, string value) => new(new Paragraph(label, s_label), new Paragraph(value, s_strong));

    private static Table Lines(int count, string? description, decimal[] totals)
    {
        Table table = new()
        {
            KeepWithNext = true,
            Columns =
            [
                new(TrackWidth.Fit),
                new(TrackWidth.Share()),
                new(TrackWidth.Fit, HorizontalAlign.Right),
                new(TrackWidth.Fit, HorizontalAlign.Right),
                new(TrackWidth.Fit, HorizontalAlign.Right),
            ],
            Header = { new TableRow("No", "Description", "Qté", "Prix unitaire", "Montant") },
            HeaderStyle = new TextStyle { Size = 8, Bold = true, Color = PdfColor.White },
            HeaderBackground = s_accent,
            RowRule = Stroke.Hairline,
            CarriedForward = done => Carry("À reporter", totals[done]),
            BroughtForward = done => Carry("Report", totals[done]),
        };
        string[] work = ["Impression offset, papier couché 170 g", "Reliure à spirale, couverture rigide", "Mise en page et épreuve", "Livraison au quai"];
        for (int i = 0; i < count; i++)
        {
            decimal price = 12.5m + (i * 3.25m);
            int quantity = 1 + (i * 7 % 40);
            totals[i + 1] = totals[i] + (price * quantity);
            table.Rows.Add(new TableRow(
                (i + 1).ToString(s_culture),
                description ?? work[i % work.Length],
                quantity.ToString(s_culture),
                Money(price),
                Money(price * quantity)));
        }

        return table;
    }

    private static TableRow Carry(string label, decimal amount) => new()
    {
        Style = new TextStyle { Italic = true, Color = PdfColor.Gray(70) },
        Cells = { new TableCell(label) { ColumnSpan = 4, Align = HorizontalAlign.Right }, Money(amount) },
    };

    private static Table Totals(decimal net)
    {
        decimal gst = Math.Round(net * 0.05m, 2, MidpointRounding.AwayFromZero);
        decimal qst = Math.Round(net * 0.09975m, 2, MidpointRounding.AwayFromZero);
        return new Table
        {
            Columns = [new(TrackWidth.Share()), new(TrackWidth.Fit, HorizontalAlign.Right)],
            Rows =
            {
                new TableRow("Sous-total", Money(net)),
                new TableRow("TPS 5 %", Money(gst)),
                new TableRow("TVQ 9,975 %", Money(qst)),
                new TableRow("Total à payer", Money(net + gst + qst))
                {
                    Style = new TextStyle { Size = 11, Bold = true },
                    Background = s_accent.Lighter(0.88),
                    RuleAbove = new Stroke(1, s_accent),
                },
            },
        };
    }

    private static Box Payment() => new(new Columns
    {
        Gap = 10,
        Items =
        {
            new(TrackWidth.Fixed(70), new MatrixCode(Matrix(), 70, "Code QR de paiement") { QuietZone = 0 }),
            new(TrackWidth.Share(), new Stack(
                new Paragraph("Paiement", s_strong),
                new Paragraph("Virement avant le 2026-04-01\nRéférence F-2026-0042", s_small),
                new Paragraph { Style = s_small, Runs = { new("En ligne : "), new("portail.example/payer", s_small with { Color = s_accent }) { Link = new Uri("https://portail.example/payer") } } })),
        },
    })
    {
        Padding = new Edges(8),
        Border = Stroke.Hairline,
    };

    private static bool[,] Matrix()
    {
        bool[,] modules = new bool[29, 29];
        for (int i = 0; i < modules.Length; i++)
        {
            modules[i / 29, i % 29] = (i * 7919 % 13) < 6;
        }

        return modules;
    }

    private static Box Continued() => new(new Columns("Facture F-2026-0042", new Paragraph("Imprimerie du Vieux-Port") { Align = HorizontalAlign.Right }))
    {
        Padding = new Edges(0, 0, 0, 4),
        BorderBottom = Stroke.Hairline,
    };

    private static Stack Footer(PageInfo page) => new(
        new Rule(Stroke.Hairline),
        new Columns
        {
            SpaceBefore = 4,
            Items =
            {
                new(TrackWidth.Share(), new Paragraph("Imprimerie du Vieux-Port inc. · NEQ 1234567890", s_small)),
                new(TrackWidth.Fit, new Paragraph($"Page {page.Number} de {page.Count}", s_small)),
            },
        });
}
