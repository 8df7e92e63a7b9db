using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Interventions;

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
        refusals.AddRange(await DraftReferences.CheckAsync(db, quote, input.Fields, seller, taxes, ct));
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
}
