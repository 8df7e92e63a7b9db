using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Contracts.Billing;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Contracts.UseCases;

/// <summary>
/// Says of each line of an invoice that a contract billed where its amount comes from, in the reader's language; also after a credit note opened the
/// period again, and on the credit note itself.
/// </summary>
public sealed class ExplainContractLines(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Description">The first line of what the invoice says.</param>
    /// <param name="Steps">From the contract to the tax.</param>
    /// <param name="Since">What became of its period where it was opened again; empty where it stays billed.</param>
    public sealed record Line(long InvoiceLineId, long ContractId, string Reference, string Description, decimal Net, IReadOnlyList<string> Steps, IReadOnlyList<Event> Since);

    /// <param name="InvoiceId">The other document that it speaks of.</param>
    public sealed record Event(string Text, long? InvoiceId);

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

        var own = await BilledHistory.LoadAsync(db, invoiceId, ct);
        var credited = invoice.OriginalId is { } id ? await BilledHistory.LoadAsync(db, id, ct) : null;
        var revision = credited is null ? null : await BilledHistory.RevisionOfAsync(db, invoiceId, credited, ct);
        List<IBilled> all = [.. own.All, .. credited?.All ?? []];
        if (all.Count == 0)
        {
            return new Explained([]);
        }

        var originals = await db.Invoices.Where(i => i.Id == invoice.OriginalId).SelectMany(i => i.Lines).AsNoTracking().ToDictionaryAsync(l => l.Id, l => l.LineNet, ct);
        return new Explained(await SayAsync(
            db, invoice, all,
            [
                .. from line in invoice.Lines
                   orderby line.Position
                   let original = line.OriginalLineId is { } of ? credited?.Of(of) : null
                   let billed = own.Of(line.Id) ?? revision ?? original
                   where billed is not null
                   select billed == original
                       ? new Found(line, billed, originals[line.OriginalLineId!.Value], credited!)
                       : new Found(line, billed, invoice.Kind == InvoiceKind.CreditNote ? billed.Net : null, own),
            ],
            ct));
    }

    /// <param name="Original">What the line that a credit note credits, or the revision that it is for, comes to; null for a line that bills by itself.</param>
    private sealed record Found(InvoiceLine Line, IBilled Billed, decimal? Original, BilledHistory History);

    private async Task<IReadOnlyList<Line>> SayAsync(PortalDbContext db, Invoice invoice, List<IBilled> all, IReadOnlyList<Found> found, CancellationToken ct)
    {
        var contractIds = all.Select(b => b.ContractId).Distinct().ToList();
        var references = await db.Contracts.AsNoTracking().Where(c => contractIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Reference, ct);
        var indexationIds = all.Select(b => b.Basis.IndexationId).OfType<long>().Distinct().ToList();
        var indexations = await db.Indexations.AsNoTracking().Where(i => indexationIds.Contains(i.Id)).ToDictionaryAsync(i => i.Id, ct);
        var taxes = await TaxTable.LoadAsync(db, invoice.LegalEntityId, ct);
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == invoice.LegalEntityId, ct);
        var day = invoice.IssuedOn ?? invoice.PlannedOn ?? entity.Today(clock);
        var language = CultureInfo.CurrentUICulture.Name is { Length: > 0 } name ? name : "en-CA";
        return
        [
            .. from f in found
               let of = f.Billed
               let facts = new AmountSteps.Facts(
                   references[of.ContractId], of.Kind, of.From, of.To, of.Net, of.Basis, invoice.Currency, f.Original ?? f.Line.LineNet,
                   TaxCalculation.Calculate([(f.Line.Net, taxes.Find(f.Line.TaxCodeId))], f.Line.RatesOf ?? day).Taxes,
                   of.Basis.IndexationId is { } id ? indexations.GetValueOrDefault(id) : null, [.. invoice.Taxes], f.Original is null ? null : f.Line.LineNet)
               let since = of is FreedPeriod freed ? ReopenedTexts.Say(freed, f.History, entity.DayOf(freed.FreedAt), language) : []
               select new Line(
                   f.Line.Id, of.ContractId, references[of.ContractId], f.Line.Description.Split('\n')[0], f.Line.LineNet, AmountSteps.Say(facts, language),
                   [.. since.Select(s => new Event(s.Text, s.InvoiceId == invoice.Id ? null : s.InvoiceId))]),
        ];
    }
}
