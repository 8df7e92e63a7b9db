using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Invoicing;

/// <summary>
/// What a job has room for in deposits, before tax: what is left to invoice of its lines, less its other deposits that nothing deducts yet. A deposit
/// above it would be billed on top of the work. A job that orders nothing, or time that is billed as delivered, has no such bound.
/// </summary>
internal sealed class DepositRoom
{
    private readonly List<JobLine> lines;
    private readonly List<DepositState> others;

    private DepositRoom(string jobNumber, List<JobLine> lines, List<DepositState> others, decimal own) => (JobNumber, this.lines, this.others, Own) = (jobNumber, lines, others, own);

    public string JobNumber { get; }

    /// <summary>Of the lines of the job.</summary>
    public decimal Left => lines.Sum(l => l.LeftNet);

    /// <summary>Of other deposits, issued or not, what nothing deducts.</summary>
    public decimal Others => others.Sum(d => d.Left().Sum(l => l.Net));

    /// <summary>The same of the deposit that it is about.</summary>
    public decimal Own { get; }

    public decimal Excess => Own - Math.Max(0, Left - Others);

    /// <param name="deposit">With its lines; it may be new.</param>
    /// <returns>Null where the job sets no bound.</returns>
    public static async Task<DepositRoom?> FindAsync(PortalDbContext db, Invoice deposit, CancellationToken ct)
    {
        var job = deposit.JobId;
        var lines = await db.Set<JobLine>().Where(l => l.JobId == job).ToListAsync(ct);
        if (lines.TrueForAll(l => l.Net <= 0) || lines.Exists(l => l.BillsDelivered))
        {
            return null;
        }

        var number = await db.Jobs.Where(j => j.Id == job).Select(j => j.Number).SingleOrDefaultAsync(ct) ?? "";
        var ids = await DepositDeductions.Open(db).Where(d => d.JobId == job).Select(d => d.Id).ToListAsync(ct);
        var states = await DepositDeductions.LoadAsync(db, [.. ids.Where(id => id != deposit.Id)], null, ct);
        var taken = await db.Invoices.AsNoTracking().SelectMany(i => i.Lines, (i, l) => new { i.Kind, Line = l }).Where(x => x.Line.DepositId == deposit.Id).ToListAsync(ct);
        return new DepositRoom(number, lines, states, deposit.Lines.Sum(l => l.Net) - taken.Sum(t => Deduction.Of(t.Kind, t.Line).Net));
    }

    /// <summary>Of one tax code.</summary>
    public decimal Of(long? taxCode) => Math.Max(
        0, lines.Where(l => l.TaxCodeId == taxCode).Sum(l => l.LeftNet) - others.SelectMany(d => d.Left()).Where(l => l.TaxCodeId == taxCode).Sum(l => l.Net));

    public Refusal? WhyNot(string currency) => Own > 0 && Excess > 0
        ? Refusal.NotNow("Invoicing.DepositAboveJob", JobNumber, (Left, currency), (Others, currency), (Own, currency))
        : null;

    /// <summary>Why a deposit that is not issued yet may not be; null also where it sets no bound.</summary>
    public static async Task<Refusal?> WhyNotAsync(PortalDbContext db, Invoice deposit, CancellationToken ct) =>
        deposit is { IsDeposit: true, IsIssued: false } && await FindAsync(db, deposit, ct) is { } room ? room.WhyNot(deposit.Currency) : null;

    /// <summary>
    /// The same for who drafts, changes or issues it: a person who may invoice more than was ordered may go on, which leaves a trace. The caller saves: the
    /// versions of the job's lines tell two people apart of whom one asks for a deposit and the other for another, or invoices the work.
    /// </summary>
    public static async Task<Refusal?> AllowAsync(PortalDbContext db, Invoice deposit, ICurrentUser actor, DateTime now, CancellationToken ct)
    {
        if (deposit is not { IsDeposit: true, IsIssued: false })
        {
            return null;
        }

        // Read before its lines: whoever orders its first work meanwhile, perhaps invoices it at once, knows of the deposit or is told apart.
        var jobs = await db.Jobs.Where(j => j.Id == deposit.JobId).ToListAsync(ct);
        if (await FindAsync(db, deposit, ct) is not { } room)
        {
            jobs.ForEach(db.Touch);
            return null;
        }

        if (room.Own <= 0)
        {
            return null;
        }

        if (room.WhyNot(deposit.Currency) is { } refusal)
        {
            if (actor is SystemUser || !actor.Has(Permissions.InvoicesOverInvoice))
            {
                return refusal;
            }

            db.TimelineEntries.Add(new TimelineEntry(
                deposit.ClientId, deposit.JobId, now, actor, "Invoicing.DepositAboveJob", nameof(Invoice), deposit.Id, room.JobNumber, (room.Excess, deposit.Currency)));
        }

        room.lines.ForEach(db.Touch);
        return null;
    }

    /// <summary>
    /// Why the order of a job may not go down to what its lines, of a tax code and all together, say now: its issued deposits could not be deducted any more. A
    /// person who may invoice more than was ordered may go on, which leaves a trace.
    /// </summary>
    public static async Task<Refusal?> AllowLessAsync(PortalDbContext db, Job job, long? taxCode, ICurrentUser actor, DateTime now, CancellationToken ct)
    {
        if (job.Lines.Exists(l => l.BillsDelivered))
        {
            return null;
        }

        var ids = await IssuedOf(db, job.Id).Select(d => d.Id).ToListAsync(ct);
        var deposits = (await DepositDeductions.LoadAsync(db, ids, null, ct)).SelectMany(d => d.Left()).ToList();
        var (paid, left) = (deposits.Where(l => l.TaxCodeId == taxCode).Sum(l => l.Net), Math.Max(0, job.Lines.Where(l => l.TaxCodeId == taxCode).Sum(l => l.LeftNet)));
        if (paid <= left)
        {
            // A line may have no code yet, and its deposit one.
            (paid, left) = (deposits.Sum(l => l.Net), Math.Max(0, job.Lines.Sum(l => l.LeftNet)));
        }

        if (paid <= left)
        {
            return null;
        }

        if (actor is SystemUser || !actor.Has(Permissions.InvoicesOverInvoice))
        {
            return Refusal.NotNow("JobFolders.DepositAboveLeft", job.Number, (paid, job.Currency), (left, job.Currency));
        }

        db.TimelineEntries.Add(new TimelineEntry(job.ClientId, job.Id, now, actor, "Invoicing.DepositAboveJob", nameof(Job), job.Id, job.Number, (paid - left, job.Currency)));
        return null;
    }

    /// <summary>Why a job is not wholly invoiced yet though nothing of its lines is left: the client paid a deposit that no invoice deducts.</summary>
    public static async Task<Refusal?> WhyNotInvoicedAsync(PortalDbContext db, Job job, CancellationToken ct) =>
        await IssuedOf(db, job.Id).OrderBy(d => d.Id).Select(d => d.Number).ToListAsync(ct) is { Count: > 0 } open
            ? Refusal.NotNow("JobFolders.DepositsOpen", job.Number, string.Join(", ", open)) : null;

    private static IQueryable<Invoice> IssuedOf(PortalDbContext db, long jobId) => DepositDeductions.Open(db).Where(d => d.JobId == jobId && d.Number != null);
}
