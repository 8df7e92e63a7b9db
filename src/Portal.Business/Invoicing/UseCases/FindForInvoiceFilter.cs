using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>What the invoice list can be narrowed to: clients, jobs, companies and currencies, by what one types.</summary>
public sealed class FindForInvoiceFilter(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public enum Subject
    {
        Client,
        Job,
        Company,
        Currency,
    }

    /// <param name="Value">This one only: to name what is chosen already.</param>
    public sealed record Input(Subject Subject, string Text = "", string? Value = null, int Skip = 0, int Take = 20);

    public sealed record Found(string Value, string Text, string Detail);

    public async Task<Result<IReadOnlyList<Found>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesView) || user.Clients.IsLimited)
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (input.Subject == Subject.Currency)
        {
            return await CurrenciesAsync(db, input, ct);
        }

        long? id = input.Value is null ? null : long.TryParse(input.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0;
        var rows = input.Subject switch
        {
            Subject.Client => db.Clients.AsNoTracking().Matching(c => c.SearchKey, input.Text).Where(c => id == null || c.Id == id)
                .OrderBy(c => c.Name).ThenBy(c => c.Id).Select(c => new { c.Id, Text = c.Name, Detail = c.BillingAddress.City }),
            Subject.Job => db.Jobs.AsNoTracking().Matching(j => j.SearchKey, input.Text).Where(j => id == null || j.Id == id)
                .OrderByDescending(j => j.Id).Select(j => new { j.Id, Text = j.Number, Detail = j.Name }),
            _ => db.LegalEntities.AsNoTracking().Where(e => id == null || e.Id == id)
                .OrderBy(e => e.Name).ThenBy(e => e.Id).Select(e => new { e.Id, Text = e.Name, Detail = e.Currency }),
        };
        var found = await rows.Skip(input.Skip).Take(input.Take).ToListAsync(ct);
        return found.Select(r => new Found(r.Id.ToString(CultureInfo.InvariantCulture), r.Text, r.Detail)).ToList();
    }

    private static async Task<Result<IReadOnlyList<Found>>> CurrenciesAsync(PortalDbContext db, Input input, CancellationToken ct)
    {
        var codes = await db.Clients.Select(c => c.Currency).Union(db.LegalEntities.Select(e => e.Currency)).Where(c => input.Value == null || c == input.Value).ToListAsync(ct);
        return codes.Where(c => c.Contains(input.Text, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).Skip(input.Skip).Take(input.Take)
            .Select(c => new Found(c, c, "")).ToList();
    }
}
