using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Invoicing;

namespace Portal.Business.Receivables.Documents;

/// <summary>The PDF of a statement in the client's language.</summary>
public sealed class StatementDocuments(Letterheads letterheads)
{
    /// <param name="now">The document carries this instant.</param>
    internal async Task<DocumentFile> RenderAsync(PortalDbContext db, FoundStatement found, DateTime now, CancellationToken ct)
    {
        var (statement, client, entity) = (found.Statement, found.Client, found.Entity);
        var message = await db.FormTexts.AsNoTracking().Where(t => t.LegalEntityId == entity.Id && t.Form == Form.Statement).Select(t => t.Text).FirstOrDefaultAsync(ct);
        var letterhead = await letterheads.GetAsync(db, entity.Id, entity.Version, ct);
        return StatementSheet.Draw(
            statement, SellerParty.Of(entity), BuyerParty.Of(client), client.Language, letterhead, (message ?? LocalText.Empty).In(client.Language), now);
    }
}
