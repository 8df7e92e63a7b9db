namespace Portal.Business.Common;

/// <summary>Who is acting. Scheduled work acts as <see cref="SystemUser"/>.</summary>
public interface ICurrentUser
{
    /// <summary>Null for the system and for a visitor who has not signed in.</summary>
    long? UserId { get; }

    /// <summary>The name that the audit trail and timelines show.</summary>
    string Name { get; }

    ClientScope Clients { get; }

    bool Has(string permission);
}

/// <summary>Whose data may be read: everybody's, or that of named clients only.</summary>
public sealed record ClientScope(bool IsLimited, IReadOnlyList<long> ClientIds)
{
    public static ClientScope Everyone { get; } = new(false, []);

    public static ClientScope Nobody { get; } = new(true, []);

    public static ClientScope Only(params IReadOnlyList<long> clientIds) => new(true, clientIds);
}

/// <summary>The program itself: scheduled work and operations commands.</summary>
public sealed class SystemUser : ICurrentUser
{
    public static SystemUser Instance { get; } = new();

    public long? UserId => null;

    public string Name => "Portal";

    public ClientScope Clients => ClientScope.Everyone;

    public bool Has(string permission) => true;
}
