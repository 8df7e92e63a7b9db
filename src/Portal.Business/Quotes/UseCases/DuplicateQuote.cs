using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Quotes.UseCases;

/// <summary>
/// A new quote with the lines, texts and schedules of another, in a job of its own. For another client it is taxed and booked as that
/// client's fiscal position says; prices are not converted, so the currency must be the same.
/// </summary>
public sealed class DuplicateQuote(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, ILogger<DuplicateQuote> log)
{
    /// <param name="FormKey">Made when the page was opened: the same for a repetition of the same wish.</param>
    /// <param name="ClientId">Null: the same client.</param>
    public sealed record Input(Guid FormKey, long QuoteId, long? ClientId = null);

    /// <summary>The copy's id; that of the first one, when it was wished before.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.QuotesEdit))
        {
            return Refusal.Forbidden;
        }

        var onceKey = $"copy:{input.FormKey:N}";
        var copied = await TryAsync(input, onceKey, ct);
        if (copied.Succeeded)
        {
            return copied;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Quotes.Where(q => q.OnceKey == onceKey).Select(q => (long?)q.Id).SingleOrDefaultAsync(ct) is { } before ? before : copied;
    }

    private async Task<Result<long>> TryAsync(Input input, string onceKey, CancellationToken ct)
    {
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

        if (!(await db.SellerAsync(client, null, original.LegalEntityId, ct)).TryGet(out var seller, out var sellsNothing))
        {
            return sellsNothing;
        }

        if (client.CurrencyWith(seller) is var currency && currency != original.Currency)
        {
            return Refusal.NotNow("Quotes.OtherCurrency", client.Name, currency, original.FullNumber, original.Currency);
        }

        await using var transaction = await db.BeginWriteAsync(ct);
        var started = await NewQuote.StartAsync(db, client, seller, null, original.Title, user, clock.GetUtcNow().UtcDateTime, ct);
        if (!started.TryGet(out var quote))
        {
            return Result<long>.Refused(started.Refusals);
        }

        quote.OnceKey = onceKey;
        quote.CopyContentFrom(original);
        if (client.Id != original.ClientId)
        {
            var position = client.FiscalPositionWith(seller.Id);
            quote.Reassign(position, client.PaymentTermsId ?? seller.DefaultPaymentTermsId, await CopiedCodes.FindAsync(db, original, position, ct));
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
}
