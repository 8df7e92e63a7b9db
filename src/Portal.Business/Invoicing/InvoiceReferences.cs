using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
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

    /// <summary>One query; refusals name the field ("Lines[2].TaxCodeId").</summary>
    public static async Task<List<Refusal>> CheckAsync(
        PortalDbContext db, Invoice invoice, IReadOnlyList<ProformaLines.Line> lines, CancellationToken ct)
    {
        var named = Named(invoice, lines).ToList();
        long[] Of(Kind kind) => [.. named.Where(n => n.Kind == kind).Select(n => n.Id).Distinct()];
        var entity = invoice.LegalEntityId;
        var (accounts, codes, products) = (Of(Kind.Account), Of(Kind.TaxCode), Of(Kind.Product));
        var known = await db.GlAccounts.Where(a => a.LegalEntityId == entity && accounts.Contains(a.Id)).Select(a => new { Kind = Kind.Account, a.Id })
            .Concat(db.TaxCodes.Where(c => c.LegalEntityId == entity && codes.Contains(c.Id)).Select(c => new { Kind = Kind.TaxCode, c.Id }))
            .Concat(db.Products.Where(p => p.LegalEntityId == entity && products.Contains(p.Id)).Select(p => new { Kind = Kind.Product, p.Id }))
            .Concat(db.FiscalPositions.Where(p => p.LegalEntityId == entity && p.Id == invoice.FiscalPositionId).Select(p => new { Kind = Kind.Position, p.Id }))
            .Concat(db.PaymentTerms.Where(t => t.Id == invoice.PaymentTermsId).Select(t => new { Kind = Kind.Terms, t.Id }))
            .Concat(db.Clients.Where(c => c.Id == invoice.BilledToId).Select(c => new { Kind = Kind.Payer, c.Id }))
            .ToListAsync(ct);
        var found = known.Select(k => (k.Kind, k.Id)).ToHashSet();
        return [.. named.Where(n => !found.Contains((n.Kind, n.Id))).Select(n => Refusal.Invalid("Invoicing.UnknownChoice").On(n.Field))];
    }

    private static IEnumerable<(Kind Kind, long Id, string Field)> Named(Invoice invoice, IReadOnlyList<ProformaLines.Line> lines)
    {
        yield return (Kind.Payer, invoice.BilledToId, nameof(Invoice.Head.BilledToId));
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
