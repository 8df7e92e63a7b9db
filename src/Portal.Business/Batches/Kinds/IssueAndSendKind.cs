using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;

namespace Portal.Business.Batches.Kinds;

/// <summary>Issues each proforma and sends it in the same transaction; what is issued already, but not sent, is sent.</summary>
public sealed class IssueAndSendKind(IssueInvoice issue, SendKind send, CompanyBooks books, BatchFacts facts, TimeProvider clock) : IInvoiceBatchKind
{
    public const string KindName = "issue-and-send";

    public string Name => KindName;

    public IReadOnlyList<string> Permissions { get; } = [Common.Permissions.InvoicesIssue, Common.Permissions.InvoicesSend];

    public async Task<IReadOnlyDictionary<long, BatchVerdict>> JudgeAsync(PortalDbContext db, IReadOnlyList<Invoice> invoices, bool again, CancellationToken ct)
    {
        var checks = await InvoiceChecks.LoadAsync(db, invoices, books, clock, ct);
        return invoices.ToDictionary(i => i.Id, i => Judge(checks, i, again));
    }

    public async Task<Result<string>> RunAsync(BatchWork work, CancellationToken ct)
    {
        if (await facts.NumberAsync(work.SubjectId, ct) is not { } number)
        {
            return await issue.RunAsync(new IssueInvoice.Input(work.SubjectId, work.Version, Send: true), ct);
        }

        return work.IsRepeated && await facts.IsQueuedAsync(work.SubjectId, InvoiceMail.FirstSending, ct) ? number : await send.RunAsync(work, ct);
    }

    private static BatchVerdict Judge(InvoiceChecks checks, Invoice invoice, bool again) =>
        invoice.IsIssued ? SendKind.Judge(checks, invoice, again)
        : checks.MissingToIssue(invoice) is { Count: > 0 } missing ? BatchVerdict.LeftOut(missing)
        : checks.NobodyToSendTo(invoice) is { } nobody ? BatchVerdict.Warned([Refusal.NotNow("Batches.IssuedOnly", nobody.Args), .. checks.Doubts(invoice)])
        : BatchVerdict.Warned(checks.Doubts(invoice));
}
