using Portal.Business.Common;

namespace Portal.Business.Accounts;

/// <summary>How one person wants their screens, such as the columns of a list. Comes along to every browser they sign in with.</summary>
public sealed class UserPreference : Entity
{
    public const int LongestName = 100;
    public const int LongestValue = 1000;

    public UserPreference(long userId, string name, string value)
    {
        UserId = userId;
        Name = name;
        Value = value;
    }

    private UserPreference()
    {
    }

    public long UserId { get; private set; }

    public string Name { get; private set; } = "";

    public string Value { get; private set; } = "";

    public void Change(string value) => Value = value;
}
