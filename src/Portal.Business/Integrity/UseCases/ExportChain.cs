using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Integrity.UseCases;

/// <summary>The whole chain of a legal entity as a text file from which every hash can be computed again with other tools.</summary>
public sealed class ExportChain(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    private const int Chunk = 500;

    public async Task<Result<BookFile>> RunAsync(long legalEntityId, CancellationToken ct)
    {
        if (!user.Has(Permissions.AuditView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        return await db.LegalEntities.AnyAsync(e => e.Id == legalEntityId, ct)
            ? new BookFile($"chain-{legalEntityId}.txt", "text/plain; charset=utf-8", (target, cancel) => WriteAsync(target, legalEntityId, cancel))
            : Refusal.NotFound;
    }

    /// <summary>Each record: the text that was hashed, a line with its hash, an empty line.</summary>
    private async Task WriteAsync(Stream target, long legalEntityId, CancellationToken ct)
    {
        await using var writer = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 65536, leaveOpen: true) { NewLine = "\n" };
        var last = 0L;
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            var records = await db.SealedRecords.AsNoTracking().Where(r => r.LegalEntityId == legalEntityId && r.Sequence > last)
                .OrderBy(r => r.Sequence).Take(Chunk).ToListAsync(ct);
            foreach (var record in records)
            {
                await writer.WriteAsync(record.Text());
                await writer.WriteLineAsync($"sha256={record.Hash}");
                await writer.WriteLineAsync();
            }

            if (records.Count < Chunk)
            {
                return;
            }

            last = records[^1].Sequence;
        }
    }
}
