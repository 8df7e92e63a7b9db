using Microsoft.Extensions.Logging;

namespace Portal.Business.Interventions;

internal static partial class InterventionsLog
{
    [LoggerMessage(LogLevel.Information, "Request {RequestId} created for client {ClientId}")]
    public static partial void RequestCreated(this ILogger log, long requestId, long clientId);

    [LoggerMessage(LogLevel.Information, "Request {RequestId} changed")]
    public static partial void RequestChanged(this ILogger log, long requestId);

    [LoggerMessage(LogLevel.Information, "Request {RequestId} is now {Status}")]
    public static partial void RequestMoved(this ILogger log, long requestId, RequestStatus status);

    [LoggerMessage(LogLevel.Information, "Request {RequestId} deleted")]
    public static partial void RequestDeleted(this ILogger log, long requestId);

    [LoggerMessage(LogLevel.Information, "Quote {QuoteId} made from request {RequestId}")]
    public static partial void RequestQuoted(this ILogger log, long requestId, long quoteId);

    [LoggerMessage(LogLevel.Information, "Visit {VisitId} of request {RequestId} planned with {Conflicts} conflicts")]
    public static partial void VisitPlanned(this ILogger log, long visitId, long requestId, int conflicts);

    [LoggerMessage(LogLevel.Information, "Equipment {EquipmentId} of client {ClientId} saved")]
    public static partial void EquipmentSaved(this ILogger log, long equipmentId, long clientId);
}
