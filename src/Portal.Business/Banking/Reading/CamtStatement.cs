using System.Globalization;
using System.Xml.Linq;
using Portal.Business.Common;

namespace Portal.Business.Banking.Reading;

/// <summary>A statement in the making: its head, balances and entries, by local names, which the versions of the message share.</summary>
internal sealed class CamtStatement
{
    private const string NotProvided = "NOTPROVIDED";

    private readonly List<ReadLine> lines = [];
    private readonly List<ReadProblem> problems = [];
    private string reference = "";
    private string account = "";
    private string currency = "";
    private DateOnly? first;
    private DateOnly? last;
    private decimal? opening;
    private decimal? closing;

    public ReadStatement Close()
    {
        var read = new ReadStatement(reference, account, currency, lines, problems) { Opening = opening, Closing = closing };
        return read with { FirstOn = lines.Count == 0 ? first ?? last ?? default : read.FirstOn, LastOn = lines.Count == 0 ? last ?? first ?? default : read.LastOn };
    }

    /// <returns>Lines it brought: none.</returns>
    public int AddHead(XElement element)
    {
        switch (element.Name.LocalName)
        {
            case "Id":
                reference = element.Value.Trim();
                break;
            case "Acct":
                account = Text(element, "Id", "IBAN") is { Length: > 0 } iban ? iban : Text(element, "Id", "Othr", "Id");
                currency = Text(element, "Ccy");
                break;
            case "FrToDt":
                (first, last) = (Day(Text(element, "FrDtTm")), Day(Text(element, "ToDtTm")));
                break;
            case "Bal":
                AddBalance(element);
                break;
        }

        return 0;
    }

    /// <summary>One line per entry, or per transaction where the bank lists those of a batch with amounts that add up to it.</summary>
    public int AddEntry(XElement entry, int row)
    {
        var status = Text(entry, "Sts", "Cd") is { Length: > 0 } code ? code : Text(entry, "Sts");
        if (status is not ("BOOK" or ""))
        {
            return 0;
        }

        var booked = Day(Text(entry, "BookgDt", "Dt")) ?? Day(Text(entry, "BookgDt", "DtTm")) ?? Day(Text(entry, "ValDt", "Dt"));
        var amount = Amount(entry, Text(entry, "CdtDbtInd"));
        if (booked is not { } day || amount is not { } sum || Math.Abs(sum) > Money.LargestAmount || Money.Round(sum) != sum)
        {
            problems.Add(new ReadProblem(row, Refusal.Invalid(booked is null ? "Banking.NoDate" : "Banking.NoAmount")));
            return 1;
        }

        if (currency.Length > 0 && Currency(entry, "Amt") is { Length: > 0 } own && own != currency)
        {
            problems.Add(new ReadProblem(row, Refusal.Invalid("Banking.OtherCurrency", own, currency)));
            return 1;
        }

        var line = new ReadLine(row, day, sum)
        {
            ValueOn = Day(Text(entry, "ValDt", "Dt")) ?? Day(Text(entry, "ValDt", "DtTm")),
            IsReversal = Text(entry, "RvslInd") is "true" or "1",
            BankReference = Text(entry, "AcctSvcrRef"),
            Label = Text(entry, "AddtlNtryInf"),
        };
        var before = lines.Count;
        lines.AddRange(Parts(entry, line));
        lines.RemoveAll(l => l.Amount == 0);
        return Math.Max(lines.Count - before, 0);
    }

    private IEnumerable<ReadLine> Parts(XElement entry, ReadLine line)
    {
        var details = entry.Elements().Where(e => e.Name.LocalName == "NtryDtls").Elements().Where(e => e.Name.LocalName == "TxDtls").ToList();
        var parts = details.ConvertAll(d => Detail(d, line));
        if (parts.Count > 1 && parts.TrueForAll(p => p.HasAmount) && parts.Sum(p => p.Line.Amount) == line.Amount)
        {
            return parts.Select(p => p.Line);
        }

        return [parts.Count == 1 ? parts[0].Line with { Amount = line.Amount } : line];
    }

    private (ReadLine Line, bool HasAmount) Detail(XElement detail, ReadLine entry)
    {
        var sign = Text(detail, "CdtDbtInd") is { Length: > 0 } own ? own : entry.Amount > 0 ? "CRDT" : "DBIT";
        var amount = Currency(detail, "Amt") == currency || currency.Length == 0 ? Amount(detail, sign) : null;
        if (amount is null && Child(Child(detail, "AmtDtls"), "TxAmt") is { } inDetails && (currency.Length == 0 || Currency(inDetails, "Amt") == currency))
        {
            amount = Amount(inDetails, sign);
        }

        // A reversal of money that left comes back from the creditor.
        var parties = Child(detail, "RltdPties");
        var payer = entry.Amount > 0 != entry.IsReversal ? "Dbtr" : "Cdtr";
        var structured = Child(detail, "RmtInf")?.Elements().Where(e => e.Name.LocalName == "Strd").Select(s => Text(s, "CdtrRefInf", "Ref")).FirstOrDefault(t => t.Length > 0) ?? "";
        var free = Child(detail, "RmtInf")?.Elements().Where(e => e.Name.LocalName == "Ustrd").Select(e => e.Value.Trim()) ?? [];
        var endToEnd = Text(detail, "Refs", "EndToEndId");
        return (entry with
        {
            Amount = amount ?? entry.Amount,
            Name = First(Text(parties, payer, "Nm"), Text(parties, payer, "Pty", "Nm"), Text(parties, "Ultmt" + payer, "Nm"), Text(parties, "Ultmt" + payer, "Pty", "Nm")),
            Iban = First(Text(parties, payer + "Acct", "Id", "IBAN"), Text(parties, payer + "Acct", "Id", "Othr", "Id")),
            Label = string.Join(' ', free.Append(Text(detail, "AddtlTxInf")).Append(entry.Label).Where(t => t.Length > 0).Distinct()),
            EndToEndId = endToEnd == NotProvided ? "" : endToEnd,
            CreditorReference = structured,
            BankReference = First(Text(detail, "Refs", "AcctSvcrRef"), entry.BankReference),
        }, amount is not null);
    }

    private void AddBalance(XElement balance)
    {
        var amount = Amount(balance, Text(balance, "CdtDbtInd"));
        switch (Text(balance, "Tp", "CdOrPrtry", "Cd"))
        {
            case "OPBD":
                opening = amount;
                break;
            case "PRCD":
                opening ??= amount;
                break;
            case "CLBD":
                closing = amount;
                break;
        }
    }

    private static decimal? Amount(XElement parent, string sign) =>
        decimal.TryParse(Text(parent, "Amt"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? sign switch { "CRDT" => amount, "DBIT" => -amount, _ => null }
            : null;

    private static string Currency(XElement parent, string name) => Child(parent, name)?.Attribute("Ccy")?.Value ?? "";

    private static DateOnly? Day(string text) =>
        text.Length >= 10 && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string First(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (text.Length > 0)
            {
                return text;
            }
        }

        return "";
    }

    private static XElement? Child(XElement? parent, string name) => parent?.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    private static string Text(XElement? parent, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            parent = Child(parent, name);
        }

        return parent is { HasElements: false } ? parent.Value.Trim() : "";
    }
}
