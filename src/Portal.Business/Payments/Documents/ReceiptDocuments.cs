using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Payments.Documents;

/// <summary>The PDF that a payer receives for a payment. The same receipt gives the same bytes.</summary>
public sealed class ReceiptDocuments(Letterheads letterheads)
{
    public async Task<DocumentFile> RenderAsync(PortalDbContext db, ReceiptModel receipt, CancellationToken ct)
    {
        var found = await db.LegalEntities.AsNoTracking()
            .Where(e => e.Id == receipt.LegalEntityId)
            .Select(e => new
            {
                e.Version,
                Message = db.FormTexts.Where(t => t.LegalEntityId == e.Id && t.Form == Form.Receipt).Select(t => t.Text).FirstOrDefault(),
            })
            .SingleAsync(ct);
        var letterhead = await letterheads.GetAsync(db, receipt.LegalEntityId, found.Version, ct);
        return ReceiptDocument.Render(receipt, letterhead, found.Message ?? LocalText.Empty);
    }
}
