using Portal.Business.Common;

namespace Portal.Business.Batches.UseCases;

/// <summary>Starts what was previewed; it is worked off in the background. Answers with the batch's id, the same for the same request.</summary>
public sealed class StartBatch(BatchStarting starting, ICurrentUser user)
{
    /// <param name="Request">Made when the dialog opened.</param>
    /// <param name="Mark">Of the preview: if anything changed since, it is refused and previewed again.</param>
    public sealed record Input(string Kind, BatchSelection Selection, bool Again, Guid Request, string Mark);

    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct) =>
        BatchAccess.May(user)
            ? await starting.StartAsync(input.Kind, input.Selection, input.Again, input.Request, input.Mark, null, ct)
            : Refusal.Forbidden;
}
