using Portal.Business.Data;

namespace Portal.Business.Clients;

/// <summary>Which clients a list or an export wants; null and empty mean all.</summary>
/// <param name="Label">By its key.</param>
public sealed record ClientFilter(string? Search = null, bool? IsActive = true, long? LegalEntityId = null, string? Language = null, string? Label = null)
{
    internal IQueryable<Client> Apply(IQueryable<Client> clients)
    {
        clients = clients.Matching(c => c.SearchKey, Search);
        if (IsActive is { } active)
        {
            clients = clients.Where(c => c.IsActive == active);
        }

        if (LegalEntityId is { } entity)
        {
            clients = clients.Where(c => c.LegalEntityId == entity);
        }

        if (!string.IsNullOrEmpty(Label))
        {
            clients = clients.Where(c => c.Labels.Any(l => l.Key == Label));
        }

        return string.IsNullOrEmpty(Language) ? clients : clients.Where(c => c.Language == Language);
    }
}
