using System.Globalization;

namespace Portal.Business.Common;

/// <summary>Lets texts speak another language until it is disposed: a client's, while their document or mail is made.</summary>
public readonly struct CultureScope : IDisposable
{
    private readonly CultureInfo before;

    private CultureScope(CultureInfo culture)
    {
        before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = culture;
    }

    public static CultureScope Of(string language) => new(CultureInfo.GetCultureInfo(language));

    public void Dispose() => CultureInfo.CurrentUICulture = before;
}
