using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.SavedViews;

/// <summary>What a view must be to be kept, and how a refused save is said.</summary>
internal static class SavedViewRules
{
    public static List<Refusal> Check(string name, string? query)
    {
        var refusals = new List<Refusal>();
        if (Folding.Key(name).Length == 0)
        {
            refusals.Add(Refusal.Invalid("Common.Required").On(nameof(SavedView.Name)));
        }
        else if (name.Trim().Length > SavedView.LongestName)
        {
            refusals.Add(Refusal.Invalid("SavedViews.NameTooLong", SavedView.LongestName).On(nameof(SavedView.Name)));
        }

        if (query?.Length > Lengths.Text)
        {
            refusals.Add(Refusal.Invalid("SavedViews.TooMuch"));
        }

        return refusals;
    }

    public static Refusal Say(Refusal refusal, string name) =>
        refusal.Code == "Common.AlreadyThere" ? Refusal.Conflict("SavedViews.NameTaken", name.Trim()).On(nameof(SavedView.Name)) : refusal;
}
