using Portal.Business.Common;

namespace Portal.Business.JobFolders;

/// <summary>Something that a job cost beside time and material: the bill of a subcontractor, a rented machine.</summary>
public sealed class JobExpense : Entity, IVersioned, IAudited
{
    private JobExpense()
    {
    }

    public JobExpense(long jobId) => JobId = jobId;

    public long JobId { get; private set; }

    public DateOnly SpentOn { get; private set; }

    public string Description { get; private set; } = "";

    /// <summary>Before tax, in the company's currency; below zero for what was given back.</summary>
    public decimal Amount { get; private set; }

    /// <summary>The bill, a document of the job.</summary>
    public long? DocumentId { get; private set; }

    public int Version { get; private set; }

    public Result Set(DateOnly? spentOn, string label, decimal? amount, long? documentId)
    {
        var refusals = new List<Refusal>();
        if (spentOn is null)
        {
            refusals.Add(Refusal.Invalid("Common.Required").On(nameof(SpentOn)));
        }

        if (string.IsNullOrWhiteSpace(label))
        {
            refusals.Add(Refusal.Invalid("Common.Required").On(nameof(Description)));
        }
        else if (label.Trim().Length > Data.Lengths.Name)
        {
            refusals.Add(Refusal.Invalid("Common.TooLong", nameof(Description), Data.Lengths.Name).On(nameof(Description)));
        }

        if (amount is null or 0)
        {
            refusals.Add(Refusal.Invalid("Common.Required").On(nameof(Amount)));
        }
        else if (Math.Abs(amount.Value) > Money.LargestAmount)
        {
            refusals.Add(Refusal.Invalid("JobFolders.CostRange", Money.LargestAmount).On(nameof(Amount)));
        }

        if (refusals.Count > 0)
        {
            return Result.Refused(refusals);
        }

        (SpentOn, Description, Amount, DocumentId) = (spentOn!.Value, label.Trim(), Money.Round(amount!.Value), documentId);
        return Result.Done;
    }

    internal void MoveTo(long jobId) => JobId = jobId;
}
