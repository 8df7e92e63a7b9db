using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>What is held back of one invoice, and what was released of it.</summary>
public sealed class ShowRetention(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(long InvoiceId);

    public sealed record Release(long Id, int Version, decimal Amount, DateOnly On, string Reason, DateOnly? ReversedOn, string ReversalReason);

    /// <param name="Payable">Of the balance, what is due now.</param>
    public sealed record Shown(int Version, decimal Percent, decimal Retained, decimal Held, DateOnly? Until, decimal Payable, string Currency, IReadOnlyList<Release> Releases);

    public async Task<Result<Shown>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var shown = await db.Invoices.AsNoTracking().AsSplitQuery().Where(i => i.Id == input.InvoiceId && i.Number != null)
            .Select(i => new Shown(
                i.Version, i.RetentionPercent, i.Retained, i.Held, i.HeldUntil, i.Balance - i.Held, i.Currency,
                i.Releases.OrderBy(r => r.Ordinal).Select(r => new Release(r.Id, r.Version, r.Amount, r.ReleasedOn, r.Reason, r.ReversedOn, r.ReversalReason)).ToList()))
            .SingleOrDefaultAsync(ct);
        return shown is null ? Refusal.NotFound : shown;
    }
}
