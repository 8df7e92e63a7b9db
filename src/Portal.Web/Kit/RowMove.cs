namespace Portal.Web.Kit;

/// <summary>A row of a list was put elsewhere. Both count from 0; To is its place afterwards.</summary>
public readonly record struct RowMove(int From, int To)
{
    /// <summary>False where the rows have changed since the person looked.</summary>
    public bool Apply<T>(IList<T> rows)
    {
        if (From == To || From < 0 || To < 0 || From >= rows.Count || To >= rows.Count)
        {
            return false;
        }

        var row = rows[From];
        rows.RemoveAt(From);
        rows.Insert(To, row);
        return true;
    }
}
