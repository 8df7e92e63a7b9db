using Portal.Business.Data;

namespace Portal.Business.Clients;

/// <summary>
/// A number in the header of a client's page, such as its open jobs. The capability that owns the records registers it
/// (<c>services.AddSingleton(new ClientCounter("Jobs", …))</c>); the page knows where it leads.
/// </summary>
/// <param name="What">"Jobs", "Quotes", "Invoices" …: key of its label and link.</param>
/// <param name="Order">Lowest first.</param>
/// <param name="Permission">Who may see it.</param>
/// <param name="CountAsync">Counts for the client of an id.</param>
public sealed record ClientCounter(string What, int Order, string Permission, Func<PortalDbContext, long, CancellationToken, Task<int>> CountAsync);

/// <summary>What was counted.</summary>
public sealed record ClientCount(string What, int Count);
