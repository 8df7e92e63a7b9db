using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Invoicing;
using Portal.Pdf;

namespace Portal.Business.Interventions.Documents;

/// <summary>Reads what stands on the report of a visit. The same visit gives the same bytes.</summary>
public sealed class VisitReportReading(Letterheads letterheads)
{
    private const int MostPhotos = 18;

    /// <summary>Of one printed photo, and of all of them, in bytes: a report has to fit into a mail.</summary>
    private const int LargestPhoto = 4_000_000;
    private const int LargestTogether = 9_000_000;

    public async Task<DocumentFile> RenderAsync(PortalDbContext db, Visit visit, CancellationToken ct)
    {
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == visit.LegalEntityId, ct);
        var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleAsync(c => c.Id == visit.ClientId, ct);
        var request = await db.ServiceRequests.AsNoTracking().Include(r => r.Equipment).SingleAsync(r => r.Id == visit.RequestId, ct);
        var site = await db.Sites.AsNoTracking().SingleOrDefaultAsync(s => s.Id == visit.SiteId, ct);
        var people = visit.Crew.Select(h => h.UserId).Concat(visit.TechnicianId is { } lead ? [lead] : []).ToList();
        var names = await db.Users.Where(u => people.Contains(u.Id)).OrderBy(u => u.Id != visit.TechnicianId).ThenBy(u => u.DisplayName).Select(u => u.DisplayName).ToListAsync(ct);
        var equipment = request.Equipment.Select(e => e.EquipmentId).ToList();
        var machines = await db.Equipment.AsNoTracking().Where(e => equipment.Contains(e.Id)).OrderBy(e => e.Name).Select(e => new { e.Name, e.SerialNumber }).ToListAsync(ct);
        var answers = await db.Answers.AsNoTracking().Where(a => a.RequestId == visit.RequestId && (a.VisitId == 0 || a.VisitId == visit.Id))
            .OrderBy(a => a.VisitId).ThenBy(a => a.Position).ToListAsync(ct);
        var parts = await db.WorkLines.AsNoTracking().Where(l => l.VisitId == visit.Id).OrderBy(l => l.Position)
            .Select(l => new ReportedPart(l.Description, l.Quantity, l.Unit)).ToListAsync(ct);
        var kept = await db.StoredDocuments.AsNoTracking().Where(d => d.SubjectType == nameof(Visit) && d.SubjectId == visit.Id && d.Kind == DocumentKinds.Photo)
            .OrderBy(d => d.CreatedAt).ThenBy(d => d.Id).Select(d => new { d.Id, d.Size }).ToListAsync(ct);
        var printed = new List<long>();
        var together = 0;
        foreach (var photo in kept.Where(p => p.Size <= LargestPhoto))
        {
            if (printed.Count < MostPhotos && together + photo.Size <= LargestTogether)
            {
                printed.Add(photo.Id);
                together += photo.Size;
            }
        }

        var images = await ImagesAsync(
            db, [.. printed, .. answers.Select(a => a.PhotoDocumentId).OfType<long>(), .. visit.SignatureDocumentId is { } signature ? [signature] : Array.Empty<long>()], ct);
        var photos = printed.Select(images.GetValueOrDefault).OfType<PdfImage>().ToList();
        var language = client.Language;
        var start = visit.StartedAt ?? visit.StartsAt;
        var model = new VisitReportModel(
            SellerParty.Of(entity), BuyerParty.Of(client), language, request.Currency, visit.Number, request.Number, request.Title,
            site is null ? [] : [Site.NameWith(site.Name, site.Code), .. site.Address.Lines()], entity.DayOf(start),
            visit.StartedAt is { } from ? TimeOnly.FromDateTime(entity.Local(from)) : null, visit.FinishedAt is { } to ? TimeOnly.FromDateTime(entity.Local(to)) : null,
            string.Join(", ", names), request.Description, visit.Report, visit.Status == VisitStatus.Unfinished ? visit.Reason : "",
            [.. machines.Select(m => m.SerialNumber.Length > 0 ? $"{m.Name} · {m.SerialNumber}" : m.Name)],
            [.. answers.Where(a => a.Value.Length > 0 || a.PhotoDocumentId is not null).Select(a => new ReportedAnswer(
                a.Question.Label.In(language), Questionnaire.Say(a.Question, a.Value, language), a.PhotoDocumentId is { } id ? images.GetValueOrDefault(id) : null))],
            parts, photos, kept.Count - photos.Count, visit.SignedBy, visit.SignedAt,
            visit.SignatureDocumentId is { } signed ? images.GetValueOrDefault(signed) : null,
            [.. (await AfterSignature.ReadAsync(db, visit, ct)).Select(s => new ReportedChange(s.At, s.Kind, s.Detail))], visit.FinishedAt ?? visit.CreatedAt);
        var letterhead = await letterheads.GetAsync(db, entity.Id, entity.Version, ct);
        return VisitReportDocument.Render(model, letterhead);
    }

    /// <summary>A picture of a kind that can't be printed is left out: the report must not fail for it.</summary>
    private static async Task<Dictionary<long, PdfImage>> ImagesAsync(PortalDbContext db, IReadOnlyList<long> ids, CancellationToken ct)
    {
        var found = new Dictionary<long, PdfImage>();
        var bytes = ids.Count == 0 ? [] : await db.DocumentContents.AsNoTracking().AllClients().Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Bytes }).ToListAsync(ct);
        foreach (var content in bytes.Concat(db.StoredDocuments.Local.Where(d => ids.Contains(d.Id) && d.Content is not null).Select(d => new { d.Id, d.Content!.Bytes })))
        {
            try
            {
                found[content.Id] = PdfImage.Load(content.Bytes);
            }
            catch (PdfImageException)
            {
            }
        }

        return found;
    }
}
