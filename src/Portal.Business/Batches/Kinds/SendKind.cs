using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;

namespace Portal.Business.Batches.Kinds;

/// <summary>Sends each by rule: to the billing manager, with copies. A proforma goes out for information.</summary>
public sealed class SendKind(SendInvoice send, CompanyBooks books, BatchFacts facts, TimeProvider clock) : IInvoiceBatchKind
{
    public const string KindName = "send";

    public string Name => KindName;

    public IReadOnlyList<string> Permissions { get; } = [Common.Permissions.InvoicesSend];

    public async Task<IReadOnlyDictionary<long, BatchVerdict>> JudgeAsync(PortalDbContext db, IReadOnlyList<Invoice> invoices, bool again, CancellationToken ct)
    {
        var checks = await InvoiceChecks.LoadAsync(db, invoices, books, clock, ct);
        return invoices.ToDictionary(i => i.Id, i => Judge(checks, i, again));
    }

    /// <summary>The message's key is that of the item: the database refuses it twice.</summary>
    public async Task<Result<string>> RunAsync(BatchWork work, CancellationToken ct)
    {
        if (work.IsRepeated && await facts.IsQueuedAsync(work.SubjectId, work.Request.ToString("N"), ct))
        {
            return await facts.DisplayNumberAsync(work.SubjectId, ct);
        }

        var sent = await send.RunAsync(new SendInvoice.Input(work.SubjectId, work.Request), ct);
        return sent.Succeeded ? await facts.DisplayNumberAsync(work.SubjectId, ct) : Result<string>.Refused([.. sent.Refusals.Select(Say)]);
    }

    internal static BatchVerdict Judge(InvoiceChecks checks, Invoice invoice, bool again) =>
        checks.NobodyToSendTo(invoice) is { } nobody ? BatchVerdict.LeftOut(nobody)
        : checks.IsOnItsWay(invoice) is { } onItsWay ? BatchVerdict.LeftOut(onItsWay)
        : invoice is not { SentAt: { } sentAt, Status: InvoiceStatus.Sent or InvoiceStatus.ProformaSent } ? BatchVerdict.Fine
        : again ? BatchVerdict.Warned(SentBefore(checks.DayOf(invoice, sentAt)))
        : BatchVerdict.LeftOut(SentBefore(checks.DayOf(invoice, sentAt)));

    private static Refusal SentBefore(DateOnly day) => Refusal.NotNow("Batches.SentBefore", day);

    /// <summary>Nobody can be asked here whether to send it again.</summary>
    private static Refusal Say(Refusal refusal) => refusal.Code == "Invoicing.OnItsWay" ? refusal with { Code = "Batches.OnItsWay" } : refusal;
}
