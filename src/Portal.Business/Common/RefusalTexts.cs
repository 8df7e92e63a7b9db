using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Portal.Business.Common;

/// <summary>
/// Says a refusal in the language of the current culture. "Invoicing.NoTaxRate" is the key <c>NoTaxRate</c> of
/// <c>Portal.Business.Invoicing.InvoicingText</c>. Numbers, dates and amounts with their currency among the arguments are put in words by <see cref="Formats"/>.
/// </summary>
public sealed class RefusalTexts(IStringLocalizerFactory localizers)
{
    private readonly ConcurrentDictionary<string, IStringLocalizer> byCapability = new(StringComparer.Ordinal);

    public string Say(Refusal refusal)
    {
        var (capability, key) = refusal.Code.Split('.', 2) is [var first, var second] ? (first, second) : ("Common", refusal.Code);
        var texts = byCapability.GetOrAdd(capability, name =>
            localizers.Create($"{name}.{name}Text", typeof(RefusalTexts).Assembly.GetName().Name!));
        var text = texts[key];
        var args = refusal.Args.Select(Put).ToArray();
        return text.ResourceNotFound ? refusal.Code : string.Format(CultureInfo.CurrentCulture, text.Value, args);
    }

    private static object? Put(object? arg) => arg switch
    {
        DateOnly date => Formats.Current.Date(date),
        decimal number => Formats.Current.Quantity(number),
        (decimal amount, string currency) => Formats.Current.Amount(amount, currency),
        _ => arg,
    };
}
