using Portal.Business.Data;

namespace Portal.Business.Contracts.Indexing;

internal static class Touching
{
    /// <summary>
    /// Makes the save raise the contract's version though only its lines change: whoever read the contract before, a billing run among them, is refused.
    /// </summary>
    public static void Touch(this PortalDbContext db, Contract contract) => db.Entry(contract).Property(c => c.Version).IsModified = true;
}
