namespace Portal.Web.Kit.Lists;

/// <summary>Takes rows one after the other and keeps none.</summary>
internal interface IRowWriter : IDisposable
{
    void Head(IReadOnlyList<string> titles);

    void Row(IReadOnlyList<object?> values);
}
