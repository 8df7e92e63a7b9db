using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>A person issues one invoice or credit note. Answers with its number, or with everything that is missing.</summary>
public sealed class IssueInvoice(PortalDbContextFactory contexts, InvoiceIssuing issuing, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Version">The version that the user saw.</param>
    /// <param name="IssueOn">The date of the invoice; null is today. A later day is refused: it would close the series to every earlier one.</param>
    /// <param name="Send">Send it to its recipients at once.</param>
    public sealed record Input(long InvoiceId, int? Version = null, DateOnly? IssueOn = null, bool Send = false);

    public async Task<Result<string>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesIssue) || (input.Send && !user.Has(Permissions.InvoicesSend)))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (input.IssueOn is { } day)
        {
            var entity = await db.LegalEntities.AsNoTracking()
                .SingleOrDefaultAsync(e => db.Invoices.Any(i => i.Id == input.InvoiceId && i.LegalEntityId == e.Id), ct);
            if (day > entity?.Today(clock))
            {
                return Refusal.Invalid("Invoicing.IssueDateInFuture").On(nameof(input.IssueOn));
            }
        }

        return await issuing.IssueAsync(db, user, input.InvoiceId, input.IssueOn, input.Send, input.Version, ct);
    }
}
