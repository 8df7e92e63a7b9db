using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders;

internal static class JobFields
{
    private const int YearsAround = 10;

    public static List<Refusal> Check(string name, string purchaseOrder, DateOnly? dueOn, DateOnly today)
    {
        var refusals = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(name))
        {
            refusals.Add(Refusal.Invalid("Common.Required").On("Name"));
        }

        foreach (var (field, text) in new[] { ("Name", name), ("PurchaseOrder", purchaseOrder) })
        {
            if (text.Length > Lengths.Name)
            {
                refusals.Add(Refusal.Invalid("Common.TooLong", field, Lengths.Name).On(field));
            }
        }

        if (dueOn is { } due && (due < today.AddYears(-YearsAround) || due > today.AddYears(YearsAround)))
        {
            refusals.Add(Refusal.Invalid("JobFolders.DueDateOutOfRange", due).On("DueOn"));
        }

        return refusals;
    }
}
