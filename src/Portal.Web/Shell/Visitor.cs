using Portal.Business.Common;

namespace Portal.Web.Shell;

/// <summary>Somebody who has not signed in: may do nothing and sees nobody's data.</summary>
public sealed class Visitor : ICurrentUser
{
    public long? UserId => null;

    public string Name => "";

    public ClientScope Clients => ClientScope.Nobody;

    public bool Has(string permission) => false;
}
