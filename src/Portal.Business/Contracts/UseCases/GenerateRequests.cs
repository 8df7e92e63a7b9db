using Portal.Business.Common;
using Portal.Business.Contracts.Requests;

namespace Portal.Business.Contracts.UseCases;

/// <summary>"Générer DI": the requests of a contract's current period, those that are not there yet. Answers how many were made.</summary>
public sealed class GenerateRequests(ContractRequests requests, ICurrentUser user)
{
    public sealed record Input(long ContractId);

    public async Task<Result<int>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsEdit))
        {
            return Refusal.Forbidden;
        }

        var made = await requests.MakeAsync(user, input.ContractId, null, ct);

        // Somebody, or the scheduler, made them at the same time: they are there then.
        return made.Refusal is { Kind: RefusalKind.Conflict } ? await requests.MakeAsync(user, input.ContractId, null, ct) : made;
    }
}
