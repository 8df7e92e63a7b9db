using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Payments.UseCases;

/// <summary>Records money given back to a client out of their credit. A repetition of the same form gives the refund that the first one made.</summary>
public sealed partial class RecordRefund(PortalDbContextFactory contexts, ICurrentUser user, RefundIntake intake, ILogger<RecordRefund> log)
{
    /// <param name="FormKey">Made once per form that is shown.</param>
    /// <param name="PaymentId">The payment that it is taken from first.</param>
    public sealed record Input(
        Guid FormKey, long LegalEntityId, long ClientId, PaymentMethod Method, decimal Amount, string Currency, DateOnly RefundedOn, string Reference, string Note,
        long? PaymentId = null);

    public sealed record Recorded(long RefundId, string Number);

    public async Task<Result<Recorded>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsRefund))
        {
            return Refusal.Forbidden;
        }

        var wish = new NewRefund(
            input.LegalEntityId, input.ClientId, input.Method, input.Amount, input.Currency, input.RefundedOn, input.Reference, input.Note, $"form:{input.FormKey:N}", input.PaymentId);
        var result = await TryAsync(wish, ct);
        if (!result.Succeeded)
        {
            await using var db = contexts.CreateDbContext();
            if (await db.Refunds.AsNoTracking().FirstOrDefaultAsync(r => r.OnceKey == wish.OnceKey, ct) is { } existing)
            {
                return new Recorded(existing.Id, existing.Number);
            }
        }

        return result;
    }

    private async Task<Result<Recorded>> TryAsync(NewRefund wish, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        await using var transaction = await db.BeginWriteAsync(ct);
        var added = await intake.AddAsync(db, wish, user, ct);
        if (!added.TryGet(out var refund))
        {
            return Result<Recorded>.Refused(added.Refusals);
        }

        var saved = await db.TrySaveAsync(ct);
        if (!saved.Succeeded)
        {
            return Result<Recorded>.Refused(saved.Refusals);
        }

        await transaction.CommitAsync(ct);
        LogRecorded(log, refund.Number, refund.Id);
        return new Recorded(refund.Id, refund.Number);
    }

    [LoggerMessage(LogLevel.Information, "Refund {Number} ({RefundId}) recorded")]
    private static partial void LogRecorded(ILogger logger, string number, long refundId);
}
