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
/// before the page is made, so that whatever the provider later says finds it.
/// </summary>
public sealed partial class StartOnlinePayment(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, PaymentProviders providers, OnlineConclusion conclusion, IOptions<PaymentsOptions> options,
    TimeProvider clock, ILogger<StartOnlinePayment> log)
{
    /// <param name="Site">Address of the portal, with which the return addresses start.</param>
    public sealed record Input(long InvoiceId, Uri Site);

    /// <returns>Address of the card page.</returns>
    public async Task<Result<string>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PortalAct))
        {
            return Refusal.Forbidden;
        }

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

        if (!invoice.IsIssued || invoice.Kind != InvoiceKind.Invoice || invoice.Balance <= 0)
        {
            return Refusal.NotNow("Payments.NothingToPay", invoice.DisplayNumber);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var earlier = await db.OnlinePayments.Where(p => p.InvoiceId == invoice.Id && p.Provider == provider.Name).OrderByDescending(p => p.StartedAt)
            .FirstOrDefaultAsync(ct);
        if (earlier?.CanGoOn(invoice.Balance, now) == true)
        {
            earlier.GoOn(user);
            await db.TrySaveAsync(ct);
            return earlier.CheckoutUrl;
        }

        if (await SettleEarlierAsync(db, invoice.Id, ct))
        {
            invoice = await db.Invoices.AsNoTracking().SingleAsync(i => i.Id == invoice.Id, ct);
            if (invoice.Balance <= 0)
            {
                return Refusal.NotNow("Payments.NothingToPay", invoice.DisplayNumber);
            }
        }

        var online = new OnlinePayment(entity.Id, payer.Id, invoice.Id, invoice.Balance, invoice.Currency, provider.Name, user, now);
        db.OnlinePayments.Add(online);
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Succeeded)
        {
            return Result<string>.Refused(saved.Refusals);
        }

        var started = await provider.StartAsync(Request(online, invoice, payer, input.Site, now), ct);
        if (!started.TryGet(out var checkout))
        {
            return Result<string>.Refused(started.Refusals);
        }

        online.Open(checkout.Reference, checkout.Url, checkout.ExpiresAt);
        var opened = await db.TrySaveAsync(ct);
        if (!opened.Succeeded)
        {
            return Result<string>.Refused(opened.Refusals);
        }

        LogStarted(log, online.Id, provider.Name);
        return checkout.Url;
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

    private CheckoutRequest Request(OnlinePayment online, Invoice invoice, Clients.Client payer, Uri site, DateTime now) => new(
        online.Id,
        online.Amount,
        online.Currency,
        PaymentsTexts.In(invoice.Language, "CheckoutDescription", invoice.DisplayNumber),
        invoice.Language,
        Clients.InvoiceRecipients.Of(payer).To ?? "",
        new Uri(site, $"/portal/payments/{online.Id}"),
        new Uri(site, $"/portal/payments/{online.Id}?cancelled=true"),
        now.AddMinutes(options.Value.CheckoutMinutes));

    [LoggerMessage(LogLevel.Information, "Online payment {OnlinePaymentId} started with {Provider}")]
    private static partial void LogStarted(ILogger logger, long onlinePaymentId, string provider);
}
