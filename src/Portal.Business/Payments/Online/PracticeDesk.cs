using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Portal.Business.Payments.Online;

/// <summary>What a person tries on the practice provider's card page.</summary>
public enum PracticeAction
{
    Pay,
    Refuse,
    Abandon,

    /// <summary>The payer is back before the provider has told.</summary>
    PayWithLateWebhook,
    PayWithWebhookTwice,

    /// <summary>Only asking brings it to light.</summary>
    PayWithoutWebhook,
}

/// <summary>A card page of the practice provider.</summary>
/// <param name="Outcome">What the provider will say from <paramref name="SettledAt"/> on.</param>
public sealed record PracticeCheckout(
    string Reference, long OnlinePaymentId, decimal Amount, string Currency, string Description, string Language, Uri ReturnTo, Uri CancelTo,
    DateTime ExpiresAt, CheckoutOutcome Outcome = CheckoutOutcome.Pending, DateTime? SettledAt = null);

/// <summary>The practice provider's own memory: a folder with one file per card page, so that it outlives a restart.</summary>
public sealed partial class PracticeDesk(IOptions<PaymentsOptions> options, TimeProvider clock)
{
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    /// <summary>Signs the webhooks of this process, which verifies them too.</summary>
    public string Secret { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public async Task<PracticeCheckout> OpenAsync(CheckoutRequest request, CancellationToken ct)
    {
        var checkout = new PracticeCheckout(
            "pp_" + request.OnlinePaymentId.ToString(CultureInfo.InvariantCulture), request.OnlinePaymentId, request.Amount, request.Currency,
            request.Description, request.Language, request.ReturnTo, request.CancelTo, request.ExpiresAt);
        await OneAtATime.WaitAsync(ct);
        try
        {
            return await FindAsync(checkout.Reference, ct) ?? await WriteAsync(checkout, ct);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    public async Task<PracticeCheckout?> FindAsync(string reference, CancellationToken ct)
    {
        if (!References().IsMatch(reference) || !File.Exists(PathOf(reference)))
        {
            return null;
        }

        return JsonSerializer.Deserialize<PracticeCheckout>(await File.ReadAllBytesAsync(PathOf(reference), ct), JsonSerializerOptions.Web);
    }

    /// <summary>Null if the page is gone or already used.</summary>
    public async Task<PracticeCheckout?> SettleAsync(string reference, CheckoutOutcome outcome, TimeSpan delay, CancellationToken ct)
    {
        await OneAtATime.WaitAsync(ct);
        try
        {
            var now = clock.GetUtcNow().UtcDateTime;
            return await FindAsync(reference, ct) is { Outcome: CheckoutOutcome.Pending } open && open.ExpiresAt > now
                ? await WriteAsync(open with { Outcome = outcome, SettledAt = now + delay }, ct)
                : null;
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    public CheckoutState StateOf(PracticeCheckout checkout)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return checkout switch
        {
            { Outcome: CheckoutOutcome.Pending } => checkout.ExpiresAt <= now ? CheckoutState.Abandoned : CheckoutState.Pending,
            _ when checkout.SettledAt > now => CheckoutState.Processing,
            { Outcome: CheckoutOutcome.Succeeded } => new CheckoutState(CheckoutOutcome.Succeeded, checkout.Amount, checkout.Currency),
            _ => new CheckoutState(checkout.Outcome),
        };
    }

    private async Task<PracticeCheckout> WriteAsync(PracticeCheckout checkout, CancellationToken ct)
    {
        Directory.CreateDirectory(options.Value.PracticeFolder);
        var draft = PathOf(checkout.Reference) + ".tmp";
        await File.WriteAllBytesAsync(draft, JsonSerializer.SerializeToUtf8Bytes(checkout, JsonSerializerOptions.Web), ct);
        File.Move(draft, PathOf(checkout.Reference), overwrite: true);
        return checkout;
    }

    private string PathOf(string reference) => Path.Combine(options.Value.PracticeFolder, reference + ".json");

    [GeneratedRegex("^pp_[0-9]{1,20}$", RegexOptions.None, 1000)]
    private static partial Regex References();
}
