using Portal.Business.Accounts;
using Portal.Business.Common;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Batches;

internal static class BatchPeople
{
    /// <summary>Somebody with a row of their own: batches remember who started them.</summary>
    public static async Task ActAsClerkAsync(this Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        var person = new User("clerk@boreal.example", "Clerk", "en", isClientUser: false);
        db.Users.Add(person);
        await db.SaveChangesAsync();
        boreal.Portal.User = new TestUser(person.Id, "Clerk", Permissions.All.ToHashSet(), ClientScope.Everyone);
    }
}
