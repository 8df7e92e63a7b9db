using Portal.Business.Common;

namespace Portal.Business.Quotes;

/// <summary>Turns the fields of a draft into its lines and schedules; what was saved before keeps its row.</summary>
internal static class DraftLines
{
    public static List<QuoteLine> Read(Quote quote, QuoteDraftFields fields, List<Refusal> refusals)
    {
        var known = quote.Lines.ToDictionary(l => l.Id);
        var lines = new List<QuoteLine>();
        for (var i = 0; i < fields.Lines.Count; i++)
        {
            var entered = fields.Lines[i];
            if (entered.IsBlank)
            {
                continue;
            }

            var line = entered.Id is { } id && known.Remove(id, out var old) ? old : new QuoteLine { QuoteId = quote.Id };
            refusals.AddRange(line.Set(entered.ToValues()).Refusals.Select(r => r.On($"Lines[{i}].{r.Field}")));
            line.BillAsDelivered(entered.BillsDelivered);
            lines.Add(line);
        }

        return lines;
    }

    public static List<PaymentSchedule> ReadSchedules(Quote quote, QuoteDraftFields fields)
    {
        var known = quote.Schedules.ToDictionary(s => s.Id);
        return [.. fields.Schedules.Select(entered =>
        {
            var schedule = entered.Id is { } id && known.Remove(id, out var old) ? old : new PaymentSchedule("", []) { QuoteId = quote.Id };
            schedule.Change(entered.Name.Trim(), entered.ToStages());
            return schedule;
        })];
    }
}
