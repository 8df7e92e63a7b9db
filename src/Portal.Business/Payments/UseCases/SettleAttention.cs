using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Payments.UseCases;

/// <summary>A person has looked at what was unusual about a payment.</summary>
public sealed partial class SettleAttention(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<SettleAttention> log)
{
    public sealed record Input(long PaymentId, int Version);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsRecord))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var payment = await db.Payments.SingleOrDefaultAsync(p => p.Id == input.PaymentId, ct);
        if (payment is null)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(payment, input.Version);
        payment.NeedsAttention(null);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            LogSettled(log, payment.Id);
        }

        return saved;
    }

    [LoggerMessage(LogLevel.Information, "Attention to payment {PaymentId} settled")]
    private static partial void LogSettled(ILogger logger, long paymentId);
}
