using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>The templates that proformas may begin with, by company and name.</summary>
public sealed class ListInvoiceTemplates(PortalDbContextFactory contexts, ICurrentUser user)
{
    public const int Most = 500;

    /// <param name="LegalEntityId">Only those of this company of ours.</param>
    public sealed record Input(long? LegalEntityId = null);

    public sealed record Row(long Id, int Version, string Name, string Company, string Title, int Lines, string Language, DateTime CreatedAt);

    public async Task<Result<IReadOnlyList<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var rows = await (from template in db.InvoiceTemplates.AsNoTracking()
                          join company in db.LegalEntities on template.LegalEntityId equals company.Id
                          where input.LegalEntityId == null || template.LegalEntityId == input.LegalEntityId
                          orderby company.Name, template.Name, template.Id
                          select new { template.Id, template.Version, template.Name, Company = company.Name, template.Content, template.Language, template.CreatedAt })
            .Take(Most).ToListAsync(ct);
        return rows.ConvertAll(r => new Row(r.Id, r.Version, r.Name, r.Company, r.Content.Title, r.Content.Lines.Count, r.Language, r.CreatedAt));
    }
}
