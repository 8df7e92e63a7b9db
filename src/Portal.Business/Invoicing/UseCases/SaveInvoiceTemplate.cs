using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>Keeps the lines, message, terms and discount of an invoice under a name, to begin others with.</summary>
public sealed class SaveInvoiceTemplate(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Name">Once per company.</param>
    public sealed record Input(long InvoiceId, string Name);

    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var invoice = await db.Invoices.AsNoTracking().Include(i => i.Lines).SingleOrDefaultAsync(i => i.Id == input.InvoiceId && i.Kind == InvoiceKind.Invoice && !i.IsDeposit, ct);
        if (invoice is null)
        {
            return Refusal.NotFound;
        }

        var template = new InvoiceTemplate(invoice.LegalEntityId, invoice.Language, TemplateContent.Of(invoice), clock.GetUtcNow().UtcDateTime);
        if (template.Rename(input.Name) is { Succeeded: false } unnamed)
        {
            return unnamed.Refusal!;
        }

        if (await db.InvoiceTemplates.AnyAsync(t => t.LegalEntityId == template.LegalEntityId && t.Name == template.Name, ct))
        {
            return Refusal.Conflict("Invoicing.TemplateNameTaken", template.Name).On(nameof(input.Name));
        }

        db.InvoiceTemplates.Add(template);
        var saved = await db.TrySaveAsync(ct);
        return saved.Succeeded ? template.Id : saved.Refusal!;
    }
}
