using Microsoft.AspNetCore.Identity;

namespace Portal.Business.Accounts;

/// <summary>Hashing, and the same effort where there is nothing to compare with, so that time does not tell who has an account.</summary>
public sealed class Passwords(IPasswordHasher<User> hasher)
{
    private static readonly User NoUser = new();
    private static string? hashOfNothing;

    public string Hash(User user, string password) => hasher.HashPassword(user, password);

    public bool IsRight(User user, string password) =>
        user.PasswordHash is { } hash && hasher.VerifyHashedPassword(user, hash, password) != PasswordVerificationResult.Failed;

    /// <summary>Takes as long as <see cref="IsRight"/>.</summary>
    public void Pretend(string password) => _ = hasher.VerifyHashedPassword(NoUser, hashOfNothing ??= hasher.HashPassword(NoUser, Guid.NewGuid().ToString()), password);
}
