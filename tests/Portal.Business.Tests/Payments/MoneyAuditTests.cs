using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Receivables;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Payments;

/// <summary>What moves money stands in the audit trail with its amount from the moment it is created.</summary>
public sealed class MoneyAuditTests
{
    [Theory, EachDatabase]
    public async Task Payment_Refund_AndWriteOff_AreInTheTrailWithTheirAmounts(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Ferme du Lac");
        var invoice = await scene.IssueAsync(client, 10m);
        var paymentId = await scene.PayAsync(client, 130m, shares: new Share(invoice.Id, invoice.Total - 0.40m));
        Boreal.Require(await scene.Portal.Get<WriteOffRest>().RunAsync(new(invoice.Id, null, (await scene.Boreal.FindAsync(invoice.Id)).Version, "Arrondi"), default));
        var refund = Boreal.Value(await scene.Portal.Get<RecordRefund>().RunAsync(
            new(Guid.NewGuid(), scene.Boreal.Entity.Id, client.Id, PaymentMethod.Transfer, 5m, "CAD", scene.Today, "", ""), default));

        await using var db = scene.Portal.Open();
        Assert.Equal((130m, client.Id), await CreatedAsync(db, nameof(Payment), paymentId));
        Assert.Equal((5m, client.Id), await CreatedAsync(db, nameof(Refund), refund.RefundId));
        Assert.Equal((0.40m, client.Id), await CreatedAsync(db, nameof(WriteOff), await db.WriteOffs.Select(w => w.Id).SingleAsync()));
    }

    [Theory, EachDatabase]
    public async Task CreditNote_IsInTheTrailWithItsTotalAndItsOriginal(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var invoice = await scene.IssueAsync(await scene.NewClientAsync("Ferme du Lac"), 10m);
        var note = Boreal.Value(await scene.Portal.Get<CreditInvoice>().RunAsync(
            new(invoice.Id, (await scene.Boreal.FindAsync(invoice.Id)).Version, null, true, "Erreur", false), default));

        await using var db = scene.Portal.Open();
        var changes = (await db.AuditEntries.SingleAsync(a => a.Subject == nameof(Invoice) && a.SubjectId == note.Id && a.Action == AuditAction.Created)).ReadChanges();
        Assert.Equal(invoice.Total, Amount(changes, nameof(Invoice.Total)));
        Assert.Equal((null, $"{invoice.Id}"), changes.Where(c => c.Property == nameof(Invoice.OriginalId)).Select(c => (c.Before, c.After)).Single());
    }

    private static async Task<(decimal Amount, long ClientId)> CreatedAsync(PortalDbContext db, string subject, long id)
    {
        var changes = (await db.AuditEntries.SingleAsync(a => a.Subject == subject && a.SubjectId == id && a.Action == AuditAction.Created)).ReadChanges();
        Assert.All(changes, c => Assert.Null(c.Before));
        return (Amount(changes, "Amount"), long.Parse(changes.Single(c => c.Property == "ClientId").After!, System.Globalization.CultureInfo.InvariantCulture));
    }

    private static decimal Amount(IReadOnlyList<AuditChange> changes, string property) =>
        decimal.Parse(changes.Single(c => c.Property == property).After!, System.Globalization.CultureInfo.InvariantCulture);
}
