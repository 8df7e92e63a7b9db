using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Contracts.Billing;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>Says of each line of an invoice that a contract billed where its amount comes from, in the reader's language.</summary>
public sealed class ExplainContractLines(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Description">The first line of what the invoice says.</param>
    /// <param name="Steps">From the contract to the tax.</param>
    public sealed record Line(long InvoiceLineId, long ContractId, string Reference, string Description, decimal Net, IReadOnlyList<string> Steps);

    /// <param name="Lines">In the order of the invoice; empty where no contract billed it.</param>
    public sealed record Explained(IReadOnlyList<Line> Lines);

    public async Task<Result<Explained>> RunAsync(long invoiceId, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Invoices.AsNoTracking().AsSplitQuery().Include(i => i.Lines).Include(i => i.Taxes).SingleOrDefaultAsync(i => i.Id == invoiceId, ct) is not { } invoice)
        {
            return Refusal.NotFound;
        }

        var billed = await db.BilledPeriods.AsNoTracking().Where(b => b.InvoiceId == invoiceId).ToDictionaryAsync(b => b.InvoiceLineId, ct);
        if (billed.Count == 0)
        {
            return new Explained([]);
        }

        var contractIds = billed.Values.Select(b => b.ContractId).Distinct().ToList();
        var references = await db.Contracts.AsNoTracking().Where(c => contractIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Reference, ct);
        var indexationIds = billed.Values.Select(b => b.Basis.IndexationId).OfType<long>().Distinct().ToList();
        var indexations = await db.Indexations.AsNoTracking().Where(i => indexationIds.Contains(i.Id)).ToDictionaryAsync(i => i.Id, ct);
        var taxes = await TaxTable.LoadAsync(db, invoice.LegalEntityId, ct);
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == invoice.LegalEntityId, ct);
        var day = invoice.IssuedOn ?? invoice.PlannedOn ?? entity.Today(clock);
        var language = CultureInfo.CurrentUICulture.Name is { Length: > 0 } name ? name : "en-CA";

        IReadOnlyList<Line> lines =
        [
            .. from line in invoice.Lines
               where billed.ContainsKey(line.Id)
               orderby line.Position
               let of = billed[line.Id]
               let facts = new AmountSteps.Facts(
                   references[of.ContractId], of.Kind, of.From, of.To, of.Net, of.Basis, invoice.Currency, line.LineNet,
                   TaxCalculation.Calculate([(line.Net, taxes.Find(line.TaxCodeId))], line.RatesOf ?? day).Taxes,
                   of.Basis.IndexationId is { } id ? indexations.GetValueOrDefault(id) : null, [.. invoice.Taxes])
               select new Line(line.Id, of.ContractId, references[of.ContractId], line.Description.Split('\n')[0], line.LineNet, AmountSteps.Say(facts, language)),
        ];
        return new Explained(lines);
    }
}
