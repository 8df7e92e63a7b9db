using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Receivables.UseCases;

/// <summary>What a client owed on a day, or what happened up to it.</summary>
public sealed class ShowStatement(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Shown(Statement Statement, IReadOnlyList<ClientAccount> Accounts);

    public async Task<Result<Shown>> RunAsync(StatementWish input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var read = await StatementReading.ReadAsync(db, input, clock, ct);
        return read.TryGet(out var found) ? new Shown(found.Statement, found.Accounts) : Result<Shown>.Refused(read.Refusals);
    }
}
