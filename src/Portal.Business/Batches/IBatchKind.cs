using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Invoicing;

namespace Portal.Business.Batches;

/// <summary>
/// Something that can be done to many at once: an <see cref="IInvoiceBatchKind"/> or an <see cref="IVisitBatchKind"/>. Register it, and give its name a text
/// ("Kind.{Name}").
/// </summary>
public interface IBatchKind
{
    string Name { get; }

    BatchSubject Subject { get; }

    /// <summary>All of these are needed to start it.</summary>
    IReadOnlyList<string> Permissions { get; }

    /// <summary>
    /// Does it to one, as the person who started the batch; answers with its number. Must do it at most once however often it
    /// is called for the same <see cref="BatchWork"/>: an attempt before may have died at any point.
    /// </summary>
    Task<Result<string>> RunAsync(BatchWork work, CancellationToken ct);
}

public interface IInvoiceBatchKind : IBatchKind
{
    BatchSubject IBatchKind.Subject => BatchSubject.Invoice;

    /// <summary>What would come of it for each of these, before anything is done: a few queries for all of them.</summary>
    /// <param name="db">To look things up with; nothing is saved.</param>
    /// <param name="invoices">With their lines and taxes, not tracked.</param>
    /// <param name="again">Also what was sent before.</param>
    /// <param name="ct">Stops the reading.</param>
    Task<IReadOnlyDictionary<long, BatchVerdict>> JudgeAsync(PortalDbContext db, IReadOnlyList<Invoice> invoices, bool again, CancellationToken ct);
}

public interface IVisitBatchKind : IBatchKind
{
    BatchSubject IBatchKind.Subject => BatchSubject.Visit;

    /// <inheritdoc cref="IInvoiceBatchKind.JudgeAsync" />
    /// <param name="visits">Not tracked.</param>
    Task<IReadOnlyDictionary<long, BatchVerdict>> JudgeAsync(PortalDbContext db, IReadOnlyList<Visit> visits, CancellationToken ct);
}

/// <param name="Refusals">Why it is left out; empty where it is done.</param>
/// <param name="Warnings">What one should know although it is done.</param>
public sealed record BatchVerdict(IReadOnlyList<Refusal> Refusals, IReadOnlyList<Refusal> Warnings)
{
    public static BatchVerdict Fine { get; } = new([], []);

    public static BatchVerdict LeftOut(params IReadOnlyList<Refusal> refusals) => refusals.Count == 0 ? Fine : new(refusals, []);

    public static BatchVerdict Warned(params IReadOnlyList<Refusal> warnings) => new([], warnings);
}

/// <param name="SubjectId">The invoice or visit.</param>
/// <param name="Request">The same at every attempt.</param>
/// <param name="IsRepeated">An attempt before did not end.</param>
public sealed record BatchWork(long SubjectId, int Version, Guid Request, bool Again, bool IsRepeated, long BatchId);
