using System.Data.Common;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Portal.Business.Accounts;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Accounts;

public sealed class CurrentUserTests
{
    [Theory, EachDatabase]
    public async Task WhileItIsLookedWhoActs_TheyStillAct(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        var sam = await portal.AddUserAsync("sam@nord.example", DefaultRoles.Sales);
        var door = new Door();
        var options = new DbContextOptionsBuilder<PortalDbContext>(portal.Get<DbContextOptions<PortalDbContext>>()).AddInterceptors(door).Options;
        var cache = new UserAccessCache(options, portal.Clock);
        var user = new CurrentUser(cache);
        Assert.True(await user.UseAsync(Principal(sam), default));

        cache.Forget(sam.Id);
        door.Close();
        var looking = user.UseAsync(Principal(sam), default).AsTask();
        await door.Reached;

        Assert.Equal(sam.Id, user.UserId);
        Assert.True(user.Has(Permissions.QuotesEdit));
        Assert.Equal(ClientScope.Everyone, user.Clients);
        door.Open();
        Assert.True(await looking);
        Assert.Equal(sam.Id, user.UserId);
    }

    [Theory, EachDatabase]
    public async Task SessionThatEnded_IsNobodyAfterTheLook(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        var sam = await portal.AddUserAsync("sam@nord.example", DefaultRoles.Sales);
        var cache = portal.Get<UserAccessCache>();
        var user = new CurrentUser(cache);
        Assert.True(await user.UseAsync(Principal(sam), default));
        await using (var db = portal.Open())
        {
            (await db.Users.SingleAsync(u => u.Id == sam.Id)).EndSessions();
            await db.SaveChangesAsync();
        }

        cache.Forget(sam.Id);
        Assert.False(await user.UseAsync(Principal(sam), default));

        Assert.Null(user.UserId);
        Assert.Equal(ClientScope.Nobody, user.Clients);
        Assert.True(await user.UseAsync(new ClaimsPrincipal(new ClaimsIdentity()), default));
    }

    private static ClaimsPrincipal Principal(User person) => new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, $"{person.Id}"), new(new ClaimsIdentityOptions().SecurityStampClaimType, person.SecurityStamp!)], "test"));

    /// <summary>Holds up what is read from the database.</summary>
    private sealed class Door : DbCommandInterceptor
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource? closed;

        public Task Reached => reached.Task;

        public void Close() => closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Open() => closed!.SetResult();

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (closed is { } door)
            {
                reached.TrySetResult();
                await door.Task;
            }

            return result;
        }
    }
}
