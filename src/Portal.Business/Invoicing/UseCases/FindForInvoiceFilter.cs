using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>What the invoice list can be narrowed to: clients, jobs, contracts, companies and currencies, by what one types.</summary>
public sealed class FindForInvoiceFilter(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public enum Subject
    {
        Client,
        Job,
        Company,
        Currency,
        Contract,
    }

    /// <param name="Value">This one only: to name what is chosen already.</param>
    public sealed record Input(Subject Subject, string Text = "", string? Value = null, int Skip = 0, int Take = 20);

    public async Task<Result<IReadOnlyList<FilterChoice>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!MayFind(user, input.Subject))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (input.Subject == Subject.Currency)
        {
            return await CurrenciesAsync(db, input, ct);
        }

        var id = FilterChoices.IdOf(input.Value);
        var rows = input.Subject switch
        {
            Subject.Client => FilterChoices.Clients(db, input.Text, id),
            Subject.Job => FilterChoices.Jobs(db, input.Text, id),
            Subject.Contract => FilterChoices.Contracts(db, input.Text, id),
            _ => db.LegalEntities.AsNoTracking().Where(e => id == null || e.Id == id)
                .OrderBy(e => e.Name).ThenBy(e => e.Id).Select(e => new FilterChoices.Row { Id = e.Id, Text = e.Name, Detail = e.Currency }),
        };
        return await FilterChoices.ReadAsync(rows, input.Skip, input.Take, ct);
    }

    /// <summary>Contracts are found by those who may see them.</summary>
    public static bool MayFind(ICurrentUser user, Subject subject) =>
        user.Has(Permissions.InvoicesView) && !user.Clients.IsLimited && (subject != Subject.Contract || user.Has(Permissions.ContractsView));

    private static async Task<Result<IReadOnlyList<FilterChoice>>> CurrenciesAsync(PortalDbContext db, Input input, CancellationToken ct)
    {
        var codes = await db.Clients.Select(c => c.Currency).Union(db.LegalEntities.Select(e => e.Currency)).Where(c => input.Value == null || c == input.Value).ToListAsync(ct);
        return codes.Where(c => c.Contains(input.Text, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).Skip(input.Skip).Take(input.Take)
            .Select(c => new FilterChoice(c, c, "")).ToList();
    }
}
