using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>What is left of each line of an issued invoice to credit.</summary>
public sealed class ShowCreditable(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(long InvoiceId);

    /// <param name="FromJob">Its quantity can go back to the job.</param>
    public sealed record Line(long LineId, string Description, decimal Invoiced, decimal Left, string Unit, decimal UnitPrice, decimal Net, bool FromJob)
    {
        /// <summary>What a quantity of it would be credited with, before tax.</summary>
        public decimal NetOf(decimal quantity) => InvoiceLine.NetOfPart(Net, Invoiced, Invoiced - Left, quantity);
    }

    /// <param name="Amount">What may still be credited, tax included.</param>
    public sealed record Creditable(decimal Amount, string Currency, IReadOnlyList<Line> Lines);

    public async Task<Result<Creditable>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesCredit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var invoice = await db.Invoices.AsNoTracking().Include(i => i.Lines).SingleOrDefaultAsync(i => i.Id == input.InvoiceId, ct);
        if (invoice is null)
        {
            return Refusal.NotFound;
        }

        if (invoice.WhyNotCreditable() is { } refusal)
        {
            return refusal;
        }

        var credited = await db.Invoices.Where(i => i.OriginalId == invoice.Id && i.Number != null).SelectMany(i => i.Lines)
            .Where(l => l.OriginalLineId != null).GroupBy(l => l.OriginalLineId!.Value).Select(g => new { g.Key, Quantity = g.Sum(l => l.Quantity) })
            .ToDictionaryAsync(g => g.Key, g => g.Quantity, ct);
        return new Creditable(
            invoice.Creditable, invoice.Currency,
            [.. invoice.Lines.OrderBy(l => l.Position).Select(l => new Line(
                l.Id, l.Description, l.Quantity, l.Quantity - credited.GetValueOrDefault(l.Id), l.Unit, l.UnitPrice, l.Net, l.JobLineId is not null))]);
    }
}
