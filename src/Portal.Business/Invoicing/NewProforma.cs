using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Invoicing;

/// <summary>A proforma that was made and is saved with its numbers, issued in the same step where that is wanted.</summary>
/// <param name="NewJob">The job that is made for it; null where it belongs to one that is there.</param>
internal sealed record NewProforma(Invoice Invoice, Client Client, CompanyBook Book, Job? NewJob, DateTime Now)
{
    /// <summary>Everything but the numbers is known: from here on others of the company wait.</summary>
    public async Task<Result<long>> SaveAsync(PortalDbContext db, InvoiceIssuing issuing, ICurrentUser user, ReadyToIssue? ready, bool send, CancellationToken ct)
    {
        if (NewJob is not null)
        {
            db.Jobs.Add(NewJob);
        }

        db.Invoices.Add(Invoice);
        NumberedDocument[] documents = [.. Numbers(ready)];
        using var place = NumbersAhead.Of(db, Book.Entity.Id).LineUp(documents);
        if (ready is not null)
        {
            NewJob?.GiveNumber(place[NumberedDocument.Job] ?? "");
            ready.DrawAhead(place[NumberedDocument.Invoice]);
        }

        await using var transaction = await db.BeginOnlyWriteAsync(Book.Entity.Id, ct);
        var taken = await db.TakeNumbersAsync(Book.Entity.Id, documents, ready?.Day ?? Book.Entity.DayOf(Now), ct);
        place.Dispose();
        if (!taken.TryGet(out var numbers, out var noNumber))
        {
            return noNumber;
        }

        NewJob?.GiveNumber(numbers[NumberedDocument.Job]);
        Invoice.GiveProformaNumber(numbers[NumberedDocument.Proforma]);
        Invoice.IndexForSearch(Client.Name);
        db.TimelineEntries.Add(new TimelineEntry(Client.Id, Invoice.JobId, Now, user, "Invoicing.Drafted", nameof(Invoice), Invoice.Id, Invoice.ProformaNumber));
        Result saved = ready is null
            ? await db.TrySaveAsync(ct)
            : await issuing.IssueAsAsync(db, user, ready, numbers[NumberedDocument.Invoice], send, ct);
        if (!saved.Succeeded)
        {
            return Result<long>.Refused(saved.Refusals);
        }

        foreach (var job in OtherJobs(db))
        {
            if (await db.HoldOpenAsync(job, Refusal.NotNow("Invoicing.JobIsFinished", job.Number), ct) is { } notHeld)
            {
                return notHeld;
            }
        }

        await transaction.CommitAsync(ct);
        if (Invoice.IsIssued)
        {
            issuing.Committed(Invoice);
        }

        return Invoice.Id;
    }

    /// <summary>Its own job unless it is new, and others whose lines it bills.</summary>
    private List<Job> OtherJobs(PortalDbContext db) =>
        [.. db.Jobs.Local.Where(j => j != NewJob && (j.Id == Invoice.JobId || j.Lines.Exists(l => Invoice.Lines.Exists(b => b.JobLineId == l.Id)))).OrderBy(j => j.Id)];

    private IEnumerable<NumberedDocument> Numbers(ReadyToIssue? ready)
    {
        if (NewJob is not null)
        {
            yield return NumberedDocument.Job;
        }

        yield return NumberedDocument.Proforma;
        if (ready is not null)
        {
            yield return NumberedDocument.Invoice;
        }
    }
}
