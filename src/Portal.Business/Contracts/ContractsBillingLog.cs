using Microsoft.Extensions.Logging;

namespace Portal.Business.Contracts;

internal static partial class ContractsBillingLog
{
    [LoggerMessage(LogLevel.Warning, "Billing {Count} contracts of {Date} together failed; each is billed by itself")]
    public static partial void BillingTogetherFailed(this ILogger log, Exception e, int count, DateOnly date);

    [LoggerMessage(LogLevel.Error, "Billing contract {ContractIds} of {Date} failed; the next run tries again")]
    public static partial void BillingFailed(this ILogger log, Exception e, string contractIds, DateOnly date);

    [LoggerMessage(LogLevel.Warning, "Contract {ContractIds} could not be parked: {Reason}; the next run tries again")]
    public static partial void ParkingLost(this ILogger log, string contractIds, string reason);
}
