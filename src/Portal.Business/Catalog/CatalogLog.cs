using Microsoft.Extensions.Logging;

namespace Portal.Business.Catalog;

internal static partial class CatalogLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Kind} {Id} saved")]
    public static partial void CatalogSaved(this ILogger logger, string kind, long id);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Kind} {Id} deleted")]
    public static partial void CatalogDeleted(this ILogger logger, string kind, long id);
}
