using Microsoft.EntityFrameworkCore;
using Portal.Business.ClientPortal.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Interventions;
using Portal.Business.Interventions.Documents;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Invoicing;
using Portal.Business.Payments;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Interventions;

/// <summary>Invoices made or brought to a visit on site.</summary>
public sealed class VisitInvoiceTests
{
    [Theory, EachDatabase]
    public async Task PreparedProforma_IsAttachedToOneVisitOnly_AndSent(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        var product = await scene.ProductAsync();
        await scene.StartAsync();
        await scene.PartAsync(product);
        scene.AsAdministrator();
        var proforma = Boreal.Value(await scene.Portal.Get<InvoiceRequest>().RunAsync(new(scene.Request.Id), default));
        scene.As(scene.LeadId);
        await scene.FinishAsync();

        var attach = scene.Portal.Get<AttachVisitInvoice>();
        var attached = await attach.RunAsync(new(scene.VisitId, Guid.NewGuid(), proforma), default);
        var again = await attach.RunAsync(new(scene.VisitId, Guid.NewGuid(), proforma), default);

        Assert.True(attached.Succeeded, attached.Refusal?.Code);
        Assert.True(again.Succeeded, again.Refusal?.Code);
        Assert.Equal(proforma, (await scene.ReadAsync()).InvoiceId);
        Assert.True((await scene.Boreal.FindAsync(proforma)).IsIssued);
        await using var db = scene.Portal.Open();
        Assert.Equal(1, await db.OutgoingMessages.CountAsync(m => m.AboutType == nameof(Invoice) && m.AboutId == proforma));
        Assert.Equal(1, await db.VisitSteps.CountAsync(s => s.Kind == VisitStepKind.InvoiceAttached));
    }

    [Theory, EachDatabase]
    public async Task PurchaseOrderThatTheClientRequires_IsGivenOnSite_ForANewInvoiceAndForAPreparedOne(DatabaseProvider provider)
    {
        foreach (var isPrepared in new[] { false, true })
        {
            await using var scene = await VisitScene.StartAsync(provider);
            var product = await scene.ProductAsync();
            await scene.StartAsync();
            await scene.PartAsync(product);
            scene.AsAdministrator();
            var prepared = isPrepared ? Boreal.Value(await scene.Portal.Get<InvoiceRequest>().RunAsync(new(scene.Request.Id), default)) : 0;
            await using (var db = scene.Portal.Open())
            {
                (await db.Clients.SingleAsync(c => c.Id == scene.Boreal.Client.Id)).PurchaseOrderRequired = true;
                await db.SaveChangesAsync();
            }

            scene.As(scene.LeadId);
            await scene.FinishAsync();
            Assert.True(Boreal.Value(await scene.Portal.Get<ShowVisit>().RunAsync(scene.VisitId, default)).OrderRequired);
            var key = Guid.NewGuid();

            var without = await BillAsync("  ");
            var tooLong = await BillAsync(new string('4', VisitOrder.Longest + 1));
            var given = await BillAsync(" BC-4711 ");
            var twice = await BillAsync("BC-4712");

            Assert.Equal(("Interventions.NoPurchaseOrder", VisitOrder.Field), (without.Refusal!.Code, without.Refusal.Field));
            Assert.Equal(("Common.TooLong", VisitOrder.Field), (tooLong.Refusal!.Code, tooLong.Refusal.Field));
            Assert.True(given.Succeeded, given.Refusal?.Code);
            Assert.True(twice.Succeeded, twice.Refusal?.Code);
            await using var after = scene.Portal.Open();
            var invoice = Assert.Single(await after.Invoices.AsNoTracking().ToListAsync());
            Assert.Equal(("BC-4711", true), (invoice.PurchaseOrder, invoice.IsIssued));

            async Task<Result> BillAsync(string number) => isPrepared
                ? await scene.Portal.Get<AttachVisitInvoice>().RunAsync(new(scene.VisitId, key, prepared, PurchaseOrder: number), default)
                : await scene.Portal.Get<InvoiceVisit>().RunAsync(new(scene.VisitId, key, PurchaseOrder: number), default);
        }
    }

    [Theory, EachDatabase]
    public async Task AttachedProforma_ThatCouldNotBeIssued_IsIssuedOnceWhatStoodInTheWayIsPutRight(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        var product = await scene.ProductAsync();
        await scene.StartAsync();
        await scene.PartAsync(product);
        scene.AsAdministrator();
        var proforma = Boreal.Value(await scene.Portal.Get<InvoiceRequest>().RunAsync(new(scene.Request.Id), default));
        await RequireOrderAsync(true);
        scene.As(scene.LeadId);
        await scene.FinishAsync();
        var attach = scene.Portal.Get<AttachVisitInvoice>();

        var refused = await attach.RunAsync(new(scene.VisitId, Guid.NewGuid(), proforma), default);
        await RequireOrderAsync(false);
        var again = await attach.RunAsync(new(scene.VisitId, Guid.NewGuid(), proforma), default);

        Assert.Equal(("Interventions.NoPurchaseOrder", VisitOrder.Field), (refused.Refusal!.Code, refused.Refusal.Field));
        Assert.True(again.Succeeded, again.Refusal?.Code);
        Assert.True((await scene.Boreal.FindAsync(proforma)).IsIssued);

        async Task RequireOrderAsync(bool required)
        {
            await using var db = scene.Portal.Open();
            (await db.Clients.SingleAsync(c => c.Id == scene.Boreal.Client.Id)).PurchaseOrderRequired = required;
            await db.SaveChangesAsync();
        }
    }
}
