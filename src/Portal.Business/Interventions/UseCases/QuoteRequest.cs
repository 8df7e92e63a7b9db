using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Makes a quote, in the request's job, of the lines that went no other way yet. From then on they are billed from the quote.</summary>
public sealed class QuoteRequest(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, ILogger<QuoteRequest> log)
{
    /// <param name="LineIds">Null takes all that are left.</param>
    public sealed record Input(long RequestId, IReadOnlyCollection<long>? LineIds = null);

    /// <summary>The quote's id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsEdit) || !user.Has(Permissions.QuotesEdit))
        {
            return Refusal.Forbidden;
        }

        return await Again.WhileInConflictAsync(() => TryAsync(input, ct));
    }

    private async Task<Result<long>> TryAsync(Input input, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        var request = await db.ServiceRequests.Include(r => r.Lines).SingleOrDefaultAsync(r => r.Id == input.RequestId, ct);
        if (request is null)
        {
            return Refusal.NotFound;
        }

        var lines = request.Lines.Where(l => input.LineIds?.Contains(l.Id) ?? l.State == WorkLineState.Open).OrderBy(l => l.Position).ToList();
        if (lines.Count == 0)
        {
            return Refusal.NotNow("Interventions.NothingToQuote", request.Number);
        }

        var client = await db.Clients.AsNoTracking().SingleAsync(c => c.Id == request.ClientId, ct);
        var job = await db.Jobs.SingleAsync(j => j.Id == request.JobId, ct);
        if (!client.IsActive || job.IsFinished)
        {
            return client.IsActive ? Refusal.NotNow("Quotes.JobFinished", job.Number) : Refusal.NotNow("Quotes.ClientInactive", client.Name);
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == request.LegalEntityId, ct);
        await using var transaction = await db.BeginWriteAsync(ct);
        var started = await NewQuote.StartAsync(db, client, seller, job, request.PrintableTitle, user, clock.GetUtcNow().UtcDateTime, ct);
        if (!started.TryGet(out var quote))
        {
            return Result<long>.Refused(started.Refusals);
        }

        quote.Edit(new Quote.Head(
            request.PrintableTitle, quote.ValidUntil, request.FiscalPositionId, client.PaymentTermsId ?? seller.DefaultPaymentTermsId, job.PurchaseOrder, "", "", null,
            request.SiteId ?? job.SiteId, job.RetentionPercent));
        var refusals = Fill(quote, lines);
        if (refusals.Count > 0)
        {
            return Result<long>.Refused(refusals);
        }

        await DeliveredLines.MarkAsync(db, quote.Lines, ct);
        quote.Calculate(await TaxTable.LoadAsync(db, seller.Id, ct));
        if (await db.TrySaveAsync(ct) is { Refusal: { } refusal })
        {
            return refusal;
        }

        await transaction.CommitAsync(ct);
        log.RequestQuoted(request.Id, quote.Id);
        return quote.Id;
    }

    private static List<Refusal> Fill(Quote quote, List<WorkLine> lines)
    {
        var refusals = new List<Refusal>();
        var offers = new List<QuoteLine>();
        foreach (var line in lines)
        {
            if (line.TaxCodeId is null)
            {
                refusals.Add(Refusal.NotNow("Interventions.LineNeedsTaxCode", line.Description));
                continue;
            }

            var offer = new QuoteLine { QuoteId = quote.Id, WorkLineId = line.Id };
            refusals.AddRange(offer.Set(new QuoteLine.Values(
                line.ProductId, line.Description, line.Quantity, line.Unit, line.UnitPrice, line.DiscountPercent, line.TaxCodeId, line.GlAccountId, false)).Refusals);
            refusals.AddRange(line.Quote(offer.Id).Refusals);
            offers.Add(offer);
        }

        return refusals.Count > 0 ? refusals : [.. quote.ReplaceLines(offers).Refusals];
    }
}
