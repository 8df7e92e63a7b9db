using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Invoicing.Documents;
using Portal.Business.JobFolders;
using Portal.Business.Mail;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>
/// Queues the message with an issued document, or a proforma for information. It counts as sent once a mail server has accepted it
/// (<see cref="InvoiceSendings"/>).
/// </summary>
public sealed class SendInvoice(PortalDbContextFactory contexts, InvoiceDocuments documents, InvoiceMail mail, ICurrentUser user, TimeProvider clock)
{
    /// <param name="RequestKey">Made when the dialog opened, so that a double click sends once.</param>
    /// <param name="Wishes">What the person changed; null sends by rule.</param>
    /// <param name="SendOn">The day to send it on, in the legal entity's time zone; null sends at once.</param>
    /// <param name="SendAt">The time of that day; null is <see cref="UsualTime"/>.</param>
    /// <param name="DocumentIds">Files of the invoice or its jobs that go with it.</param>
    /// <param name="Files">Files that the person brings; they are kept with the invoice.</param>
    /// <param name="Again">Also while an earlier message with it is still on its way.</param>
    public sealed record Input(
        long InvoiceId, Guid RequestKey, MailWishes? Wishes = null, DateOnly? SendOn = null, TimeOnly? SendAt = null, bool Again = false,
        IReadOnlyList<long>? DocumentIds = null, IReadOnlyList<IncomingFile>? Files = null);

    /// <summary>When messages go out that are planned for a day.</summary>
    public static TimeOnly UsualTime { get; } = new(8, 0);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesSend))
        {
            return Refusal.Forbidden;
        }

        return await QueueAsync(input, ct);
    }

    /// <summary>Whoever calls has checked the permission.</summary>
    internal async Task<Result> QueueAsync(Input input, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        var invoice = await db.Invoices.AsSplitQuery().Include(i => i.Lines).Include(i => i.Taxes).Include(i => i.Instalments).Include(i => i.Releases)
            .SingleOrDefaultAsync(i => i.Id == input.InvoiceId, ct);
        if (invoice is null)
        {
            return Refusal.NotFound;
        }

        var clients = await db.Clients.AsNoTracking().Include(c => c.Contacts)
            .Where(c => c.Id == invoice.ClientId || c.Id == invoice.BilledToId).ToDictionaryAsync(c => c.Id, ct);
        var (buyer, payer) = (clients[invoice.ClientId], clients[invoice.BilledToId]);
        if (input.Wishes is { To.Count: 0 } || (input.Wishes is null && InvoiceRecipients.Of(payer).IsEmpty))
        {
            return (InvoiceRecipients.Of(payer).IsEmpty ? Refusal.NotNow("Invoicing.NobodyToSendTo", payer.Name) : Refusal.Invalid("Common.Required")).On("To");
        }

        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == invoice.LegalEntityId, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var planned = input.SendOn is { } day ? entity.ToUtc(day, input.SendAt ?? UsualTime) : (DateTime?)null;
        IReadOnlyList<Refusal> refusals =
        [
            .. planned < now ? [Refusal.Invalid("Invoicing.PlannedInThePast").On(nameof(Input.SendOn))] : Array.Empty<Refusal>(),
            .. input.Wishes?.Check(InvoiceMail.Kinds[0]) ?? [],
        ];
        if (refusals.Count > 0)
        {
            return Result.Refused(refusals);
        }

        if (!input.Again && await WhyNotAgainAsync(db, invoice, entity, input.RequestKey, now, ct) is { } onItsWay)
        {
            return onItsWay;
        }

        var attached = await InvoiceAttachments.TakeAsync(db, invoice, input.DocumentIds ?? [], input.Files ?? [], now, ct);
        if (!attached.TryGet(out var more))
        {
            return Result.Refused(attached.Refusals);
        }

        var document = invoice.IsIssued
            ? await db.StoredDocuments.SingleAsync(
                d => d.SubjectType == nameof(Invoice) && d.SubjectId == invoice.Id && d.Kind == DocumentKinds.Invoice, ct)
            : await StoreProformaAsync(db, invoice, InvoiceParties.Of(entity, buyer, payer, await ClientSites.PlaceAsync(db, invoice.SiteId, ct)), now, ct);
        await mail.QueueAsync(db, invoice, entity, payer, document, new InvoiceMail.Sending(input.RequestKey.ToString("N"), input.Wishes, planned, more), user, ct);

        // Of two people who send at once, the second is told by the invoice's version.
        db.Touch(invoice);
        db.TimelineEntries.Add(new TimelineEntry(
            invoice.ClientId, invoice.JobId, now, user, "Invoicing.Queued", nameof(Invoice), invoice.Id, invoice.DisplayNumber));
        return await db.TrySaveAsync(ct);
    }

    /// <summary>The same press of the button twice is left to the unique key of its message.</summary>
    private static async Task<Refusal?> WhyNotAgainAsync(PortalDbContext db, Invoice invoice, LegalEntity entity, Guid request, DateTime now, CancellationToken ct)
    {
        var key = InvoiceMail.KeyOf(invoice, request.ToString("N"));
        return await OnItsWay.FindAsync(db, invoice, entity, now, ct) is { } waiting && !await db.OutgoingMessages.AnyAsync(m => m.DedupeKey == key, ct)
            ? waiting.WhyNotAgain()
            : null;
    }

    private async Task<StoredDocument> StoreProformaAsync(
        PortalDbContext db, Invoice proforma, InvoiceParties parties, DateTime now, CancellationToken ct)
    {
        var revision = 1 + await db.StoredDocuments.CountAsync(
            d => d.SubjectType == nameof(Invoice) && d.SubjectId == proforma.Id && d.Kind == DocumentKinds.Proforma, ct);
        var file = await documents.RenderAsync(db, proforma, parties, ct);
        var stored = StoredDocument.Generated(SubjectRef.To(proforma), DocumentKinds.Proforma, revision, file, proforma.BilledToId, DocumentVisibility.SharedWithClient, now);
        db.StoredDocuments.Add(stored);
        return stored;
    }
}
