using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Invoicing;
using Portal.Pdf;

namespace Portal.Business.Documents.Drawing;

/// <summary>What was sold, as French invoices have to say.</summary>
internal enum SupplyNature
{
    Services,
    Goods,
    Both,
}

/// <summary>What the law of the seller's country wants an invoice to say at its end.</summary>
internal static class LegalMentions
{
    /// <summary>
    /// France: discount, penalties and recovery fee (art. L. 441-9 and L. 441-10 of the code de commerce), nature of the supply and
    /// VAT on debits (art. 242 nonies A of annex II to the CGI). Elsewhere: the yearly interest that was agreed (Interest Act, s. 4).
    /// </summary>
    /// <param name="early">Null where there is none, which French invoices have to say.</param>
    public static IEnumerable<string> OfInvoice(Sheet sheet, bool buyerIsCompany, SupplyNature nature, EarlyDiscount? early)
    {
        if (early is not null)
        {
            yield return sheet.Words.Say("EarlyDiscount", sheet.Formats.Percent(early.Percent), sheet.Formats.LongDate(early.Until));
        }
        else if (sheet.IsFrench)
        {
            yield return sheet.Words["NoEarlyDiscount"];
        }

        foreach (var mention in OfLatePayment(sheet, buyerIsCompany).Concat(sheet.IsFrench ? OfTaxes(sheet, nature) : []))
        {
            yield return mention;
        }
    }

    private static IEnumerable<string> OfLatePayment(Sheet sheet, bool buyerIsCompany)
    {
        var (words, late) = (sheet.Words, sheet.Seller.Late);
        var ofFrance = sheet.IsFrench && buyerIsCompany;
        if (late.Percent > 0)
        {
            var rate = sheet.Formats.Percent(late.Percent);
            yield return !ofFrance ? words.Say("LateInterest", rate)
                : late.LegalTimes is { } times ? words.Say("LatePenaltyOfLegalRate", sheet.Formats.Quantity(times), rate)
                : late.AddedPoints is { } points ? words.Say("LatePenaltyByLaw", sheet.Formats.Quantity(points), rate)
                : words.Say("LatePenalty", rate);
        }

        if (late.RecoveryFee > 0)
        {
            yield return words.Say(ofFrance ? "RecoveryFee" : "RecoveryFeeOfAll", sheet.Formats.Amount(late.RecoveryFee, sheet.Letterhead.Currency));
        }
    }

    /// <summary>Of a credit note, on which nothing is to be paid.</summary>
    public static IEnumerable<string> OfCreditNote(Sheet sheet, SupplyNature nature) => sheet.IsFrench ? OfTaxes(sheet, nature) : [];

    /// <summary>A small block at the end of the document; nothing where there is nothing to say.</summary>
    public static Block? Block(Sheet sheet, IEnumerable<string> mentions)
    {
        var lines = mentions.ToList();
        return lines.Count == 0 ? null : new Stack(
            new Paragraph(sheet.Words["Conditions"], Sheet.Small with { Bold = true }) { Role = ParagraphRole.Heading2 },
            new Paragraph(string.Join('\n', lines), Sheet.Small))
        {
            KeepTogether = true,
            SpaceBefore = 12,
        };
    }

    private static IEnumerable<string> OfTaxes(Sheet sheet, SupplyNature nature)
    {
        yield return sheet.Words["Nature" + nature];
        if (sheet.Seller.VatOnDebits)
        {
            yield return sheet.Words["VatOnDebits"];
        }
    }
}
