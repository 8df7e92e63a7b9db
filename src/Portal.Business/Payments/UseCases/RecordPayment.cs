using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Payments.UseCases;

/// <summary>
/// Records money received outside the portal. A repetition of the same form (a double click, a retried request) gives the payment
/// that the first one made.
/// </summary>
public sealed partial class RecordPayment(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, PaymentIntake intake, ILogger<RecordPayment> log)
{
    /// <param name="FormKey">Made once per form that is shown.</param>
    /// <param name="WriteOffs">Invoices among the shares whose rest is given up.</param>
    /// <param name="BankCredited">In the currency of the books, where the amount is in another; null: by the rate of the day.</param>
    public sealed record Input(
        Guid FormKey, long LegalEntityId, long PayerId, PaymentMethod Method, decimal Amount, string Currency, DateOnly ReceivedOn, string Reference,
        string Note, IReadOnlyList<Share> Shares, bool SendReceipt = true, IReadOnlyList<long>? WriteOffs = null,
        decimal? BankCredited = null);

    public sealed record Recorded(long PaymentId, string Number);

    public async Task<Result<Recorded>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsRecord) || (input.WriteOffs is { Count: > 0 } && !user.Has(Permissions.PaymentsWriteOff)))
        {
            return Refusal.Forbidden;
        }

        if (input.Method == PaymentMethod.Online)
        {
            return Refusal.Invalid("Payments.OnlineIsNotByHand").On(nameof(input.Method));
        }

        var wish = new NewPayment(
            input.LegalEntityId, input.PayerId, input.Method, input.Amount, input.Currency, input.ReceivedOn, input.Reference, input.Note, input.Shares,
            OnceKeyOf(input.FormKey), WriteOffs: input.WriteOffs, BankCredited: input.BankCredited);
        var result = await TryAsync(wish, input.SendReceipt, ct);
        if (!result.Succeeded)
        {
            // Refused because it is there already, or because the first of two clicks has just paid the invoice.
            await using var db = contexts.CreateDbContext();
            if (await PaymentIntake.FindAsync(db, wish.OnceKey, ct) is { } existing)
            {
                return new Recorded(existing.Id, existing.Number);
            }
        }

        return result;
    }

    internal static string OnceKeyOf(Guid formKey) => $"form:{formKey:N}";

    private async Task<Result<Recorded>> TryAsync(NewPayment wish, bool sendReceipt, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        await using var transaction = await db.BeginWriteAsync(ct);
        var added = await intake.AddAsync(db, wish, user, sendReceipt, ct);
        if (!added.TryGet(out var payment))
        {
            return Result<Recorded>.Refused(added.Refusals);
        }

        var saved = await db.TrySaveAsync(ct);
        if (!saved.Succeeded)
        {
            return Result<Recorded>.Refused(saved.Refusals);
        }

        await transaction.CommitAsync(ct);
        LogRecorded(log, payment.Number, payment.Id);
        return new Recorded(payment.Id, payment.Number);
    }

    [LoggerMessage(LogLevel.Information, "Payment {Number} ({PaymentId}) recorded")]
    private static partial void LogRecorded(ILogger logger, string number, long paymentId);
}
