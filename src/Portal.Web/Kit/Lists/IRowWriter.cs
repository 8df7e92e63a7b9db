namespace Portal.Web.Kit.Lists;

/// <summary>Takes rows one after the other and keeps none.</summary>
internal interface IRowWriter : IDisposable
{
    /// <param name="amounts">The positions of columns whose numbers are money.</param>
    void Head(IReadOnlyList<string> titles, IReadOnlyCollection<int> amounts);

    void Row(IReadOnlyList<object?> values);
}
