using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Quotes.UseCases;

/// <summary>
/// A new quote with the lines, texts and schedules of another, in a job of its own. For another client it is taxed and booked as that
/// client's fiscal position says; prices are not converted, so the currency must be the same.
/// </summary>
public sealed class DuplicateQuote(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, ILogger<DuplicateQuote> log)
{
    /// <param name="ClientId">Null: the same client.</param>
    public sealed record Input(long QuoteId, long? ClientId = null);

    /// <summary>The copy's id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.QuotesEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var original = await db.Quotes.AsNoTracking().Include(q => q.Lines).Include(q => q.Schedules).AsSplitQuery().SingleOrDefaultAsync(q => q.Id == input.QuoteId, ct);
        var clientId = input.ClientId ?? original?.ClientId;
        var client = await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == clientId, ct);
        if (original is null || client is null)
        {
            return Refusal.NotFound;
        }

        if (!client.IsActive)
        {
            return Refusal.NotNow("Quotes.ClientInactive", client.Name);
        }

        if (client.Currency != original.Currency)
        {
            return Refusal.NotNow("Quotes.OtherCurrency", client.Name, client.Currency, original.FullNumber, original.Currency);
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == original.LegalEntityId, ct);
        await using var transaction = await db.BeginWriteAsync(ct);
        var started = await NewQuote.StartAsync(db, client, seller, null, original.Title, user, clock.GetUtcNow().UtcDateTime, ct);
        if (!started.TryGet(out var quote))
        {
            return Result<long>.Refused(started.Refusals);
        }

        quote.CopyContentFrom(original);
        if (client.Id != original.ClientId)
        {
            var position = seller.Id == client.LegalEntityId ? client.FiscalPositionId : null;
            quote.Reassign(position, client.PaymentTermsId ?? seller.DefaultPaymentTermsId, await CodesAsync(db, original, position, ct));
        }

        quote.Calculate(await TaxTable.LoadAsync(db, seller.Id, ct));
        if (await db.TrySaveAsync(ct) is { Refusal: { } refusal })
        {
            return refusal;
        }

        await transaction.CommitAsync(ct);
        log.QuoteCreated(quote.Id, quote.JobId);
        return quote.Id;
    }

    /// <summary>
    /// Codes of a line under another fiscal position: those of its product, else those that the former position replaced, replaced by the
    /// new one. What a person chose against both stays.
    /// </summary>
    private static async Task<Func<QuoteLine, (long? TaxCodeId, long? GlAccountId)>> CodesAsync(PortalDbContext db, Quote original, long? position, CancellationToken ct)
    {
        var positions = await db.FiscalPositions.AsNoTracking().Include(p => p.Taxes).Include(p => p.Accounts).AsSplitQuery()
            .Where(p => p.Id == original.FiscalPositionId || p.Id == position).ToDictionaryAsync(p => p.Id, ct);
        var productIds = original.Lines.Select(l => l.ProductId).OfType<long>().Distinct().ToList();
        var products = await db.Products.AsNoTracking().Where(p => productIds.Contains(p.Id))
            .Select(p => new { p.Id, p.TaxCodeId, p.GlAccountId }).ToDictionaryAsync(p => p.Id, ct);
        var (before, after) = (Find(original.FiscalPositionId), Find(position));
        return line =>
        {
            var product = line.ProductId is { } id ? products.GetValueOrDefault(id) : null;
            var tax = product is not null && (before is null ? product.TaxCodeId : before.TaxCodeFor(product.TaxCodeId)) == line.TaxCodeId ? product.TaxCodeId
                : before?.Taxes.FindAll(m => m.ToTaxCodeId == line.TaxCodeId) is [var only] ? only.FromTaxCodeId : line.TaxCodeId;
            var account = product is not null && (before is null ? product.GlAccountId : before.AccountFor(product.GlAccountId)) == line.GlAccountId ? product.GlAccountId
                : before?.Accounts.FindAll(m => m.ToGlAccountId == line.GlAccountId) is [var one] ? one.FromGlAccountId : line.GlAccountId;
            return after is null ? (tax, account) : (after.TaxCodeFor(tax), after.AccountFor(account));
        };

        FiscalPosition? Find(long? id) => id is { } known ? positions.GetValueOrDefault(known) : null;
    }
}
