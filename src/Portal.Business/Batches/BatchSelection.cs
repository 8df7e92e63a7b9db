using Portal.Business.Common;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Invoicing.UseCases;

namespace Portal.Business.Batches;

/// <summary>What a person chose to do something to: ticked ones by their ids, or all that the filter of a list finds.</summary>
public sealed record BatchSelection(ListInvoices.Filter? Invoices = null, ListVisits.Input? Visits = null)
{
    public static BatchSelection Of(BatchSubject subject, IReadOnlyList<long> ids) =>
        subject == BatchSubject.Visit ? ListVisits.Input.Of(ids) : new ListInvoices.Filter(Ids: ids);

    public static implicit operator BatchSelection(ListInvoices.Filter filter) => new(filter);

    public static implicit operator BatchSelection(ListVisits.Input filter) => new(Visits: filter);
}

/// <summary>Batches are one's own; somebody who may see neither what they are about has none.</summary>
internal static class BatchAccess
{
    public static bool May(ICurrentUser user) => user.Has(Permissions.InvoicesView) || user.Has(Permissions.InterventionsView);

    public static bool May(ICurrentUser user, BatchSubject subject) => user.Has(subject == BatchSubject.Visit ? Permissions.InterventionsView : Permissions.InvoicesView);
}
