using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Helpdesk;
using Portal.Business.Interventions;
using Portal.Business.Invoicing;
using Portal.Business.JobFolders;
using Portal.Business.Quotes;

namespace Portal.Business.Data;

/// <summary>
/// What client users see where "belongs to one of their clients" does not say it all. Everything else with a client is limited
/// by its <c>ClientId</c>.
/// </summary>
public partial class PortalDbContext
{
    private void LimitClientUsers(ModelBuilder builder)
    {
        builder.Entity<Client>().HasQueryFilter(ClientFilter, c => OwnClientIds.Contains(c.Id));

        // Drafts are nobody's business but ours.
        builder.Entity<Quote>().HasQueryFilter(
            ClientFilter, q => OwnClientIds.Contains(q.ClientId) && q.Status != QuoteStatus.Draft);
        builder.Entity<Invoice>().HasQueryFilter(
            ClientFilter,
            i => (OwnClientIds.Contains(i.ClientId) || OwnClientIds.Contains(i.BilledToId)) && i.Status != InvoiceStatus.ProformaInPreparation);

        builder.Entity<ServiceRequest>().HasQueryFilter(
            ClientFilter, r => OwnClientIds.Contains(r.ClientId) && r.Status != RequestStatus.Draft);
        builder.Entity<Visit>().HasQueryFilter(
            ClientFilter, v => OwnClientIds.Contains(v.ClientId) && v.Status != VisitStatus.Draft);

        builder.Entity<TicketMessage>().HasQueryFilter(
            ClientFilter, m => OwnClientIds.Contains(m.ClientId) && (m.Kind == TicketMessageKind.FromClient || m.Kind == TicketMessageKind.ToClient));

        // Internal notes stand here too.
        builder.Entity<TimelineEntry>().HasQueryFilter(ClientFilter, e => false);
    }
}
