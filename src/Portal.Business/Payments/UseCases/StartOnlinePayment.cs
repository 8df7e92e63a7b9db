using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Business.Accounting;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Payments.Online;

namespace Portal.Business.Payments.UseCases;

/// <summary>
/// Sends a client to the provider's card page for what an invoice owes. A second click goes to the same page while it stands; before
/// another page is opened, the provider is asked about those that nobody has concluded, so that nobody pays twice. The row is saved
/// before the page is made, so that whatever the provider later says finds it, and the database refuses a second open one: of two first
/// clicks at once, both get the one page.
/// </summary>
public sealed partial class StartOnlinePayment(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, PaymentProviders providers, OnlineConclusion conclusion, IOptions<PaymentsOptions> options,
    TimeProvider clock, ILogger<StartOnlinePayment> log)
{
    /// <param name="Site">Address of the portal, with which the return addresses start.</param>
    public sealed record Input(long InvoiceId, Uri Site);

    /// <summary>How often it starts anew because another click, or news of the provider, was faster.</summary>
    private const int Attempts = 5;

    /// <returns>Address of the card page.</returns>
    public async Task<Result<string>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PortalAct))
        {
            return Refusal.Forbidden;
        }

        for (var attempt = 1; ; attempt++)
        {
            var result = await TryAsync(input, ct);
            if (result.Succeeded || attempt == Attempts || result.Refusal!.Kind != RefusalKind.Conflict)
            {
                return result;
            }
        }
    }

    private async Task<Result<string>> TryAsync(Input input, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        var invoice = await db.Invoices.AsNoTracking().SingleOrDefaultAsync(i => i.Id == input.InvoiceId, ct);
        var payer = invoice is null ? null : await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleOrDefaultAsync(c => c.Id == invoice.BilledToId, ct);
        if (invoice is null || payer is null)
        {
            return Refusal.NotFound;
        }

        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == invoice.LegalEntityId, ct);
        if (providers.Active is not { } provider || AccountingEntries.MissingForPayments(entity).Count > 0)
        {
            return Refusal.NotNow("Payments.NoOnlinePayment");
        }

        if (!invoice.IsIssued || invoice.Kind != InvoiceKind.Invoice || invoice.Payable <= 0)
        {
            return Refusal.NotNow("Payments.NothingToPay", invoice.DisplayNumber);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var key = OnlinePayment.KeyOf(invoice.Id);
        var open = await db.OnlinePayments.SingleOrDefaultAsync(p => p.OpenKey == key, ct);
        if (open?.Provider == provider.Name && open.CanGoOn(invoice.Payable, now))
        {
            open.GoOn(user);
            await db.TrySaveAsync(ct);
            return open.CheckoutUrl;
        }

        if (open?.Provider == provider.Name && open.IsBeingOpened(invoice.Payable, now))
        {
            return await OpenAsync(db, open, provider, invoice, payer, input.Site, ct);
        }

        if (await SettleEarlierAsync(db, invoice.Id, ct))
        {
            return Refusal.Stale;
        }

        open?.GiveWay();
        var online = new OnlinePayment(entity.Id, payer.Id, invoice.Id, invoice.Payable, invoice.Currency, provider.Name, user, now);
        db.OnlinePayments.Add(online);
        var saved = await db.TrySaveAsync(ct);
        return saved.Succeeded ? await OpenAsync(db, online, provider, invoice, payer, input.Site, ct) : Result<string>.Refused(saved.Refusals);
    }

    /// <summary>Asks the provider for the page of a row that is saved. Asked for the same row twice, it answers with the same page.</summary>
    private async Task<Result<string>> OpenAsync(
        PortalDbContext db, OnlinePayment online, IPaymentProvider provider, Invoice invoice, Clients.Client payer, Uri site, CancellationToken ct)
    {
        var started = await provider.StartAsync(Request(online, invoice, payer, site), ct);
        if (started.TryGet(out var checkout))
        {
            online.Open(checkout.Reference, checkout.Url, checkout.ExpiresAt);
        }
        else
        {
            // Nobody has seen a page of it; the next click begins anew.
            online.End(OnlinePaymentState.Abandoned, clock.GetUtcNow().UtcDateTime);
        }

        if (await db.TrySaveAsync(ct) is { Succeeded: false } overtaken)
        {
            return overtaken.Refusal!;
        }

        if (!started.Succeeded)
        {
            return Result<string>.Refused(started.Refusals);
        }

        LogStarted(log, online.Id, provider.Name);
        return online.CheckoutUrl;
    }

    /// <summary>Whether something became known of an earlier visit to a card page.</summary>
    private async Task<bool> SettleEarlierAsync(PortalDbContext db, long invoiceId, CancellationToken ct)
    {
        var settled = false;
        var unsettled = await db.OnlinePayments.AsNoTracking().Where(p => p.InvoiceId == invoiceId && p.ConcludedAt == null && p.ProviderReference != null)
            .Select(p => new { p.Id, p.Provider, Reference = p.ProviderReference! }).ToListAsync(ct);
        foreach (var earlier in unsettled)
        {
            var said = providers.Find(earlier.Provider) is { } provider ? await provider.FindAsync(earlier.Reference, ct) : CheckoutState.Unknown;
            if (said.Outcome is not (CheckoutOutcome.Pending or CheckoutOutcome.Unknown))
            {
                settled |= (await conclusion.ApplyAsync(earlier.Id, earlier.Reference, said, ConclusionSource.Check, null, ct)).Succeeded;
            }
        }

        return settled;
    }

    private CheckoutRequest Request(OnlinePayment online, Invoice invoice, Clients.Client payer, Uri site) => new(
        online.Id,
        online.Amount,
        online.Currency,
        PaymentsTexts.In(invoice.Language, "CheckoutDescription", invoice.DisplayNumber),
        invoice.Language,
        Clients.InvoiceRecipients.Of(payer).To ?? "",
        new Uri(site, $"/portal/payments/{online.Id}"),
        new Uri(site, $"/portal/payments/{online.Id}?cancelled=true"),
        online.StartedAt.AddMinutes(options.Value.CheckoutMinutes));

    [LoggerMessage(LogLevel.Information, "Online payment {OnlinePaymentId} started with {Provider}")]
    private static partial void LogStarted(ILogger logger, long onlinePaymentId, string provider);
}
