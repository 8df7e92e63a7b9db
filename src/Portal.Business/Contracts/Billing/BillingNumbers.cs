using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Invoicing;
using Portal.Business.JobFolders;

namespace Portal.Business.Contracts.Billing;

/// <summary>The jobs that contracts bill in, and the numbers of jobs and invoices: taken all at once, so that a run waits for each series once.</summary>
internal static class BillingNumbers
{
    /// <summary>The job of each contract that bills for the first time.</summary>
    public static Dictionary<Contract, Job> Jobs(BillingWork work, IReadOnlyList<BillingVerdict> invoices)
    {
        var jobs = new Dictionary<Contract, Job>();
        foreach (var contract in invoices.SelectMany(v => v.Plan.Contracts).Distinct().Where(c => c.JobId is null))
        {
            var name = contract.Title.Length == 0 ? contract.Reference : contract.Title;
            var job = new Job(contract.LegalEntityId, contract.ClientId, "", name, contract.Currency, work.Now);
            job.Rename(name, contract.PurchaseOrder, null, work.Actor.UserId);
            jobs[contract] = job;
            contract.StandIn(job.Id);
        }

        foreach (var invoice in invoices)
        {
            var own = invoice.Plan.Contracts.FirstOrDefault(c => c.ClientId == invoice.Invoice!.ClientId);
            invoice.Invoice!.BillContract(invoice.Invoice.ContractId, own?.JobId, invoice.Invoice.JournalId);
        }

        return jobs;
    }

    public static async Task<Result> TakeAsync(BillingWork work, List<BillingVerdict> invoices, Dictionary<Contract, Job> jobs, CancellationToken ct)
    {
        if (invoices.Count == 0)
        {
            return Result.Done;
        }

        var issued = invoices.Where(v => v.IssueOn is not null).ToList();
        var counts = new Dictionary<NumberedDocument, int>
        {
            [NumberedDocument.Job] = jobs.Count,
            [NumberedDocument.Proforma] = invoices.Count,
            [NumberedDocument.Invoice] = issued.Count,
        };
        var day = issued.Count > 0 ? issued[0].IssueOn!.Value : work.Dates.Today;
        var taken = await work.Db.TakeNumbersAsync(work.Of.Book.Entity.Id, counts, day, ct);
        if (!taken.TryGet(out var numbers))
        {
            return Result.Refused(taken.Refusals);
        }

        foreach (var ((contract, job), at) in jobs.Select((j, at) => (j, at)))
        {
            job.GiveNumber(numbers[NumberedDocument.Job][at]);
            work.Db.Jobs.Add(job);
            work.Db.TimelineEntries.Add(new TimelineEntry(contract.ClientId, job.Id, work.Now, work.Actor, "JobFolders.Created", nameof(Job), job.Id, job.Number));
        }

        for (var at = 0; at < invoices.Count; at++)
        {
            invoices[at].Invoice!.GiveProformaNumber(numbers[NumberedDocument.Proforma][at]);
        }

        for (var at = 0; at < issued.Count; at++)
        {
            work.Numbers[issued[at].Invoice!] = numbers[NumberedDocument.Invoice][at];
        }

        return Result.Done;
    }
}
