using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;

namespace Portal.Business.PrepaidHours.UseCases;

/// <summary>
/// Makes a quote for as many hours again as the order had, at today's price, in the job of the order or in one of its own where that is
/// finished. As long as such a quote is open, it is that one: clicking twice makes one.
/// </summary>
public sealed class ProposeTopUp(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    private static readonly QuoteStatus[] Open = [QuoteStatus.Draft, QuoteStatus.Sent, QuoteStatus.Viewed];

    public sealed record Input(long PackId);

    /// <summary>The quote's id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskView) || !user.Has(Permissions.QuotesEdit) || user.Clients.IsLimited)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var clientId = await db.HoursPacks.Where(p => p.Id == input.PackId).Select(p => p.ClientId).SingleOrDefaultAsync(ct);
        await using var turn = await HoursTurn.BeginAsync(db, clientId, ct);
        if (await db.HoursPacks.SingleOrDefaultAsync(p => p.Id == input.PackId, ct) is not { } pack)
        {
            return Refusal.NotFound;
        }

        if (await db.Quotes.AnyAsync(q => q.Id == pack.TopUpQuoteId && Open.Contains(q.Status), ct))
        {
            return pack.TopUpQuoteId!.Value;
        }

        var job = await db.Jobs.Include(j => j.Lines).SingleAsync(j => db.Set<JobLine>().Where(l => l.Id == pack.JobLineId).Select(l => l.JobId).Contains(j.Id), ct);
        var line = job.Lines.Single(l => l.Id == pack.JobLineId);
        var product = await db.Products.AsNoTracking().SingleOrDefaultAsync(p => p.Id == line.ProductId && p.IsActive && p.Hours != null, ct);
        var client = await db.Clients.AsNoTracking().SingleAsync(c => c.Id == pack.ClientId, ct);
        if (product is null || !client.IsActive)
        {
            return product is null ? Refusal.NotNow("PrepaidHours.NotSoldAnyMore", pack.Number) : Refusal.NotNow("Quotes.ClientInactive", client.Name);
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == pack.LegalEntityId, ct);
        var title = product.Name.In(client.Language);
        var started = await NewQuote.StartAsync(db, client, seller, job.IsFinished ? null : job, title, user, clock.GetUtcNow().UtcDateTime, ct);
        if (!started.TryGet(out var quote))
        {
            return Result<long>.Refused(started.Refusals);
        }

        quote.Edit(new Quote.Head(
            title, quote.ValidUntil, client.FiscalPositionWith(seller.Id), client.PaymentTermsId ?? seller.DefaultPaymentTermsId,
            job.PurchaseOrder, "", "", null, job.SiteId));
        var position = await db.FiscalPositions.AsNoTracking().Include(p => p.Taxes).Include(p => p.Accounts).SingleOrDefaultAsync(p => p.Id == quote.FiscalPositionId, ct);
        var offer = new QuoteLine { QuoteId = quote.Id };
        var priced = offer.Set(new QuoteLine.Values(
            product.Id, title, line.EstimatedQuantity ?? line.Quantity, product.Unit.In(client.Language), product.UnitPrice, 0, position is null ? product.TaxCodeId : position.TaxCodeFor(product.TaxCodeId),
            position is null ? product.GlAccountId : position.AccountFor(product.GlAccountId), false));
        if (!priced.Succeeded || quote.ReplaceLines([offer]) is { Succeeded: false })
        {
            return Result<long>.Refused(priced.Refusals);
        }

        await DeliveredLines.MarkAsync(db, [offer], ct);
        quote.Calculate(await TaxTable.LoadAsync(db, seller.Id, ct));
        pack.ProposeAgain(quote.Id);
        if (await db.TrySaveAsync(ct) is { Refusal: { } refusal })
        {
            return refusal;
        }

        await turn.CommitAsync(ct);
        return quote.Id;
    }
}
