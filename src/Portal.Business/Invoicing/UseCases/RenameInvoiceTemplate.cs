using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>Gives a template another name.</summary>
public sealed class RenameInvoiceTemplate(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(long TemplateId, int Version, string Name);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await db.InvoiceTemplates.SingleOrDefaultAsync(t => t.Id == input.TemplateId, ct) is not { } template)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(template, input.Version);
        if (template.Rename(input.Name) is { Succeeded: false } unnamed)
        {
            return unnamed;
        }

        return await db.InvoiceTemplates.AnyAsync(t => t.Id != template.Id && t.LegalEntityId == template.LegalEntityId && t.Name == template.Name, ct)
            ? Refusal.Conflict("Invoicing.TemplateNameTaken", template.Name).On(nameof(input.Name))
            : await db.TrySaveAsync(ct);
    }
}
