namespace Portal.Business.Contracts;

/// <summary>Amendments follow one another: which line stands for which.</summary>
public sealed partial class Contract
{
    /// <summary>The line that takes the place of another on a day: itself, or the amendment that followed it.</summary>
    public long LineOn(long lineId, DateOnly day)
    {
        var line = Lines.Find(l => l.Id == lineId);
        while (line is { EndsOn: { } end } && end < day && Lines.Find(l => l.PreviousId == line.Id && l.Status is ContractLineStatus.Active or ContractLineStatus.Ended) is { } next)
        {
            line = next;
        }

        return line?.Id ?? lineId;
    }

    /// <summary>The lines that a year's amount is of, from a day on: those that go on, each once however it is amended later; of a draft, its draft lines.</summary>
    public IEnumerable<ContractLine> LinesOfAYear(DateOnly day) => Lines.Where(l => l.Status == ContractLineStatus.Active
        ? !(l.EndsOn < day) && !Lines.Exists(p => p.Id == l.PreviousId && p.EndsOn >= day)
        : l.Status == ContractLineStatus.Draft && Status == ContractStatus.Draft);

    /// <summary>Of a line, or of a one-off charge.</summary>
    public string DescriptionOf(long id, BilledKind kind) =>
        (kind == BilledKind.Charge ? Charges.Find(c => c.Id == id)?.Description : Lines.Find(l => l.Id == id)?.Description) ?? "";

    /// <summary>What was amended over and over is one line to the client: the first of them.</summary>
    public long RootOf(long lineId)
    {
        var line = Lines.Find(l => l.Id == lineId);
        while (line?.PreviousId is { } previous && Lines.Find(l => l.Id == previous) is { } before)
        {
            line = before;
        }

        return line?.Id ?? lineId;
    }

    /// <summary>Amendments of one another.</summary>
    public bool IsOneLine(long a, long b) => RootOf(a) == RootOf(b);

    /// <summary>The first line that has its visits from a line on: an amendment goes on with them, unless it changes how many there are and when.</summary>
    public long VisitsOf(long lineId)
    {
        var line = Lines.Find(l => l.Id == lineId);
        while (line?.PreviousId is { } previous && Lines.Find(l => l.Id == previous) is { } before && before.Visits.HasVisitsOf(line.Visits))
        {
            line = before;
        }

        return line?.Id ?? lineId;
    }
}
