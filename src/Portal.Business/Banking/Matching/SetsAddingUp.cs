namespace Portal.Business.Banking.Matching;

/// <summary>Which of some amounts add up to another. Gives up after a number of steps, so that no list of invoices can make it slow.</summary>
public static class SetsAddingUp
{
    public const int MostAmounts = 24;

    private const int MostSteps = 50_000;

    /// <summary>Up to <paramref name="most"/> sets of positions, each of two amounts or more, all positive.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Find(decimal sum, IReadOnlyList<decimal> amounts, int most)
    {
        var order = Enumerable.Range(0, Math.Min(amounts.Count, MostAmounts)).Where(i => amounts[i] > 0 && amounts[i] < sum).OrderByDescending(i => amounts[i]).ToArray();
        var left = new decimal[order.Length + 1];
        for (var i = order.Length - 1; i >= 0; i--)
        {
            left[i] = left[i + 1] + amounts[order[i]];
        }

        var found = new List<IReadOnlyList<int>>();
        var taken = new Stack<int>();
        var steps = 0;
        Search(0, sum);
        return found;

        void Search(int at, decimal rest)
        {
            if (rest == 0)
            {
                found.Add([.. taken.Order()]);
                return;
            }

            if (at == order.Length || rest > left[at] || found.Count == most || ++steps > MostSteps)
            {
                return;
            }

            if (amounts[order[at]] <= rest)
            {
                taken.Push(order[at]);
                Search(at + 1, rest - amounts[order[at]]);
                taken.Pop();
            }

            if (found.Count < most)
            {
                Search(at + 1, rest);
            }
        }
    }
}
