using Microsoft.Extensions.Logging;
using Portal.Business.Banking.Matching;
using Portal.Business.Common;
using Portal.Business.Payments;

namespace Portal.Business.Banking.UseCases;

/// <summary>A person says what a line is: a payment of these invoices, or payments that are recorded already.</summary>
public sealed partial class ConfirmBankLine(LineConfirmation confirmation, ICurrentUser user, ILogger<ConfirmBankLine> log)
{
    /// <param name="Version">Of the line as the person saw it.</param>
    /// <param name="Shares">For which invoices; what they leave is the payer's credit.</param>
    /// <param name="RecordedIds">The payments that it is, where they are recorded.</param>
    public sealed record Input(long LineId, int Version, long PayerId, IReadOnlyList<Share> Shares, bool SendReceipt = false, IReadOnlyList<long>? RecordedIds = null,
        IReadOnlyList<long>? WriteOffs = null);

    public async Task<Result<LineConfirmation.Done>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsRecord) || (input.WriteOffs is { Count: > 0 } && !user.Has(Permissions.PaymentsWriteOff)))
        {
            return Refusal.Forbidden;
        }

        var result = await confirmation.RunAsync(
            new LineConfirmation.Wish(input.LineId, input.Version, input.PayerId, input.Shares, input.SendReceipt, input.RecordedIds, input.WriteOffs), ct);
        if (result.Succeeded)
        {
            LogConfirmed(log, input.LineId, result.Value.PaymentId);
        }

        return result;
    }

    [LoggerMessage(LogLevel.Information, "Bank line {LineId} is payment {PaymentId}")]
    private static partial void LogConfirmed(ILogger logger, long lineId, long paymentId);
}
