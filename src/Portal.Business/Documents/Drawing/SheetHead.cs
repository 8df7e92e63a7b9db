using Portal.Business.Clients;
using Portal.Business.Companies;
using Portal.Business.Invoicing;
using Portal.Pdf;

namespace Portal.Business.Documents.Drawing;

/// <summary>The upper third of the first page: letterhead, title, parties, facts.</summary>
internal static class SheetHead
{
    /// <summary>Below the parties, however tall they are; points.</summary>
    private const double AfterParties = 8;

    /// <param name="remarks">Under the number; null for none.</param>
    public static Block Letterhead(Sheet sheet, string title, string number, params ReadOnlySpan<string?> remarks)
    {
        var right = new Stack(
            new Paragraph(title, new TextStyle { Size = 19, Bold = true, Color = sheet.Accent, LineHeight = 1.15 }) { Role = ParagraphRole.Heading1, Align = HorizontalAlign.Right },
            new Paragraph(number, new TextStyle { Size = 11.5, Bold = true, Color = DocumentPalette.Ink }) { Align = HorizontalAlign.Right, SpaceBefore = 1 });
        foreach (var remark in remarks)
        {
            if (remark is null)
            {
                continue;
            }

            right.Children.Add(new Paragraph(remark, Sheet.Small with { Size = 8.5 }) { Align = HorizontalAlign.Right, SpaceBefore = 3 });
        }

        return new Columns
        {
            Gap = 20,
            Items = { new(TrackWidth.Share(1.15), Company(sheet)), new(TrackWidth.Share(), right) },
        };
    }

    /// <summary>The two parties, the one that receives the document behind the window of the envelope.</summary>
    /// <param name="recipient">Label and party.</param>
    /// <param name="other">Blocks for the other side; empty for none.</param>
    public static IEnumerable<Block> Parties(Sheet sheet, string recipientLabel, BuyerParty recipient, IEnumerable<Block> other)
    {
        var behindWindow = new Stack(
            new Paragraph(recipientLabel, Sheet.Label),
            new Box(Address(sheet, recipient)) { BorderLeft = new Stroke(1.5, sheet.Accent), Padding = new Edges(9, 0, 0, 0) });
        var beside = new Box(new Stack { Children = [.. other], Gap = 6 }) { Padding = new Edges(0, sheet.IsA4 ? 14 : 0, 0, 0) };
        yield return new SkipTo(sheet.PartiesTop);
        yield return sheet.IsA4
            ? new Columns { Gap = 14, SpaceAfter = AfterParties, Items = { new(TrackWidth.Share(), beside), new(TrackWidth.Fixed(Units.Millimetres(84)), behindWindow) } }
            : new Columns { Gap = 24, SpaceAfter = AfterParties, Items = { new(TrackWidth.Fixed(Units.Inches(3.6)), behindWindow), new(TrackWidth.Share(), beside) } };
        yield return new SkipTo(sheet.BodyTop - AfterParties) { SpaceAfter = AfterParties };
    }

    /// <summary>A party that is not the recipient.</summary>
    /// <param name="withNumbers">French invoices between companies must show them.</param>
    public static Block Party(Sheet sheet, string label, BuyerParty party, bool withNumbers = false)
    {
        var stack = new Stack(new Paragraph(label, Sheet.Label), Address(sheet, party));
        if (withNumbers && NumbersOf(sheet, party) is { Length: > 0 } numbers)
        {
            stack.Children.Add(new Paragraph(numbers, Sheet.Body with { Size = 8.5 }) { SpaceBefore = 1 });
        }

        return stack;
    }

    /// <summary>Where it is delivered, if that is to be said.</summary>
    public static IEnumerable<Block> Delivery(Sheet sheet, DeliveryPlace? place) => place is null
        ? []
        : [new Stack(new Paragraph(sheet.Words["DeliveredTo"], Sheet.Label), Address(sheet, new BuyerParty(place.Name, false, "", place.Address, RegistrationNumbers.None)))];

    /// <summary>Those of the recipient, whose own place behind the window has room for the address alone.</summary>
    public static Block? Numbers(Sheet sheet, string label, BuyerParty party) => NumbersOf(sheet, party) is { Length: > 0 } numbers
        ? new Stack(new Paragraph(sheet.Words[label], Sheet.Label), new Paragraph(numbers, Sheet.Body with { Size = 8.5 }))
        : null;

