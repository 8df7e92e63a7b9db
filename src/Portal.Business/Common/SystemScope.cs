using Microsoft.Extensions.DependencyInjection;

namespace Portal.Business.Common;

/// <summary>A current user that a scope of the program's own work turns into <see cref="SystemUser"/>.</summary>
public interface IActsAsSystem
{
    void ActAsSystem();
}

/// <summary>A current user that a scope of the program's own work turns into a person: what they started goes on after they left.</summary>
public interface IActsForPerson
{
    /// <summary>False for somebody who has no access any more.</summary>
    ValueTask<bool> ActForAsync(long userId, CancellationToken ct);
}

public static class SystemScope
{
    /// <summary>A scope in which a person acts, with the permissions that they have now; null for somebody who has no access any more.</summary>
    public static async Task<AsyncServiceScope?> CreateScopeForAsync(this IServiceScopeFactory scopes, long userId, CancellationToken ct)
    {
        var scope = scopes.CreateAsyncScope();
        if (scope.ServiceProvider.GetRequiredService<ICurrentUser>() is not IActsForPerson user || await user.ActForAsync(userId, ct))
        {
            return scope;
        }

        await scope.DisposeAsync();
        return null;
    }

    /// <summary>A scope in which the program itself acts: for scheduled work and operations commands.</summary>
    public static AsyncServiceScope CreateSystemScope(this IServiceScopeFactory scopes)
    {
        var scope = scopes.CreateAsyncScope();
        if (scope.ServiceProvider.GetRequiredService<ICurrentUser>() is IActsAsSystem user)
        {
            user.ActAsSystem();
        }

        return scope;
    }
}
