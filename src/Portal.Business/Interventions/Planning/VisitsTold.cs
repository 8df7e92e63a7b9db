namespace Portal.Business.Interventions.Planning;

/// <summary>What came of telling clients of their visits.</summary>
/// <param name="Messages">On their way.</param>
/// <param name="NotTold">Visits of clients of whom nobody has an address.</param>
public sealed record VisitsTold(int Messages, IReadOnlyList<VisitsTold.Untold> NotTold)
{
    public static VisitsTold Nothing { get; } = new(0, []);

    /// <summary>The clients whom nobody can write to, each once.</summary>
    public IReadOnlyList<string> Unreached => [.. NotTold.Select(v => v.Client).Distinct()];

    public sealed record Untold(long VisitId, string Client);
}
