using System.Globalization;
using Portal.Business.Common;

namespace Portal.Business.Batches;

/// <summary>A refusal kept in a row, so that whoever reads it later reads it in their language.</summary>
/// <param name="Args">Each led by what it is: n number, d day, t text.</param>
public sealed record StoredRefusal(RefusalKind Kind, string Code, IReadOnlyList<string> Args)
{
    public static StoredRefusal Of(Refusal refusal) => new(refusal.Kind, refusal.Code, [.. refusal.Args.Select(Write)]);

    public Refusal Read() => new(Kind, Code, [.. Args.Select(Read)]);

    private static string Write(object? arg) => arg switch
    {
        DateOnly day => string.Create(CultureInfo.InvariantCulture, $"d{day:yyyy-MM-dd}"),
        (decimal amount, string currency) => string.Create(CultureInfo.InvariantCulture, $"m{currency}{amount}"),
        decimal or int or long => string.Create(CultureInfo.InvariantCulture, $"n{arg}"),
        _ => $"t{Convert.ToString(arg, CultureInfo.CurrentCulture)}",
    };

    private static object? Read(string arg) => arg switch
    {
        ['d', .. var day] => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        ['n', .. var number] => decimal.Parse(number, CultureInfo.InvariantCulture),
        ['m', .. var money] => (decimal.Parse(money[3..], CultureInfo.InvariantCulture), money[..3]),
        ['t', .. var text] => text,
        _ => "",
    };
}
