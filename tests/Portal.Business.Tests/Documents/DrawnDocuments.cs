using Portal.Business.Clients;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.Documents;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Documents;

/// <summary>A company on a database of its own, and its documents.</summary>
internal sealed class DrawnDocuments : IAsyncDisposable
{
    private readonly TestPortal portal;

    private DrawnDocuments(TestPortal portal, PortalDbContext db, SampleDocuments sample) => (this.portal, Db, Sample) = (portal, db, sample);

    public PortalDbContext Db { get; }

    public SampleDocuments Sample { get; }

    public static async Task<DrawnDocuments> StartAsync(string company)
    {
        var portal = await TestPortal.StartAsync(DatabaseProvider.Sqlite);
        var db = portal.Open();
        return new DrawnDocuments(portal, db, await SampleDocuments.OfAsync(db, portal.Clock, company));
    }

    public Task<DocumentFile> RenderAsync(Invoice invoice, Client? buyer = null, Client? billedTo = null) =>
        portal.Get<InvoiceDocuments>().RenderAsync(Db, invoice, Sample.Parties(buyer, billedTo), default);

    public async Task<string> TextAsync(Invoice invoice, Client? buyer = null, Client? billedTo = null) =>
        DocumentText.Flat((await RenderAsync(invoice, buyer, billedTo)).Bytes);

    public async ValueTask DisposeAsync()
    {
        await Db.DisposeAsync();
        await portal.DisposeAsync();
    }
}
