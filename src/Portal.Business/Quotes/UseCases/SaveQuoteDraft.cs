using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.PrepaidHours;

namespace Portal.Business.Quotes.UseCases;

/// <summary>Saves head, lines and schedules of a draft together, or refuses with everything that is wrong and saves nothing.</summary>
public sealed class SaveQuoteDraft(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, ILogger<SaveQuoteDraft> log)
{
    /// <param name="Version">Of the quote as the person saw it.</param>
    public sealed record Input(long QuoteId, int Version, QuoteDraftFields Fields);

    /// <param name="Lines">Ids of the lines as saved, in order, without the blank ones.</param>
    /// <param name="Delivered">Whether each of those lines is billed as it is delivered, whatever the screen took it for.</param>
    public sealed record Saved(int Version, IReadOnlyList<long> Lines, IReadOnlyList<bool> Delivered, IReadOnlyList<long> Schedules, decimal Net, IReadOnlyList<TaxAmount> Taxes, decimal Total);

    public async Task<Result<Saved>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.QuotesEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var quote = await db.Quotes.Include(q => q.Lines).Include(q => q.Schedules).AsSplitQuery().SingleOrDefaultAsync(q => q.Id == input.QuoteId, ct);
        if (quote is null)
        {
            return Refusal.NotFound;
        }

        if (quote.Version != input.Version)
        {
            return Refusal.Stale;
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == quote.LegalEntityId, ct);
        var taxes = await TaxTable.LoadAsync(db, quote.LegalEntityId, ct);
        var refusals = input.Fields.Check(seller.Today(clock));
        await CheckReferencesAsync(db, quote, input.Fields, taxes, refusals, ct);
        await DeliveredLines.MarkAsync(db, input.Fields, ct);
        refusals.AddRange(input.Fields.Schedules.Select((s, i) => (Schedule: s, At: i)).Where(s => !input.Fields.LeavesRest(s.Schedule, taxes, seller.Today(clock)))
            .Select(s => Refusal.Invalid("Quotes.StagesExceedTotal").On($"Schedules[{s.At}]")));
        var lines = DraftLines.Read(quote, input.Fields, refusals);
        if (refusals.Count > 0)
        {
            return Result<Saved>.Refused(refusals);
        }

        await QuotedWork.ReleaseAsync(db, quote, [.. quote.Lines.Except(lines).Select(l => l.Id)], ct);
        var schedules = DraftLines.ReadSchedules(quote, input.Fields);
        foreach (var done in new[] { quote.Edit(input.Fields.ToHead()), quote.ReplaceLines(lines), quote.OfferSchedules(schedules) })
        {
            if (done.Refusal is { } refusal)
            {
                return refusal;
            }
        }

        quote.Calculate(taxes);

        // Lines have no version of their own: the quote's is raised whatever changed.
        db.Touch(quote);
        if (await db.TrySaveAsync(ct) is { Refusal: { } lost })
        {
            return lost;
        }

        log.QuoteSaved(quote.Id, lines.Count);
        return new Saved(quote.Version, [.. lines.Select(l => l.Id)], [.. lines.Select(l => l.BillsDelivered)], [.. schedules.Select(s => s.Id)], quote.Net, quote.Taxes, quote.Total);
    }

    private static async Task CheckReferencesAsync(
        PortalDbContext db, Quote quote, QuoteDraftFields fields, TaxTable taxes, List<Refusal> refusals, CancellationToken ct)
    {
        if (fields.FiscalPositionId is { } position && !await db.FiscalPositions.AnyAsync(p => p.Id == position && p.LegalEntityId == quote.LegalEntityId, ct))
        {
            refusals.Add(Refusal.Invalid("Quotes.UnknownChoice").On(nameof(fields.FiscalPositionId)));
        }

        if (fields.PaymentTermsId is { } terms && !await db.PaymentTerms.AnyAsync(t => t.Id == terms, ct))
        {
            refusals.Add(Refusal.Invalid("Quotes.UnknownChoice").On(nameof(fields.PaymentTermsId)));
        }

        if (!await ClientSites.MayNameAsync(db, fields.SiteId, quote.ClientId, ct))
        {
            refusals.Add(Refusal.Invalid("Quotes.UnknownChoice").On(nameof(fields.SiteId)));
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == quote.LegalEntityId, ct);
        if (Invoicing.Retention.WhyNot(fields.RetentionPercent ?? 0, seller) is { } tooMuch)
        {
            refusals.Add(tooMuch.On(nameof(fields.RetentionPercent)));
        }

        var accounts = fields.Lines.Select(l => l.GlAccountId).OfType<long>().Distinct().ToList();
        var products = fields.Lines.Select(l => l.ProductId).OfType<long>().Distinct().ToList();
        var knownAccounts = await db.GlAccounts.Where(a => a.LegalEntityId == quote.LegalEntityId && accounts.Contains(a.Id)).Select(a => a.Id).ToListAsync(ct);
        var knownProducts = await db.Products.Where(p => p.LegalEntityId == quote.LegalEntityId && products.Contains(p.Id)).Select(p => p.Id).ToListAsync(ct);
        var hours = await HoursSale.RefusedAsync(db, quote.LegalEntityId, quote.ClientId, fields.Lines.Select(l => l.ProductId), ct);
        for (var i = 0; i < fields.Lines.Count; i++)
        {
            var line = fields.Lines[i];
            if (hours is not null && hours.Holds(line.ProductId, line.Quantity ?? 0))
            {
                refusals.Add(hours.Why.On($"Lines[{i}].Description"));
            }

            if ((line.TaxCodeId is { } code && taxes.Find(code) is null)
                || (line.GlAccountId is { } account && !knownAccounts.Contains(account))
                || (line.ProductId is { } product && !knownProducts.Contains(product)))
            {
                refusals.Add(Refusal.Invalid("Quotes.UnknownChoice").On($"Lines[{i}]"));
            }
        }
    }
}

/// <summary>Turns the fields of a draft into its lines and schedules; what was saved before keeps its row.</summary>
internal static class DraftLines
{
    public static List<QuoteLine> Read(Quote quote, QuoteDraftFields fields, List<Refusal> refusals)
    {
        var known = quote.Lines.ToDictionary(l => l.Id);
        var lines = new List<QuoteLine>();
        for (var i = 0; i < fields.Lines.Count; i++)
        {
            var entered = fields.Lines[i];
            if (entered.IsBlank)
            {
                continue;
            }

            var line = entered.Id is { } id && known.Remove(id, out var old) ? old : new QuoteLine { QuoteId = quote.Id };
            refusals.AddRange(line.Set(entered.ToValues()).Refusals.Select(r => r.On($"Lines[{i}].{r.Field}")));
            line.BillAsDelivered(entered.BillsDelivered);
            lines.Add(line);
        }

        return lines;
    }

    public static List<PaymentSchedule> ReadSchedules(Quote quote, QuoteDraftFields fields)
    {
        var known = quote.Schedules.ToDictionary(s => s.Id);
        return [.. fields.Schedules.Select(entered =>
        {
            var schedule = entered.Id is { } id && known.Remove(id, out var old) ? old : new PaymentSchedule("", []) { QuoteId = quote.Id };
            schedule.Change(entered.Name.Trim(), entered.ToStages());
            return schedule;
        })];
    }
}
