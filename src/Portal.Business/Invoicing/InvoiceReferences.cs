using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Invoicing;

/// <summary>Whether what a proforma refers to exists and belongs to its legal entity. Clients and terms serve all of them.</summary>
internal static class InvoiceReferences
{
    private enum Kind
    {
        Account,
        TaxCode,
        Product,
        Position,
        Terms,
        Payer,
    }

    /// <summary>What the company's book knows is not asked of the database. Refusals name the field ("Lines[2].TaxCodeId").</summary>
    public static async Task<List<Refusal>> CheckAsync(
        PortalDbContext db, CompanyBook book, Invoice invoice, IReadOnlyList<ProformaLines.Line> lines, CancellationToken ct)
    {
        var named = Named(invoice, lines).ToList();
        long[] Of(Kind kind) => [.. named.Where(n => n.Kind == kind).Select(n => n.Id).Distinct()];
        var (products, payers) = (Of(Kind.Product), Of(Kind.Payer));
        var entity = invoice.LegalEntityId;
        var found = products.Length == 0 ? [] : await db.Products.Where(p => p.LegalEntityId == entity && products.Contains(p.Id)).Select(p => p.Id).ToListAsync(ct);
        var payer = payers.Length == 0 || await db.Clients.AnyAsync(c => c.Id == payers[0], ct);
        bool IsKnown(Kind kind, long id) => kind switch
        {
            Kind.Account => book.AccountIds.Contains(id),
            Kind.TaxCode => book.Taxes.Find(id) is not null,
            Kind.Position => book.FiscalPositionIds.Contains(id),
            Kind.Terms => book.Terms.ContainsKey(id),
            Kind.Product => found.Contains(id),
            _ => payer,
        };
        return [.. named.Where(n => !IsKnown(n.Kind, n.Id)).Select(n => Refusal.Invalid("Invoicing.UnknownChoice").On(n.Field))];
    }

    private static IEnumerable<(Kind Kind, long Id, string Field)> Named(Invoice invoice, IReadOnlyList<ProformaLines.Line> lines)
    {
        if (invoice.BilledToId != invoice.ClientId)
        {
            yield return (Kind.Payer, invoice.BilledToId, nameof(Invoice.Head.BilledToId));
        }

        if (invoice.FiscalPositionId is { } position)
        {
            yield return (Kind.Position, position, nameof(Invoice.Head.FiscalPositionId));
        }

        if (invoice.PaymentTermsId is { } terms)
        {
            yield return (Kind.Terms, terms, nameof(Invoice.Head.PaymentTermsId));
        }

        for (var i = 0; i < lines.Count; i++)
        {
            var (_, _, _, productId, values) = lines[i];
            if (productId is { } product)
            {
                yield return (Kind.Product, product, $"Lines[{i}].ProductId");
            }

            if (values.TaxCodeId is { } code)
            {
                yield return (Kind.TaxCode, code, $"Lines[{i}].TaxCodeId");
            }

            if (values.GlAccountId is { } account)
            {
                yield return (Kind.Account, account, $"Lines[{i}].GlAccountId");
            }
        }
    }
}
