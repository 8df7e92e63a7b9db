using Portal.Business.Banking.Reading;

namespace Portal.Business.Banking;

/// <summary>How far an import is.</summary>
public sealed record StatementProgress(int Lines, int Total);

/// <summary>What an import did with each statement of the file, or would do.</summary>
public sealed class StatementReport
{
    /// <summary>More are counted but not listed, so that a wrong file does not fill the memory.</summary>
    public const int MostProblems = 200;

    private readonly List<Problem> problems = [];

    /// <param name="Lines">All that can be read of it.</param>
    /// <param name="New">Those that no import brought before.</param>
    public sealed record Statement(
        long AccountId, string Account, string Reference, DateOnly FirstOn, DateOnly LastOn, string Currency, decimal? Opening, decimal? Closing, decimal? Difference,
        int Lines, int New, decimal In, decimal Out);

    /// <param name="Statement">Which of the file, from 1.</param>
    public sealed record Problem(int Statement, ReadProblem Read);

    public List<Statement> Statements { get; } = [];

    public int Refused { get; private set; }

    public IReadOnlyList<Problem> Problems => problems;

    public int Lines => Statements.Sum(s => s.Lines);

    public int New => Statements.Sum(s => s.New);

    public int Known => Lines - New;

    internal void Add(int statement, ReadProblem problem)
    {
        Refused++;
        if (problems.Count < MostProblems)
        {
            problems.Add(new Problem(statement, problem));
        }
    }
}
