using Portal.Business.Common;

namespace Portal.Business.Clients.Import;

/// <summary>How far an import is.</summary>
public sealed record ImportProgress(int Rows, int Created);

/// <summary>A row that is not imported and why: a refusal of one column, or the client that it duplicates.</summary>
public sealed record ImportProblem(int Row, string Name, string? Column, Refusal Refusal);

/// <summary>What an import did, or what it would do.</summary>
public sealed class ImportReport
{
    /// <summary>More are counted but not listed, so that a wrong file does not fill the memory.</summary>
    public const int MostProblems = 500;

    private readonly List<ImportProblem> problems = [];

    public int Rows { get; internal set; }

    /// <summary>Rows that can be imported; in a real run, those that were.</summary>
    public int Ready { get; internal set; }

    public int RefusedRows { get; internal set; }

    public int Duplicates { get; internal set; }

    public IReadOnlyList<string> UnknownHeadings { get; internal set; } = [];

    public IReadOnlyList<ImportProblem> Problems => problems;

    internal void Add(ImportProblem problem)
    {
        if (problems.Count < MostProblems)
        {
            problems.Add(problem);
        }
    }
}
