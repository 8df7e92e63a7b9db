using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Quotes.UseCases;

/// <summary>Starts a quote for a client; without a job to put it in, the job is made with it.</summary>
public sealed class CreateQuote(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, ILogger<CreateQuote> log)
{
    /// <param name="LegalEntityId">Null takes the job's, else the client's usual one.</param>
    public sealed record Input(long ClientId, long? JobId = null, string Title = "", long? LegalEntityId = null);

    /// <summary>The new quote's id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.QuotesEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var client = await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == input.ClientId, ct);
        var job = input.JobId is { } jobId ? await db.Jobs.SingleOrDefaultAsync(j => j.Id == jobId && j.ClientId == input.ClientId, ct) : null;
        if (client is null || (input.JobId is not null && job is null))
        {
            return Refusal.NotFound;
        }

        if (!client.IsActive)
        {
            return Refusal.NotNow("Quotes.ClientInactive", client.Name).On(nameof(input.ClientId));
        }

        if (job is { IsFinished: true })
        {
            return Refusal.NotNow("Quotes.JobFinished", job.Number).On(nameof(input.JobId));
        }

        if (!(await db.SellerAsync(client, job, input.LegalEntityId, ct)).TryGet(out var seller, out var sellsNothing))
        {
            return sellsNothing;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(ct);
        var started = await NewQuote.StartAsync(db, client, seller, job, input.Title.Trim(), user, now, ct);
        if (!started.TryGet(out var quote))
        {
            return Result<long>.Refused(started.Refusals);
        }

        quote.Edit(new Quote.Head(input.Title.Trim(), quote.ValidUntil, client.FiscalPositionWith(seller.Id),
            client.PaymentTermsId ?? seller.DefaultPaymentTermsId, job?.PurchaseOrder ?? "", "", "", null, job?.SiteId, job?.RetentionPercent ?? 0));
        quote.Calculate(await Catalog.TaxTable.LoadAsync(db, seller.Id, ct));
        if (await db.TrySaveAsync(ct) is { Refusal: { } refusal })
        {
            return refusal;
        }

        await transaction.CommitAsync(ct);
        log.QuoteCreated(quote.Id, quote.JobId);
        return quote.Id;
    }
}

/// <summary>A numbered empty draft in a numbered job, inside an open <see cref="WriteTransaction"/>.</summary>
internal static class NewQuote
{
    public static async Task<Result<Quote>> StartAsync(
        PortalDbContext db, Clients.Client client, LegalEntity seller, Job? job, string title, ICurrentUser user, DateTime now, CancellationToken ct)
    {
        var today = seller.DayOf(now);
        if (job is null)
        {
            var made = await NewJob.StartAsync(db, client, seller, title, user, now, ct);
            if (!made.TryGet(out job))
            {
                return Result<Quote>.Refused(made.Refusals);
            }
        }

        var taken = await db.TakeNumberAsync(seller.Id, NumberedDocument.Quote, today, ct);
        if (!taken.TryGet(out var number))
        {
            return Result<Quote>.Refused(taken.Refusals);
        }

        if (await db.HoldOpenAsync(job, Refusal.NotNow("Quotes.JobFinished", job.Number), ct) is { } notHeld)
        {
            return notHeld;
        }

        var quote = new Quote(seller.Id, client.Id, job.Id, number, client.Language, job.Currency, today, today.AddDays(seller.QuoteValidityDays));
        quote.EntrustTo(user.UserId);
        db.Quotes.Add(quote);
        db.TimelineEntries.Add(new TimelineEntry(client.Id, job.Id, now, user, "Quotes.Created", nameof(Quote), quote.Id, quote.FullNumber));
        return quote;
    }
}
