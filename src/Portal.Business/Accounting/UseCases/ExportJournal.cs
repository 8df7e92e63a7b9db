using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.Forms;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounting.UseCases;

/// <summary>A file that is written where it is wanted, as its entries are read.</summary>
/// <param name="WriteAsync">To a stream that can seek.</param>
public sealed record BookFile(string Name, string ContentType, Func<Stream, CancellationToken, Task> WriteAsync);

/// <summary>All entries of a legal entity in a period as one file.</summary>
public sealed class ExportJournal(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, IEnumerable<IJournalFormat> formats)
{
    /// <param name="Form">CSV, XLSX or hledger; the FEC has rules of its own (<see cref="ExportFec"/>).</param>
    public sealed record Input(long LegalEntityId, HandOverForm Form, DateOnly From, DateOnly To);

    public async Task<Result<BookFile>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.AccountingView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var entity = await db.LegalEntities.AsNoTracking().SingleOrDefaultAsync(e => e.Id == input.LegalEntityId, ct);
        if (entity is null || input.Form == HandOverForm.Fec || formats.FirstOrDefault(f => f.Form == input.Form) is not { } format)
        {
            return Refusal.NotFound;
        }

        var reader = CultureInfo.CurrentUICulture.Name;
        return input.From > input.To
            ? Refusal.Invalid("Accounting.PeriodEndsBeforeItStarts", input.From, input.To).On(nameof(input.To))
            : new BookFile(
                $"journal-{input.From:yyyyMMdd}-{input.To:yyyyMMdd}{format.Extension}", format.ContentType,
                (target, cancel) => format.WriteAsync(target, JournalPieces.InPeriodAsync(contexts, entity, input.From, input.To, cancel), reader, cancel));
    }
}
