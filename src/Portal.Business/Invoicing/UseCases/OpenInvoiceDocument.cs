using Microsoft.EntityFrameworkCore;
using Portal.Business.ClientPortal;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Invoicing.Documents;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>
/// The PDF: of an issued document always the stored bytes; of a proforma as it stands now, or for its client as it was sent. Client users
/// get what the client filter lets them see, staff need the permission.
/// </summary>
public sealed class OpenInvoiceDocument(PortalDbContextFactory contexts, InvoiceDocuments documents, ICurrentUser user)
{
    public sealed record Input(long InvoiceId);

    public async Task<Result<DocumentFile>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesView) && !user.Has(Permissions.PortalUse))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var invoice = await db.Invoices.AsNoTracking().SingleOrDefaultAsync(i => i.Id == input.InvoiceId, ct);
        if (invoice is null)
        {
            return Refusal.NotFound;
        }

        if (invoice.IsIssued)
        {
            var stored = await db.StoredDocuments.AsNoTracking().AllClients().Include(d => d.Content)
                .SingleOrDefaultAsync(d => d.SubjectType == nameof(Invoice) && d.SubjectId == invoice.Id && d.Kind == DocumentKinds.Invoice, ct);
            return stored is null ? Refusal.NotFound : new DocumentFile(stored.FileName, stored.ContentType, stored.Content!.Bytes);
        }

        if (user.Clients.IsLimited)
        {
            return await db.ReadFileAsync(await OwnInvoices.DocumentAsync(db, invoice, ct), ct) is { } sent ? sent : Refusal.NotFound;
        }

        var proforma = await db.Invoices.AsNoTracking().AsSplitQuery().Include(i => i.Lines).Include(i => i.Taxes).SingleAsync(i => i.Id == invoice.Id, ct);
        var clients = await db.Clients.AsNoTracking().AllClients().Include(c => c.Contacts)
            .Where(c => c.Id == proforma.ClientId || c.Id == proforma.BilledToId).ToDictionaryAsync(c => c.Id, ct);
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == proforma.LegalEntityId, ct);
        var place = await ClientSites.PlaceAsync(db, proforma.SiteId, ct);
        return await documents.RenderAsync(db, proforma, InvoiceParties.Of(entity, clients[proforma.ClientId], clients[proforma.BilledToId], place), ct);
    }
}
