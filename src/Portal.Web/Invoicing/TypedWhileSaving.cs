namespace Portal.Web.Invoicing;

/// <summary>What is typed while a save is under way stays, and so does what the save itself added, such as the deduction of a deposit.</summary>
public static class TypedWhileSaving
{
    /// <param name="sent">As it went to be saved: a copy.</param>
    /// <param name="mine">The same, typed on; its new lines get the ids that they were saved with.</param>
    /// <param name="saved">As it is now.</param>
    public static InvoiceFields Onto(InvoiceFields sent, InvoiceFields mine, InvoiceFields saved)
    {
        TakeIds(sent, mine, saved);
        var order = mine.Lines.ToList();
        var both = InvoiceMerge.Of(sent, mine, saved.InRowsOf(mine));
        var lines = both.Lines.OrderBy(l => order.FindIndex(o => ReferenceEquals(o, l) || (o.Id is not null && o.Id == l.Id)) is >= 0 and var at ? at : int.MaxValue).ToList();
        both.Lines.Clear();
        both.Lines.AddRange(lines);
        return both;
    }

    /// <summary>A save keeps the order of the lines, and puts its own behind them.</summary>
    private static void TakeIds(InvoiceFields sent, InvoiceFields mine, InvoiceFields saved)
    {
        var known = sent.Lines.Select(l => l.Id).OfType<long>().ToHashSet();
        foreach (var (line, made) in sent.Lines.Where(l => l.Id is null).Zip(saved.Lines.Where(l => l.Id is { } id && !known.Contains(id))).ToList())
        {
            line.Id = made.Id;
            if (mine.Lines.Find(l => ReferenceEquals(l.Row, line.Row)) is { } own)
            {
                own.Id = made.Id;
            }
        }
    }
}
