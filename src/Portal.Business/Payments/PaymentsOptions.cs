using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Portal.Business.Payments;

public enum OnlineProvider
{
    None,

    /// <summary>Plays a card page; no money moves. Never in production.</summary>
    Practice,
    Stripe,
}

public sealed class PaymentsOptions
{
    public const string Section = "Payments";

    /// <summary>Practice in Development, none elsewhere, unless the settings say so.</summary>
    public OnlineProvider Provider { get; set; }

    /// <summary>How long a card page waits for the payer. Stripe asks for at least 30 minutes from when its page is made, which is a moment after the payment began.</summary>
    [Range(35, 24 * 60)]
    public int CheckoutMinutes { get; set; } = 60;

    /// <summary>Where the practice provider keeps its pages.</summary>
    [Required]
    public string PracticeFolder { get; set; } = "App_Data/practice-payments";

    public StripeOptions Stripe { get; } = new();
}

public sealed class StripeOptions
{
    /// <summary>Secret.</summary>
    public string SecretKey { get; set; } = "";

    /// <summary>Secret with which webhooks are signed.</summary>
    public string WebhookSecret { get; set; } = "";

    [Required]
    public Uri Api { get; set; } = new("https://api.stripe.com/");

    [Range(1, 60)]
    public int TimeoutSeconds { get; set; } = 10;
}

internal sealed class PaymentsOptionsCheck(IServiceProvider services) : IValidateOptions<PaymentsOptions>
{
    public ValidateOptionsResult Validate(string? name, PaymentsOptions options)
    {
        var inProduction = services.GetService<IHostEnvironment>()?.IsProduction() == true;
        return options switch
        {
            { Provider: OnlineProvider.Practice } when inProduction => ValidateOptionsResult.Fail(
                "Payments:Provider is Practice, which takes no money: it does not run in Production. Set it to Stripe or None."),
            { Provider: OnlineProvider.Stripe, Stripe: { SecretKey: "" } or { WebhookSecret: "" } } => ValidateOptionsResult.Fail(
                "Payments:Provider is Stripe: set Payments:Stripe:SecretKey and Payments:Stripe:WebhookSecret."),
            _ => ValidateOptionsResult.Success,
        };
    }
}
