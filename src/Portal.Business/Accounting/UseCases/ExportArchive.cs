using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Integrity.UseCases;
using Portal.Business.Invoicing;
using Portal.Business.Payments;

namespace Portal.Business.Accounting.UseCases;

/// <summary>
/// What has to be kept of a fiscal year, in one file: the journal, the FEC of a French company, the chain of issued documents, every
/// stored invoice, credit note and receipt, and the SHA-256 of each.
/// </summary>
public sealed class ExportArchive(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ExportJournal journal, ExportFec fec, ExportChain chain)
{
    /// <param name="Year">In which the fiscal year closes.</param>
    public sealed record Input(long LegalEntityId, int Year);

    private sealed record Pdf(string Number, byte[] Bytes);

    public async Task<Result<BookFile>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.AccountingView) || !user.Has(Permissions.AuditView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var entity = await db.LegalEntities.AsNoTracking().SingleOrDefaultAsync(e => e.Id == input.LegalEntityId, ct);
        if (entity is null || input.Year is < 2000 or > 2200)
        {
            return Refusal.NotFound;
        }

        var year = FiscalYear.Closing(input.Year, entity.FiscalYearStartMonth);
        List<Result<BookFile>> parts =
        [
            await journal.RunAsync(new(entity.Id, HandOverForm.Csv, year.First, year.Last), ct),
            await chain.RunAsync(entity.Id, ct),
        ];
        if (entity.Numbers.Siren.Length > 0)
        {
            parts.Add(await fec.RunAsync(new(entity.Id, input.Year), ct));
        }

        var refusals = parts.SelectMany(p => p.Refusals).ToList();
        return refusals.Count > 0
            ? Result<BookFile>.Refused(refusals)
            : new BookFile(
                $"archive-{year.First:yyyyMMdd}-{year.Last:yyyyMMdd}.zip", "application/zip",
                (target, cancel) => WriteAsync(target, entity, year, [.. parts.Select(p => p.Value)], cancel));
    }

    private async Task WriteAsync(Stream target, LegalEntity entity, FiscalYear year, IReadOnlyList<BookFile> books, CancellationToken ct)
    {
        await using var sums = Temporary();
        using var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var book in books)
        {
            await using var file = Temporary();
            await book.WriteAsync(file, ct);
            await AddAsync(zip, book.Name, file, sums, ct);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var invoices = db.Invoices.Where(i => i.LegalEntityId == entity.Id && i.IssuedOn >= year.First && i.IssuedOn <= year.Last).Select(i => new { i.Id, Number = i.Number! });
        var payments = db.Payments.Where(p => p.LegalEntityId == entity.Id && p.ReceivedOn >= year.First && p.ReceivedOn <= year.Last).Select(p => new { p.Id, p.Number });
        var documents = db.StoredDocuments.Where(d => d.SubjectType == nameof(Invoice) && d.Kind == DocumentKinds.Invoice);
        var receipts = db.StoredDocuments.Where(d => d.SubjectType == nameof(Payment) && d.Kind == DocumentKinds.Receipt);
        await AddAllAsync(zip, "documents", invoices.Join(documents, i => i.Id, d => d.SubjectId, (i, d) => new Pdf(i.Number, d.Content!.Bytes)), sums, ct);
        await AddAllAsync(zip, "receipts", payments.Join(receipts, p => p.Id, d => d.SubjectId, (p, d) => new Pdf(p.Number, d.Content!.Bytes)), sums, ct);
        await using var list = zip.CreateEntry("SHA256SUMS").Open();
        sums.Position = 0;
        await sums.CopyToAsync(list, ct);
    }

    /// <summary>One document at a time is in memory.</summary>
    private static async Task AddAllAsync(ZipArchive zip, string folder, IQueryable<Pdf> pdfs, Stream sums, CancellationToken ct)
    {
        await foreach (var pdf in pdfs.AsAsyncEnumerable().WithCancellation(ct))
        {
            using var bytes = new MemoryStream(pdf.Bytes);
            await AddAsync(zip, $"{folder}/{pdf.Number.Replace('/', '-')}.pdf", bytes, sums, ct);
        }
    }

    /// <summary>A file, and its line as <c>sha256sum -c</c> reads it.</summary>
    private static async Task AddAsync(ZipArchive zip, string name, Stream content, Stream sums, CancellationToken ct)
    {
        content.Position = 0;
        await sums.WriteAsync(Encoding.UTF8.GetBytes($"{Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct))}  {name}\n"), ct);
        content.Position = 0;
        await using var entry = zip.CreateEntry(name).Open();
        await content.CopyToAsync(entry, ct);
    }

    private static FileStream Temporary() => new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 65536,
        FileOptions.DeleteOnClose | FileOptions.Asynchronous);
}
