using Portal.Business.Common;
using Portal.Business.Documents;

namespace Portal.Business.Contracts.Documents;

/// <summary>How a contract is billed, renewed and indexed, in words for the client.</summary>
internal static class ContractClauses
{
    public static IReadOnlyList<(string Title, string Text)> Of(Contract contract, string language)
    {
        var words = DocumentWords.For(language);
        var clauses = new List<(string, string)>
        {
            (words["ContractBilling"], string.Join(' ', Billing(contract, words))),
            (words["ContractDuration"], string.Join(' ', Duration(contract, words))),
        };
        if (contract.IsIndexable)
        {
            clauses.Add((words["ContractIndexing"], words["ContractIndexed"]));
        }

        return clauses;
    }

    /// <summary>What a line says below its description: its visits, and days of its own.</summary>
    public static IEnumerable<string> Details(ContractLine line, string language)
    {
        var words = DocumentWords.For(language);
        if (line.Visits.PerYear > 0)
        {
            var months = string.Join(", ", line.Visits.Months.Order().Select(m => words.Formats.Culture.DateTimeFormat.GetMonthName(m)));
            yield return words.Say(line.Visits.PerYear == 1 ? "ContractVisit" : "ContractVisits", line.Visits.PerYear, months);
        }

        if (line.StartsOn is { } start)
        {
            yield return words.Say("ContractOwnStart", words.Formats.Date(start));
        }

        if (line.EndsOn is { } end)
        {
            yield return words.Say("ContractOwnEnd", words.Formats.Date(end));
        }
    }

    private static IEnumerable<string> Billing(Contract contract, DocumentWords words)
    {
        var visits = contract.Frequency == BillingFrequency.PerVisit;
        yield return words.Say("ContractBilled", words[$"ContractFrequency.{contract.Frequency}"], words[$"ContractTiming.{(visits ? "Visit." : "")}{contract.Timing}"]);
        if (!visits && contract.Anchor == BillingAnchor.Calendar && contract.StartsOn.Day != 1)
        {
            yield return words[contract.FirstPeriod == FirstPeriod.ByTheDay ? "ContractByTheDay" : "ContractFullPrice"];
        }

        if (contract.Revision == ContractRevision.LastDay)
        {
            yield return words["ContractRevised"];
        }
    }

    private static IEnumerable<string> Duration(Contract contract, DocumentWords words)
    {
        var start = words.Formats.LongDate(contract.StartsOn);
        yield return contract.LastDay is { } end ? words.Say("ContractEnds", start, words.Formats.LongDate(end)) : words.Say("ContractRenews", start);
        if (contract is { RenewsAutomatically: true, NoticeDays: > 0 })
        {
            yield return words.Say("ContractNotice", contract.NoticeDays);
        }
    }
}
