using Portal.Business.Common;
using Portal.Business.Contracts.Requests;
using Portal.Business.Data;

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

        // Somebody, or the scheduler, may make them at the same time: they are there then.
        return await Again.WhileInConflictAsync(() => requests.MakeAsync(user, input.ContractId, null, ct));
    }
}
