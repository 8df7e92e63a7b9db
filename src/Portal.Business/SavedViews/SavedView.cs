using Portal.Business.Common;

namespace Portal.Business.SavedViews;

/// <summary>
/// What somebody wants to see of a list again and again, under a name: search, filters, sort and columns. One's own, or shared with
/// everybody who may see the list.
/// </summary>
public sealed class SavedView : Entity, IVersioned, IAudited
{
    public const int LongestName = 60;

    /// <summary>Names the preference that holds a person's own first view of a list.</summary>
    public const string DefaultPrefix = "view.";

    public SavedView(long ownerId, string list, string name, string query, bool isShared)
    {
        OwnerId = ownerId;
        List = list;
        Query = query;
        IsShared = isShared;
        Rename(name);
    }

    private SavedView()
    {
    }

    public long OwnerId { get; private set; }

    /// <summary>Name of the list, as in the address of its export.</summary>
    public string List { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>The name as it is compared: a person has it once in a list.</summary>
    [NotAudited]
    public string NameKey { get; private set; } = "";

    /// <summary>The query string of the list's page, without the question mark.</summary>
    public string Query { get; private set; } = "";

    public bool IsShared { get; private set; }

    public int Version { get; private set; }

    public void Rename(string name) => (Name, NameKey) = (name, Folding.Key(name));

    public void Keep(string query) => Query = query;

    public void Share(bool isShared) => IsShared = isShared;
}
