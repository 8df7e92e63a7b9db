using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Pdf.Merging;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>
/// The documents of many invoices as one file to print, by number: of an issued one the stored document, of a proforma as it stands now.
/// One document at a time is in memory.
/// </summary>
public sealed class PrintInvoices(PortalDbContextFactory contexts, OpenInvoiceDocument open, ICurrentUser user, TimeProvider clock)
{
    /// <summary>More than these are refused.</summary>
    public const int Most = 500;

    /// <param name="Title">Of the file.</param>
    public sealed record Input(ListInvoices.Filter Filter, string Title, string Language, Stream Output);

    /// <summary>Answers with the number of pages.</summary>
    public async Task<Result<int>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesView) || user.Clients.IsLimited)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var selected = await ListInvoices.SelectAsync(db, input.Filter, clock, ct);
        var ids = await selected.OrderBy(i => i.Number ?? i.ProformaNumber).ThenBy(i => i.Id).Select(i => i.Id).Take(Most + 1).ToListAsync(ct);
        if (ids.Count is 0 or > Most)
        {
            return ids.Count == 0 ? Refusal.NotFound : Refusal.Invalid("Invoicing.TooManyToPrint", Most);
        }

        using var merger = new PdfMerger(input.Output, input.Title, input.Language, clock.GetUtcNow());
        foreach (var id in ids)
        {
            var document = await open.RunAsync(new OpenInvoiceDocument.Input(id), ct);
            if (!document.TryGet(out var file, out var refusal))
            {
                return refusal;
            }

            merger.Add(file.Bytes);
        }

        merger.Finish();
        return merger.PageCount;
    }
}
