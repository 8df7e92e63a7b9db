using System.Globalization;
using CsvHelper;

namespace Portal.Web.Kit.Lists;

/// <summary>
/// Comma-separated values as the spreadsheet of the person's language opens them: semicolons and decimal commas in French. Text that a
/// spreadsheet would take for a formula is led by an apostrophe.
/// </summary>
internal sealed class CsvRows : IRowWriter
{
    private readonly CsvWriter csv;
    private readonly CultureInfo culture;

    public CsvRows(Stream stream)
    {
        var french = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr";
        culture = french ? CultureInfo.GetCultureInfo("fr-CA") : CultureInfo.InvariantCulture;
        csv = CsvWriter.Create(
            stream,
            CsvWriterOptions.Default with
            {
                Separator = french ? ';' : ',',
                FormatProvider = culture,
                Injection = CsvInjection.Escape,
                WriteByteOrderMark = true,
            },
            leaveOpen: true);
    }

    public void Head(IReadOnlyList<string> titles, IReadOnlyCollection<int> amounts) => Row([.. titles]);

    public void Row(IReadOnlyList<object?> values)
    {
        foreach (var value in values)
        {
            Write(value);
        }

        csv.EndRecord();
    }

    public void Dispose() => csv.Dispose();

    private void Write(object? value)
    {
        switch (value)
        {
            case decimal number:
                csv.WriteField(number, "0.######", culture);
                break;
            case int or long or double:
                csv.WriteField(value);
                break;
            case DateOnly date:
                csv.WriteField(date, "yyyy-MM-dd");
                break;
            case DateTime instant:
                csv.WriteField(instant, "yyyy-MM-dd HH:mm:ss");
                break;
            case Status status:
                csv.WriteField(status.Word);
                break;
            default:
                csv.WriteField(Convert.ToString(value, culture) ?? "");
                break;
        }
    }
}
