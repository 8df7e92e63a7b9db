using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Pdf;

namespace Portal.Business.Documents;

/// <summary>What makes a legal entity's documents look like its own.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="Logo">Decoded; null without one.</param>
/// <param name="Currency">Of its books: share capital and fixed fees are in it, whatever a document is in.</param>
public sealed record Letterhead(string Name, PaperFormat Paper, DocumentPalette Palette, PdfImage? Logo, TimeZoneInfo TimeZone, string Currency)
{
    /// <summary>An instant, with the offset of the company's time zone.</summary>
    public DateTimeOffset Moment(DateTime utc) => TimeZoneInfo.ConvertTime(new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)), TimeZone);

    /// <summary>An instant as a clock on the company's wall shows it.</summary>
    public DateTime Local(DateTime utc) => Moment(utc).DateTime;

    public static Letterhead Of(LegalEntity entity, PdfImage? logo) => new(
        entity.Name, entity.Paper, DocumentPalette.Of(entity.Color), logo, TimeZoneInfo.FindSystemTimeZoneById(entity.TimeZone), entity.Currency);
}

/// <summary>Keeps the letterhead of each legal entity, logo decoded, until a newer version of the entity is seen.</summary>
public sealed partial class Letterheads(ILogger<Letterheads> log)
{
    private readonly ConcurrentDictionary<long, (int Version, Letterhead Letterhead)> known = new();

    /// <param name="version">The entity's version, as the caller has just read it.</param>
    public async Task<Letterhead> GetAsync(PortalDbContext db, long legalEntityId, int version, CancellationToken ct)
    {
        if (known.TryGetValue(legalEntityId, out var kept) && kept.Version == version)
        {
            return kept.Letterhead;
        }

        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == legalEntityId, ct);
        var logo = await LogoAsync(db, entity, ct);
        var letterhead = Letterhead.Of(entity, logo);
        known[legalEntityId] = (entity.Version, letterhead);
        return letterhead;
    }

    /// <summary>A logo that can't be read is left out: an invoice must not fail for it.</summary>
    private async Task<PdfImage?> LogoAsync(PortalDbContext db, LegalEntity entity, CancellationToken ct)
    {
        if (entity.LogoDocumentId is not { } logoId)
        {
            return null;
        }

        var bytes = await db.DocumentContents.AsNoTracking().AllClients().Where(c => c.Id == logoId).Select(c => c.Bytes).SingleOrDefaultAsync(ct);
        try
        {
            return bytes is null ? null : PdfImage.Load(bytes);
        }
        catch (PdfImageException unreadable)
        {
            LogUnreadable(log, entity.Id, unreadable.Problem);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The logo of legal entity {LegalEntityId} can't be put on documents: {Problem}")]
    private static partial void LogUnreadable(ILogger logger, long legalEntityId, PdfImageProblem problem);
}
