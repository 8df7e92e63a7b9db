using Microsoft.Extensions.Logging;

namespace Portal.Business.Companies;

internal static partial class CompaniesLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Legal entity {LegalEntityId} created")]
    public static partial void LegalEntityCreated(this ILogger logger, long legalEntityId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Legal entity {LegalEntityId} changed")]
    public static partial void LegalEntityChanged(this ILogger logger, long legalEntityId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Number series {SeriesId} changed")]
    public static partial void NumberSeriesChanged(this ILogger logger, long seriesId);
}
