using Microsoft.Extensions.Options;

namespace Portal.Business.Mail.Sms;

public enum SmsOutcome
{
    Accepted,

    /// <summary>Try again later.</summary>
    Deferred,

    /// <summary>Never try again.</summary>
    Refused,
}

public sealed record SmsAnswer(SmsOutcome Outcome, string Text);

/// <summary>Hands one text message to whoever delivers it. May be asked again with the same key, which must not send twice.</summary>
public interface ISmsGateway
{
    SmsDelivery Delivery { get; }

    Task<SmsAnswer> SendAsync(string number, string text, string key, CancellationToken ct);
}

public enum SmsDelivery
{
    /// <summary>No text messages.</summary>
    None,

    /// <summary>Nothing leaves: for trying out.</summary>
    Practice,

    /// <summary>A gateway over HTTP.</summary>
    Http,
}

public sealed class SmsOptions
{
    public const string Section = "Sms";

    /// <summary>Null: practice in Development, else none.</summary>
    public SmsDelivery? Delivery { get; set; }

    /// <summary>"https://…" of the gateway.</summary>
    public Uri? Address { get; set; }

    /// <summary>Sent as bearer token.</summary>
    public string Secret { get; set; } = "";

    /// <summary>What recipients see as sender, where the gateway allows it.</summary>
    public string From { get; set; } = "";
}

/// <summary>The gateway that is set up, if one is.</summary>
public sealed class SmsGateways(IEnumerable<ISmsGateway> gateways, IOptions<SmsOptions> options)
{
    public ISmsGateway? Active => gateways.FirstOrDefault(g => g.Delivery == (options.Value.Delivery ?? SmsDelivery.None));
}

/// <summary>Takes every message and sends none; a number that ends in 0000 is refused, one in 9999 put off, so that both can be seen.</summary>
public sealed class PracticeSms : ISmsGateway
{
    public SmsDelivery Delivery => SmsDelivery.Practice;

    public Task<SmsAnswer> SendAsync(string number, string text, string key, CancellationToken ct) => Task.FromResult(
        number.EndsWith("0000", StringComparison.Ordinal) ? new SmsAnswer(SmsOutcome.Refused, "practice: no such number")
        : number.EndsWith("9999", StringComparison.Ordinal) ? new SmsAnswer(SmsOutcome.Deferred, "practice: later")
        : new SmsAnswer(SmsOutcome.Accepted, "practice: taken"));
}
