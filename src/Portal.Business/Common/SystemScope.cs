using Microsoft.Extensions.DependencyInjection;

namespace Portal.Business.Common;

/// <summary>A current user that a scope of the program's own work turns into <see cref="SystemUser"/>.</summary>
public interface IActsAsSystem
{
    void ActAsSystem();
}

public static class SystemScope
{
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
