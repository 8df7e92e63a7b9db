using Portal.Business.Common;

namespace Portal.Business.Contracts.Billing;

/// <summary>Says what became of a period that was opened again, one sentence for each step.</summary>
internal static class ReopenedTexts
{
    /// <param name="Text">With the number of the invoice.</param>
    /// <param name="InvoiceId">The invoice or credit note that it speaks of.</param>
    public sealed record Step(string Text, long? InvoiceId);

    /// <param name="on">The day on which it was opened, for the company.</param>
    public static IEnumerable<Step> Say(FreedPeriod freed, BilledHistory history, DateOnly on, string language)
    {
        var date = Formats.For(language).Date(on);
        yield return freed.CreditNoteId is { } note
            ? new Step(Text("CreditedAndOpened", history.NumberOf(note), date, freed.FreedByName), note)
            : new Step(Text("Opened", date, freed.FreedByName), null);
        var next = history.BilledNextOn(freed);
        foreach (var id in next)
        {
            yield return new Step(Text("BilledNext", history.NumberOf(id)), id);
        }

        if (history.SkippedInstead(freed) is { } skipped)
        {
            yield return new Step(Text("SkippedInstead", skipped.SkippedByName, skipped.SkipReason), null);
        }
        else if (next.Count == 0)
        {
            yield return new Step(Text("NotBilledYet"), null);
        }

        string Text(string key, params object[] args) => TextsIn.Get<ExplainText>(language, key, args);
    }
}
