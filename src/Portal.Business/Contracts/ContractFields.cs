using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts;

internal static class ContractFields
{
    private const int YearsAround = 50;

    public static List<Refusal> Check(Contract.Head head)
    {
        var refusals = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(head.Title))
        {
            refusals.Add(Refusal.Invalid("Common.Required").On(nameof(head.Title)));
        }

        foreach (var (field, text, longest) in new[]
        {
            (nameof(head.Title), head.Title, Lengths.Name), (nameof(head.Reference), head.Reference, Lengths.Code),
            (nameof(head.PurchaseOrder), head.PurchaseOrder, Lengths.Name), (nameof(head.Notes), head.Notes, Lengths.LongText),
        })
        {
            if (text.Length > longest)
            {
                refusals.Add(Refusal.Invalid("Common.TooLong", field, longest).On(field));
            }
        }

        if (head.EndsOn < head.StartsOn)
        {
            refusals.Add(Refusal.Invalid("Contracts.EndsBeforeItStarts").On(nameof(head.EndsOn)));
        }
        else if (head.EndsOn > head.StartsOn.AddYears(YearsAround))
        {
            refusals.Add(Refusal.Invalid("Contracts.EndOutOfRange", head.StartsOn).On(nameof(head.EndsOn)));
        }

        if (!head.RenewsAutomatically && head.EndsOn is null)
        {
            refusals.Add(Refusal.Invalid("Contracts.EndNeeded").On(nameof(head.EndsOn)));
        }

        if (head.StartsOn.Year is < 1980 or > 2120)
        {
            refusals.Add(Refusal.Invalid("Contracts.StartOutOfRange").On(nameof(head.StartsOn)));
        }

        if (head.NoticeDays is < 0 or > 366)
        {
            refusals.Add(Refusal.Invalid("Contracts.NoticeOutOfRange", 366).On(nameof(head.NoticeDays)));
        }

        if (head.LargestChangePercent is < 0 or > 1000)
        {
            refusals.Add(Refusal.Invalid("Contracts.LimitOutOfRange").On(nameof(head.LargestChangePercent)));
        }

        if (head.MostInvoicesPerDay is < 1)
        {
            refusals.Add(Refusal.Invalid("Contracts.LimitOutOfRange").On(nameof(head.MostInvoicesPerDay)));
        }

        return refusals;
    }
}
