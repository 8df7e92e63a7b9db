using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.JobFolders;
using Portal.Business.Mail;

namespace Portal.Business.Invoicing;

/// <summary>What may go with the document of an invoice: files of its jobs, files sent with it before, and files that a person brings.</summary>
internal static class InvoiceAttachments
{
    /// <summary>Files of the invoice and of the jobs that it bills, the newest first.</summary>
    public static IQueryable<StoredDocument> Of(PortalDbContext db, Invoice invoice)
    {
        var (id, jobId) = (invoice.Id, invoice.JobId);
        var billed = db.Invoices.Where(i => i.Id == id).SelectMany(i => i.Lines).Where(l => l.JobLineId != null).Select(l => l.JobLineId!.Value);
        var jobs = db.Jobs.Where(j => j.Id == jobId || j.Lines.Any(l => billed.Contains(l.Id))).Select(j => j.Id);
        return db.StoredDocuments.AsNoTracking().Where(d => d.Kind == DocumentKinds.Attachment && d.RemovedAt == null && (d.ThreadId == null || d.CurrentKey != null)
            && ((d.SubjectType == nameof(Invoice) && d.SubjectId == id) || (d.SubjectType == nameof(Job) && jobs.Contains(d.SubjectId))))
            .OrderByDescending(d => d.CreatedAt).ThenBy(d => d.Id);
    }

    /// <summary>The chosen files, and those that were brought, which are kept with the invoice.</summary>
    public static async Task<Result<IReadOnlyList<MailAttachment>>> TakeAsync(
        PortalDbContext db, Invoice invoice, IReadOnlyCollection<long> documentIds, IReadOnlyCollection<IncomingFile> files, DateTime now, CancellationToken ct)
    {
        var known = documentIds.Count == 0 ? [] : await Of(db, invoice).Where(d => documentIds.Contains(d.Id)).ToListAsync(ct);
        if (known.Count != documentIds.Distinct().Count())
        {
            return Refusal.Stale;
        }

        var refusals = new List<Refusal>();
        foreach (var brought in files)
        {
            var read = await Uploads.CheckAsync(brought.Name, brought.Bytes, ct);
            if (read.TryGet(out var file))
            {
                var stored = StoredDocument.Uploaded(SubjectRef.To(invoice), DocumentKinds.Attachment, file, invoice.BilledToId, DocumentVisibility.Internal, now);
                db.StoredDocuments.Add(stored);
                known.Add(stored);
            }

            refusals.AddRange(read.Refusals.Select(r => r.On("Attachments")));
        }

        if (known.Sum(d => (long)d.Size) > OutgoingMessage.LargestFiles)
        {
            refusals.Add(Refusal.Invalid("Invoicing.AttachmentsTooLarge", OutgoingMessage.LargestFiles / (1024 * 1024)).On("Attachments"));
        }

        return refusals.Count > 0 ? Result<IReadOnlyList<MailAttachment>>.Refused(refusals) : known.ConvertAll(MailAttachment.Of);
    }
}
