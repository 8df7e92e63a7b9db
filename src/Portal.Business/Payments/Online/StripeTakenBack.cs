using System.Globalization;
using System.Text.Json;

namespace Portal.Business.Payments.Online;

/// <summary>Stripe's events of disputes and refunds, which name the payment and not the page on which it was made.</summary>
internal static class StripeTakenBack
{
    /// <summary>Null for every other event.</summary>
    public static TakenBack? Of(string kind, JsonElement notice)
    {
        var about = Object(notice);
        TakenBackKind? what = kind switch
        {
            // An inquiry ("warning_needs_response") takes no money.
            "charge.dispute.created" => Text(about, "status").StartsWith("warning_", StringComparison.Ordinal) ? TakenBackKind.Questioned : TakenBackKind.ChargedBack,
            "charge.dispute.funds_withdrawn" => TakenBackKind.ChargedBack,
            "charge.dispute.funds_reinstated" => TakenBackKind.Reinstated,
            "charge.refunded" => TakenBackKind.Refunded,
            _ => null,
        };
        return what is { } found && Cents(about, found == TakenBackKind.Refunded ? "amount_refunded" : "amount") is { } cents
            ? new TakenBack(found, cents / 100m, Text(about, "currency").ToUpperInvariant(), found == TakenBackKind.Refunded ? "" : Text(about, "reason"), Text(about, "payment_intent"),
                found == TakenBackKind.Refunded ? null : Fee(about))
            : null;
    }

    /// <summary>What the event is about.</summary>
    public static JsonElement Object(JsonElement notice) => Part(Part(notice, "data"), "object");

    /// <summary>Our online payment, which payments and charges carry; null where it is not named.</summary>
    public static long? OwnerOf(JsonElement payment) =>
        long.TryParse(Text(Part(payment, "metadata"), "online_payment"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>Of the movements on our account there that the dispute made: taken, or given back.</summary>
    private static DisputeFee? Fee(JsonElement dispute)
    {
        if (Part(dispute, "balance_transactions") is not { ValueKind: JsonValueKind.Array } movements)
        {
            return null;
        }

        var fees = movements.EnumerateArray().Where(m => Cents(m, "fee") is not null).Select(m => (Cents: Cents(m, "fee")!.Value, Currency: Text(m, "currency").ToUpperInvariant())).ToList();
        return fees.Count > 0 && fees.All(f => f.Currency == fees[0].Currency) ? new DisputeFee(fees.Sum(f => f.Cents) / 100m, fees[0].Currency) : null;
    }

    private static JsonElement Part(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var part) ? part : default;

    private static string Text(JsonElement of, string name) => Part(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    private static long? Cents(JsonElement of, string name) => Part(of, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var cents) ? cents : null;
}
