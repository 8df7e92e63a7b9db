using System.Globalization;
using System.Resources;

namespace Portal.Business.Payments;

/// <summary>Texts of payments in the language of a client, whatever the culture of the thread.</summary>
public static class PaymentsTexts
{
    private static readonly ResourceManager Texts = new(typeof(PaymentsText));

    public static string In(string language, string key, params object[] args)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        return string.Format(culture, Texts.GetString(key, culture) ?? throw new InvalidOperationException($"There is no text {key}."), args);
    }
}
