using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Data;
using Portal.Business.Integrity;
using Portal.Business.Integrity.UseCases;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Integrity;

/// <summary>Issued, paid and reversed documents, a check of their chain, and somebody who writes into the database past the application.</summary>
internal static class ChainScene
{
    public static async Task<IReadOnlyList<Invoice>> IssueAsync(this Boreal boreal, int count)
    {
        var issued = new List<Invoice>();
        for (var i = 0; i < count; i++)
        {
            issued.Add(await boreal.IssuedAsync(boreal.InvoiceLine($"Pose\t{i} “é”\nsuite\\fin", 1.5m, 140.123456m), boreal.InvoiceLine("Vis = 3", 3, 0.35m)));
        }

        return issued;
    }

    public static async Task<long> PayAsync(this Boreal boreal, Invoice invoice, decimal amount) =>
        Boreal.Value(await boreal.Portal.Get<RecordPayment>().RunAsync(
            new RecordPayment.Input(
                Guid.NewGuid(), boreal.Entity.Id, invoice.BilledToId, PaymentMethod.Cheque, amount, invoice.Currency, boreal.Entity.Today(boreal.Portal.Clock), "1042", "",
                [new Share(invoice.Id, amount)], SendReceipt: false),
            default)).PaymentId;

    public static async Task ReverseAsync(this Boreal boreal, long paymentId) =>
        Boreal.Require(await boreal.Portal.Get<ReversePayment>().RunAsync(new ReversePayment.Input(paymentId, "Sans provision", 0), default));

    public static async Task CreditAsync(this Boreal boreal, Invoice invoice)
    {
        Boreal.Value(await boreal.Portal.Get<TransferToAccounting>().RunAsync(default));
        var now = await boreal.FindAsync(invoice.Id);
        Boreal.Value(await boreal.Portal.Get<CreditInvoice>().RunAsync(new CreditInvoice.Input(invoice.Id, now.Version, null, false, "Erreur", false), default));
    }

    public static async Task<VerifyChains.Chain> VerifyAsync(this Boreal boreal) =>
        Boreal.Value(await boreal.Portal.Get<VerifyChains>().RunAsync(default)).Single(c => c.LegalEntity == boreal.Entity.Name);

    /// <summary>What a check asked for on the page names, in its order.</summary>
    public static async Task<IReadOnlyList<IntegrityFinding>> CheckAsync(this Boreal boreal)
    {
        var id = Boreal.Value(await boreal.Portal.Get<StartIntegrityCheck>().RunAsync(boreal.Entity.Id, default));
        Boreal.Value(await boreal.Portal.Get<RunIntegrityChecks>().RunAsync(default));
        await using var db = boreal.Portal.Open();
        var check = await db.IntegrityChecks.AsNoTracking().Include(c => c.Findings).SingleAsync(c => c.Id == id);
        Assert.NotNull(check.FinishedAt);
        return [.. check.Findings.OrderBy(f => f.Position)];
    }

    public static async Task SqlAsync(this Boreal boreal, string sql, params object[] args)
    {
        await using var db = boreal.Portal.Open();
        Assert.NotEqual(0, await db.Database.ExecuteSqlRawAsync(sql, args));
    }

    /// <summary>A row like another, with other values in some columns.</summary>
    public static async Task CopyAsync<T>(this Boreal boreal, long id, params (string Column, object Value)[] changes)
    {
        await using var db = boreal.Portal.Open();
        var type = db.Model.FindEntityType(typeof(T))!;
        var columns = type.GetFlattenedProperties().Select(p => p.GetColumnName()).ToList();
        var values = columns.Select(c => Array.FindIndex(changes, x => x.Column == c) is var at and >= 0 ? $"{{{at}}}" : $"\"{c}\"");
        await boreal.SqlAsync(
            $"INSERT INTO \"{type.GetTableName()}\" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) SELECT {string.Join(", ", values)} FROM \"{type.GetTableName()}\" WHERE \"Id\" = {id}",
            [.. changes.Select(c => c.Value)]);
    }

    public static async Task<List<SealedRecord>> RecordsAsync(this Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        return await db.SealedRecords.AsNoTracking().OrderBy(r => r.Sequence).ToListAsync();
    }
}
