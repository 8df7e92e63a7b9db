using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;

namespace Portal.Business.Contracts.Billing;

/// <summary>Which days a run, and its preview, may be asked for.</summary>
internal static class BillingChecks
{
    /// <summary>How far ahead one may look and bill, and how far back an invoice may be dated.</summary>
    private const int Days = 366;

    /// <param name="filter">Whose last invoices the chosen date is compared with.</param>
    /// <param name="entities">Each with its today.</param>
    public static async Task<Refusal?> CheckAsync(
        PortalDbContextFactory contexts, ICurrentUser actor, DateOnly? asOf, InvoiceDating dating, DateOnly? chosen, BillingFilter filter,
        IReadOnlyList<(LegalEntity Entity, DateOnly Today)> entities, CancellationToken ct)
    {
        if (entities.Select(e => Check(asOf, dating, chosen, e.Today)).FirstOrDefault(r => r is not null) is { } invalid)
        {
            return invalid;
        }

        return dating == InvoiceDating.Chosen && chosen is { } day ? await CheckIssuedAsync(contexts, actor, day, filter, [.. entities.Select(e => e.Entity)], ct) : null;
    }

    private static Refusal? Check(DateOnly? asOf, InvoiceDating dating, DateOnly? chosen, DateOnly today) =>
        asOf > today.AddDays(Days) ? Refusal.Invalid("Contracts.AsOfTooFar", today.AddDays(Days)).On(nameof(RunBilling.Input.AsOf))
        : dating != InvoiceDating.Chosen ? null
        : chosen is null ? Refusal.Invalid("Common.Required").On(nameof(RunBilling.Input.Chosen))
        : chosen > today.AddDays(Days) ? Refusal.Invalid("Contracts.AsOfTooFar", today.AddDays(Days)).On(nameof(RunBilling.Input.Chosen))
        : chosen < today.AddDays(-Days) ? Refusal.Invalid("Contracts.ChosenTooFarBack", today.AddDays(-Days)).On(nameof(RunBilling.Input.Chosen))
        : null;

    /// <summary>An invoice, or what a proforma becomes, is no earlier than the one before it.</summary>
    private static async Task<Refusal?> CheckIssuedAsync(PortalDbContextFactory contexts, ICurrentUser actor, DateOnly chosen, BillingFilter filter, List<LegalEntity> entities, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(actor);
        var bills = BillingAgenda.Of(db, filter).Select(c => c.LegalEntityId);
        var last = await db.Set<NumberSeries>().AsNoTracking().Where(s => bills.Contains(s.LegalEntityId) && s.Document == NumberedDocument.Invoice && s.LastDate > chosen)
            .OrderByDescending(s => s.LastDate).FirstOrDefaultAsync(ct);
        return last is null ? null
            : Refusal.Invalid("Contracts.ChosenBeforeIssued", entities.Single(e => e.Id == last.LegalEntityId).Name, last.LastDate!.Value).On(nameof(RunBilling.Input.Chosen));
    }
}
