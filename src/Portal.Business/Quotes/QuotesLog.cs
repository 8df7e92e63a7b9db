using Microsoft.Extensions.Logging;

namespace Portal.Business.Quotes;

internal static partial class QuotesLog
{
    [LoggerMessage(LogLevel.Information, "Quote {QuoteId} created in job {JobId}")]
    public static partial void QuoteCreated(this ILogger log, long quoteId, long jobId);

    [LoggerMessage(LogLevel.Information, "Quote {QuoteId} saved with {Lines} lines")]
    public static partial void QuoteSaved(this ILogger log, long quoteId, int lines);

    [LoggerMessage(LogLevel.Information, "Quote {QuoteId} queued for sending as message {MessageId}")]
    public static partial void QuoteSent(this ILogger log, long quoteId, long messageId);

    [LoggerMessage(LogLevel.Information, "Quote {QuoteId} opened by link {LinkId}")]
    public static partial void QuoteOpened(this ILogger log, long quoteId, long linkId);

    [LoggerMessage(LogLevel.Information, "Quote {QuoteId} opened in the portal")]
    public static partial void QuoteViewedInPortal(this ILogger log, long quoteId);

    [LoggerMessage(LogLevel.Information, "A quote link was refused: {Reason}")]
    public static partial void LinkRefused(this ILogger log, string reason);

    [LoggerMessage(LogLevel.Information, "Quote {QuoteId} refused")]
    public static partial void QuoteRefused(this ILogger log, long quoteId);

    [LoggerMessage(LogLevel.Information, "Quote {QuoteId} superseded by {RevisionId}")]
    public static partial void QuoteRevised(this ILogger log, long quoteId, long revisionId);

    [LoggerMessage(LogLevel.Information, "Draft of quote {QuoteId} deleted")]
    public static partial void DraftDeleted(this ILogger log, long quoteId);

    [LoggerMessage(LogLevel.Information, "Quote {QuoteId} open until {ValidUntil}")]
    public static partial void ValidityExtended(this ILogger log, long quoteId, DateOnly validUntil);

    [LoggerMessage(LogLevel.Information, "{Quotes} quotes expired, {Links} links closed, {Skipped} left for the next run")]
    public static partial void QuotesExpired(this ILogger log, int quotes, int links, int skipped);

    [LoggerMessage(LogLevel.Information, "Link {LinkId} of quote {QuoteId} revoked")]
    public static partial void LinkRevoked(this ILogger log, long linkId, long quoteId);
}
