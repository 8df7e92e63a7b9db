using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>Removes a template. Invoices that began with it keep what they have.</summary>
public sealed class DeleteInvoiceTemplate(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(long TemplateId, int Version);

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
        db.InvoiceTemplates.Remove(template);
        return await db.TrySaveAsync(ct);
    }
}