    private static string NumbersOf(Sheet sheet, BuyerParty party)
    {
        var numbers = party.Numbers;
        var siren = numbers is { Siren.Length: 0, Siret.Length: 14 } ? numbers.Siret[..9] : numbers.Siren;
        return Identity.Joined(Identity.Numbers(sheet.Words, RegistrationNumbers.None with { Siren = siren, VatId = numbers.VatId }));
    }

    /// <summary>Labels and values in a quiet band, four to a row; facts without value are left out.</summary>
    public static Block Facts(Sheet sheet, params IEnumerable<(string Key, string? Value)> facts) => Facts(sheet, facts, null);

    /// <param name="below">A fact that needs the whole width; null for none.</param>
    public static Block Facts(Sheet sheet, IEnumerable<(string Key, string? Value)> facts, (string Key, string Value)? below)
    {
        const int PerRow = 4;
        var known = facts.Where(fact => !string.IsNullOrWhiteSpace(fact.Value)).ToList();
        var perRow = known.Count is > PerRow and <= 2 * PerRow ? (known.Count + 1) / 2 : PerRow;
        var rows = known.Chunk(perRow).Select(row => (Block)new Columns
        {
            Gap = 10,
            Items =
            [
                .. row.Select(fact => new Column(TrackWidth.Share(), Fact(sheet, fact.Key, fact.Value!))),
                .. Enumerable.Repeat(new Column(TrackWidth.Share()), Math.Min(perRow, known.Count) - row.Length),
            ],
        });
        return new Box(new Stack { Children = [.. rows, .. below is var (key, value) ? [Fact(sheet, key, value)] : Array.Empty<Block>()], Gap = 5 }) { Background = sheet.Tint, Padding = new Edges(9, 6), SpaceAfter = 14 };
    }

    private static Stack Fact(Sheet sheet, string key, string value) =>
        new(new Paragraph(sheet.Words[key], Sheet.Label), new Paragraph(value, sheet.Strong));

    private static Stack Company(Sheet sheet)
    {
        var seller = sheet.Seller;
        var stack = new Stack();
        if (sheet.Letterhead.Logo is { } logo)
        {
            stack.Children.Add(new Picture(logo, sheet.Letterhead.Name) { MaxWidth = 170, MaxHeight = 42 });
            stack.Children.Add(new Paragraph(seller.LegalName, Sheet.Small with { Bold = true, Color = DocumentPalette.Ink }) { SpaceBefore = 5 });
        }
        else
        {
            stack.Children.Add(new Paragraph(seller.LegalName, new TextStyle { Size = 15, Bold = true, Color = sheet.Accent, LineHeight = 1.2 }));
        }

        stack.Children.Add(new Paragraph(string.Join('\n', Contact(sheet)), Sheet.Small) { SpaceBefore = sheet.Letterhead.Logo is null ? 3 : 0 });
        return stack;
    }

    private static IEnumerable<string> Contact(Sheet sheet)
    {
        var seller = sheet.Seller;
        var lines = seller.Address.Lines();
        yield return Identity.Joined(lines.SkipLast(1));
        yield return lines.Count > 0 ? lines[^1] : "";
        yield return Identity.Joined(seller.Phone.Length > 0 ? sheet.Words.Labelled("Phone", seller.Phone) : "", seller.Email);
        if (sheet.IsFrench)
        {
            yield return Identity.Joined(Identity.Numbers(sheet.Words, seller.Numbers with { Neq = "", Gst = "", Qst = "" }));
        }
    }

    private static Stack Address(Sheet sheet, BuyerParty party)
    {
        var lines = new List<string>();
        if (party.Attention.Length > 0 && !string.Equals(party.Attention, party.Name, StringComparison.OrdinalIgnoreCase) && party.IsCompany)
        {
            lines.Add(sheet.Words.Say("Attention", party.Attention));
        }

        lines.AddRange(party.Address.Lines());
        if (party.Address.Country.Length > 0 && party.Address.Country != sheet.Seller.Address.Country)
        {
            lines.Add(sheet.Words.Country(party.Address.Country).ToUpper(sheet.Formats.Culture));
        }

        var address = new Stack(new Paragraph(party.Name, sheet.Strong with { Size = 9.5, LineHeight = 1.3 }));
        if (lines.Count > 0)
        {
            address.Children.Add(new Paragraph(string.Join('\n', lines), Sheet.Body with { Size = 9.5, LineHeight = 1.3 }));
        }

        return address;
    }
}
