using Microsoft.Extensions.Logging;

namespace Portal.Business.Clients;

internal static partial class ClientsLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Client {ClientId} created with {Contacts} contacts and {Sites} sites")]
    public static partial void ClientCreated(this ILogger logger, long clientId, int contacts, int sites);

    [LoggerMessage(Level = LogLevel.Information, Message = "Client {ClientId} changed")]
    public static partial void ClientChanged(this ILogger logger, long clientId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Client {ClientId} is active: {IsActive}")]
    public static partial void ClientActivityChanged(this ILogger logger, long clientId, bool isActive);

    [LoggerMessage(Level = LogLevel.Information, Message = "Client {ClientId} deleted")]
    public static partial void ClientDeleted(this ILogger logger, long clientId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Contact {ContactId} is the billing manager of client {ClientId}")]
    public static partial void BillingManagerAppointed(this ILogger logger, long contactId, long clientId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Imported {Created} clients; {Refused} rows refused, {Duplicates} duplicates left out")]
    public static partial void ClientsImported(this ILogger logger, int created, int refused, int duplicates);
}
