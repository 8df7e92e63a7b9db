using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Batches;

/// <summary>Something that can be done to many invoices. Register it, and give its name a text ("Kind.{Name}").</summary>
public interface IBatchKind
{
    string Name { get; }

    /// <summary>All of these are needed to start it.</summary>
    IReadOnlyList<string> Permissions { get; }

    /// <summary>What would come of it for each of these, before anything is done: a few queries for all of them.</summary>
    /// <param name="db">To look things up with; nothing is saved.</param>
    /// <param name="invoices">With their lines and taxes, not tracked.</param>
    /// <param name="again">Also what was sent before.</param>
    /// <param name="ct">Stops the reading.</param>
    Task<IReadOnlyDictionary<long, BatchVerdict>> JudgeAsync(PortalDbContext db, IReadOnlyList<Invoice> invoices, bool again, CancellationToken ct);

    /// <summary>
    /// Does it to one, as the person who started the batch; answers with the invoice's number. Must do it at most once however often it
    /// is called for the same <see cref="BatchWork"/>: an attempt before may have died at any point.
    /// </summary>
    Task<Result<string>> RunAsync(BatchWork work, CancellationToken ct);
}

/// <param name="Refusals">Why it is left out; empty where it is done.</param>
/// <param name="Warnings">What one should know although it is done.</param>
public sealed record BatchVerdict(IReadOnlyList<Refusal> Refusals, IReadOnlyList<Refusal> Warnings)
{
    public static BatchVerdict Fine { get; } = new([], []);

    public static BatchVerdict LeftOut(params IReadOnlyList<Refusal> refusals) => refusals.Count == 0 ? Fine : new(refusals, []);

    public static BatchVerdict Warned(params IReadOnlyList<Refusal> warnings) => new([], warnings);
}

/// <param name="Request">The same at every attempt.</param>
/// <param name="IsRepeated">An attempt before did not end.</param>
public sealed record BatchWork(long InvoiceId, int Version, Guid Request, bool Again, bool IsRepeated, long BatchId);
