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
/// Sends a client to the provider's card page for what an invoice owes, or several of one company and currency together. A second click
/// goes to the same page while it stands; before another page is opened, the provider is asked about those that nobody has concluded, so
/// that nobody pays twice. The row is saved before the page is made, so that whatever the provider later says finds it, and the database
/// refuses a second open one of an invoice: of two first clicks at once, both get the one page.
/// </summary>
public sealed partial class StartOnlinePayment(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, PaymentProviders providers, EarlierVisits visits, IOptions<PaymentsOptions> options,
    IOptions<SiteOptions> site, TimeProvider clock, ILogger<StartOnlinePayment> log)
{
    /// <summary>Most invoices that one payment may be for.</summary>
    public const int MostInvoices = 50;

    /// <summary>How often it starts anew because another click, or news of the provider, was faster.</summary>
    private const int Attempts = 8;

    /// <param name="Expected">The sum that the payer was shown and agreed to; null: whatever the invoices owe.</param>
    public sealed record Input(IReadOnlyCollection<long> InvoiceIds, decimal? Expected = null);

    /// <returns>Address of the card page.</returns>
    public async Task<Result<string>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PortalAct))
        {
            return Refusal.Forbidden;
        }

        return await Again.WhileInConflictAsync(() => TryAsync(input, ct), Attempts);
    }

    private async Task<Result<string>> TryAsync(Input input, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        var read = await ReadAsync(db, input, ct);
        if (!read.TryGet(out var order))
        {
            return Result<string>.Refused(read.Refusals);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var keys = order.Owed.Select(s => OnlinePaymentShare.KeyOf(s.InvoiceId)).ToList();
        var open = await db.OnlinePayments.Include(p => p.Shares).Where(p => p.Shares.Any(s => keys.Contains(s.OpenKey!))).ToListAsync(ct);
        var same = open.Find(p => p.Provider == order.Provider.Name && p.IsFor(order.Owed));
        if (same?.IsBeingOpened(now) == true)
        {
            return await OpenAsync(db, same, order, ct);
        }

        var settled = await visits.SettleAsync(db, input.InvoiceIds, same, order.Owed, ct);
        if (!settled.TryGet(out var goOn))
        {
            return Result<string>.Refused(settled.Refusals);
        }

        if (goOn)
        {
            same!.GoOn(user);
            await db.TrySaveAsync(ct);
            return same.CheckoutUrl;
        }

        open.ForEach(p => p.GiveWay(now));
        var online = new OnlinePayment(order.Invoices[0].LegalEntityId, order.Payer.Id, order.Owed, order.Invoices[0].Currency, order.Provider.Name, user, now);
        db.OnlinePayments.Add(online);
        var saved = await db.TrySaveAsync(ct);
        return saved.Succeeded ? await OpenAsync(db, online, order, ct) : Result<string>.Refused(saved.Refusals);
    }

    private async Task<Result<Order>> ReadAsync(PortalDbContext db, Input input, CancellationToken ct)
    {
        var ids = input.InvoiceIds.Distinct().ToList();
        var invoices = await db.Invoices.AsNoTracking().Where(i => ids.Contains(i.Id)).OrderBy(InvoiceDue.Next).ThenBy(i => i.Id).Take(MostInvoices + 1).ToListAsync(ct);
        if (ids.Count == 0)
        {
            return Refusal.Invalid("Payments.NothingChosen");
        }

        if (ids.Count > MostInvoices)
        {
            return Refusal.Invalid("Payments.TooManyInvoices", MostInvoices);
        }

        var payerId = invoices.Count < ids.Count ? 0 : invoices[0].BilledToId;
        if (await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleOrDefaultAsync(c => c.Id == payerId, ct) is not { } payer)
        {
            return Refusal.NotFound;
        }

        var (first, owed) = (invoices[0], invoices.Sum(i => i.Payable));
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == first.LegalEntityId, ct);
        if (providers.Active is not { } provider || AccountingEntries.MissingForPayments(entity).Count > 0)
        {
            return Refusal.NotNow("Payments.NoOnlinePayment");
        }

        if (invoices.Exists(i => i.BilledToId != payer.Id || i.LegalEntityId != entity.Id || i.Currency != first.Currency))
        {
            return Refusal.Invalid("Payments.NotTogether");
        }

        if (invoices.Find(i => !i.IsIssued || i.Kind != InvoiceKind.Invoice || i.Payable <= 0) is { } done)
        {
            return Refusal.NotNow("Payments.NothingToPay", done.DisplayNumber);
        }

        return input.Expected is { } expected && expected != owed
            ? Refusal.NotNow("Payments.SumChanged", (owed, first.Currency))
            : new Order(invoices, payer, provider);
    }

    /// <summary>Asks the provider for the page of a row that is saved. Asked for the same row twice, it answers with the same page.</summary>
    private async Task<Result<string>> OpenAsync(PortalDbContext db, OnlinePayment online, Order order, CancellationToken ct)
    {
        var started = await order.Provider.StartAsync(Request(online, order), ct);
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

        LogStarted(log, online.Id, order.Provider.Name);
        return online.CheckoutUrl;
    }

    private CheckoutRequest Request(OnlinePayment online, Order order) => new(
        online.Id,
        online.Amount,
        online.Currency,
        Describe(order.Invoices),
        order.Invoices[0].Language,
        Clients.InvoiceRecipients.Of(order.Payer).To ?? "",
        new Uri(site.Value.Link($"portal/payments/{online.Id}")),
        new Uri(site.Value.Link($"portal/payments/{online.Id}?cancelled=true")),
        online.StartedAt.AddMinutes(options.Value.CheckoutMinutes));

    /// <summary>Names the invoices while they are few, and else says how many there are.</summary>
    private static string Describe(List<Invoice> invoices) => invoices.Count switch
    {
        1 => PaymentsTexts.In(invoices[0].Language, "CheckoutDescription", invoices[0].DisplayNumber),
        <= 5 => PaymentsTexts.In(invoices[0].Language, "CheckoutDescriptionSeveral", string.Join(", ", invoices.Select(i => i.DisplayNumber))),
        _ => PaymentsTexts.In(invoices[0].Language, "CheckoutDescriptionMany", invoices.Count),
    };

    private sealed record Order(List<Invoice> Invoices, Clients.Client Payer, IPaymentProvider Provider)
    {
        public IReadOnlyList<Share> Owed { get; } = [.. Invoices.Select(i => new Share(i.Id, i.Payable))];
    }

    [LoggerMessage(LogLevel.Information, "Online payment {OnlinePaymentId} started with {Provider}")]
    private static partial void LogStarted(ILogger logger, long onlinePaymentId, string provider);
}
