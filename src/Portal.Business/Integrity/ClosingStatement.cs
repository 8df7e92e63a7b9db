using System.Text;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Documents;
using Portal.Business.Integrity.UseCases;

namespace Portal.Business.Integrity;

/// <summary>A closing as a text to print, sign and keep apart from the database.</summary>
public static class ClosingStatement
{
    private const int Width = 30;

    public static DocumentFile Write(ShowClosing.Closing closing, IStringLocalizer<IntegrityText> texts)
    {
        var formats = Formats.Current;
        var lines = new List<string> { texts["Statement.Title"], "", Row("Company", closing.LegalName) };
        lines.AddRange(new[] { closing.Numbers.Siren, closing.Numbers.VatId, closing.Numbers.Neq, closing.Numbers.Gst, closing.Numbers.Qst }
            .Where(n => n.Length > 0).Select(n => new string(' ', Width) + n));
        lines.Add(Row("Period", $"{formats.Date(closing.From)} – {formats.Date(closing.To)}"));
        lines.Add("");
        foreach (var line in closing.Lines)
        {
            lines.AddRange([
                Row("Kind", texts[$"SealedKind.{line.Kind}"]), Row("Count", formats.Quantity(line.Count)), Row("First", line.First), Row("Last", line.Last),
                Row("Amount", formats.Amount(line.Amount, line.Currency)), "",
            ]);
        }

        lines.AddRange(closing.Lines.Count == 0 ? [texts["Statement.Nothing"], ""] : []);
        lines.AddRange(End("PeriodEnd", closing.EndSequence ?? 0, closing.EndHash));
        lines.AddRange(End("ChainEnd", closing.ChainSequence, closing.ChainHash));
        lines.Add(Row("Checked", Checked(closing, texts)));
        lines.Add(Row("Made", $"{closing.MadeAt:yyyy-MM-dd HH:mm:ss} UTC, {closing.MadeBy}"));
        lines.AddRange(["", "", $"{texts["Statement.Signature"]}: ______________________________", ""]);
        return new DocumentFile(
            $"closing-{closing.From:yyyyMMdd}-{closing.To:yyyyMMdd}.txt", "text/plain; charset=utf-8",
            [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(string.Join("\r\n", lines))]);

        string Row(string key, string value) => texts[$"Statement.{key}"].Value.PadRight(Width - 1) + " " + value;

        IEnumerable<string> End(string key, long sequence, string hash) =>
            sequence == 0 ? [] : [$"{texts[$"Statement.{key}"]}:", $"  {texts["Statement.Record", sequence]}", $"  {hash}", ""];
    }

    private static string Checked(ShowClosing.Closing closing, IStringLocalizer<IntegrityText> texts) => closing.Checked is { FinishedAt: { } at } check
        ? $"{at:yyyy-MM-dd HH:mm:ss} UTC, {check.StartedBy}, 1–{check.LastSequence}: {(check.Found == 0 ? texts["Statement.NoDifference"] : texts["Statement.Differences", check.Found])}"
        : texts["Statement.NeverChecked"];
}
