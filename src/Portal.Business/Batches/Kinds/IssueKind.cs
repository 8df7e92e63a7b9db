using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;

namespace Portal.Business.Batches.Kinds;

/// <summary>Issues each proforma, dated today.</summary>
public sealed class IssueKind(IssueInvoice issue, CompanyBooks books, BatchFacts facts, TimeProvider clock) : IInvoiceBatchKind
{
    public const string KindName = "issue";

    public string Name => KindName;

    public IReadOnlyList<string> Permissions { get; } = [Common.Permissions.InvoicesIssue];

    public async Task<IReadOnlyDictionary<long, BatchVerdict>> JudgeAsync(PortalDbContext db, IReadOnlyList<Invoice> invoices, bool again, CancellationToken ct)
    {
        var checks = await InvoiceChecks.LoadAsync(db, invoices, books, clock, ct);
        return invoices.ToDictionary(i => i.Id, i => BatchVerdict.LeftOut(checks.MissingToIssue(i)) with { Warnings = checks.Doubts(i) });
    }

    /// <summary>That it is issued is the mark that an attempt before got through.</summary>
    public async Task<Result<string>> RunAsync(BatchWork work, CancellationToken ct) =>
        work.IsRepeated && await facts.NumberAsync(work.SubjectId, ct) is { } number
            ? number
            : await issue.RunAsync(new IssueInvoice.Input(work.SubjectId, work.Version), ct);
}
