using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Portal.Business.Accounting;
using Portal.Business.Data;
using Portal.Business.Integrity;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Integrity;

/// <summary>
/// Every column of what is sealed makes a check find it when it is changed past the application, or stands here with the reason why it may
/// change. A new column therefore needs a decision.
/// </summary>
public sealed class SealedColumnsTests
{
    private const string Link = "where it came from, inside the house: nothing that the document says";
    private const string Later = "changes by rule after it was made; made of rows that are sealed themselves";
    private const string Work = "how it is worked on; the document says nothing of it";
    private const string Order = "only the order counts, and the text is sealed in it";
    private const string Retention = "sealed where something is held back; means nothing elsewhere";
    private const string InBooks = "sealed where the document is in another currency than that of the books; the same as the amount elsewhere";
    private const string Technical = "kept for the database: search, versions";

    private static readonly Dictionary<(Type, string), string> MayChange = new()
    {
        [(typeof(Invoice), "Status")] = Later,
        [(typeof(Invoice), "JobId")] = Link,
        [(typeof(Invoice), "QuoteId")] = Link,
        [(typeof(Invoice), "ContractId")] = Link,
        [(typeof(Invoice), "JournalId")] = "the entry that was booked in it is sealed with it",
        [(typeof(Invoice), "QuoteStage")] = Link,
        [(typeof(Invoice), "BookTotal")] = InBooks,
        [(typeof(Payment), "BookAmount")] = InBooks,
        [(typeof(Refund), "BookAmount")] = InBooks,
        [(typeof(Invoice), "RetentionPercent")] = Retention,
        [(typeof(Invoice), "RetentionUntil")] = Retention,
        [(typeof(Invoice), "SiteId")] = "the place itself is frozen and sealed with the parties",
        [(typeof(Invoice), "PaymentTermsId")] = "the instalments that came of it are sealed",
        [(typeof(Invoice), "CreatedAt")] = "when the proforma was begun; the day and time of issue are sealed",
        [(typeof(Invoice), "PlannedOn")] = Work,
        [(typeof(Invoice), "SendWhenIssued")] = Work,
        [(typeof(Invoice), "SentAt")] = Later,
        [(typeof(Invoice), "Credited")] = Later,
        [(typeof(Invoice), "Paid")] = Later,
        [(typeof(Invoice), "Deducted")] = Later,
        [(typeof(Invoice), "WrittenOff")] = Later,
        [(typeof(Invoice), "Balance")] = Later,
        [(typeof(Invoice), "BookBalance")] = Later,
        [(typeof(Invoice), "Held")] = Later,
        [(typeof(Invoice), "BookHeld")] = Later,
        [(typeof(Invoice), "Accounting")] = Later,
        [(typeof(Invoice), "Attention")] = Work,
        [(typeof(Invoice), "TaxDoubt")] = Work,
        [(typeof(Invoice), "DisputedOn")] = Work,
        [(typeof(Invoice), "DisputeReason")] = Work,
        [(typeof(Invoice), "DisputedBy")] = Work,
        [(typeof(Invoice), "SearchKey")] = Technical,
        [(typeof(Invoice), "Day")] = Technical,
        [(typeof(Invoice), "Version")] = Technical,
        [(typeof(InvoiceLine), "Position")] = Order,
        [(typeof(InvoiceLine), "Source")] = Link,
        [(typeof(InvoiceLine), "JobLineId")] = Link,
        [(typeof(InvoiceLine), "JobQuantity")] = Link,
        [(typeof(InvoiceLine), "ContractId")] = Link,
        [(typeof(InvoiceLine), "UnitCost")] = "what the house paid for it, corrected later too: the document says nothing of it",
        [(typeof(InvoiceTax), "Position")] = Order,
        [(typeof(InvoiceInstalment), "Position")] = Order,
        [(typeof(Payment), "State")] = "sealed by the record of the reversal; the other way round, the reversal is missing",
        [(typeof(Payment), "Refunded")] = Later,
        [(typeof(Payment), "WrittenOff")] = Later,
        [(typeof(Payment), "Unallocated")] = Later,
        [(typeof(Payment), "BookUnallocated")] = Later,
        [(typeof(Payment), "Attention")] = Work,
        [(typeof(Payment), "SearchKey")] = Technical,
        [(typeof(Payment), "Version")] = Technical,
        [(typeof(Refund), "Version")] = Technical,
        [(typeof(WriteOff), "Version")] = Technical,
        [(typeof(RetentionRelease), "Version")] = Technical,
        [(typeof(ChargebackFee), "Version")] = Technical,
    };

    [Fact]
    public async Task EveryColumn_ChangedPastTheApplication_IsFoundOrMayChangeForAReason()
    {
        await using var boreal = await Boreal.QuebecAsync(DatabaseProvider.Sqlite);
        await LiveAsync(boreal);
        Assert.Equal(0, (await boreal.VerifyAsync()).Found);
        await using var db = boreal.Portal.Open();
        await db.Database.OpenConnectionAsync();
        await db.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys = OFF");
        await db.Database.ExecuteSqlRawAsync("PRAGMA ignore_check_constraints = ON");

        var unnoticed = new List<string>();
        foreach (var type in new[]
        {
            typeof(Invoice), typeof(InvoiceLine), typeof(InvoiceTax), typeof(InvoiceInstalment), typeof(Payment), typeof(PaymentAllocation), typeof(Refund), typeof(RefundShare),
            typeof(WriteOff), typeof(RetentionRelease), typeof(ChargebackFee), typeof(AccountingEntry), typeof(AccountingEntryLine),
        })
        {
            var entity = db.Model.FindEntityType(type)!;
            foreach (var property in entity.GetFlattenedProperties().Where(p => !p.IsPrimaryKey() && !MayChange.ContainsKey((type, p.Name))))
            {
                if (!await IsFoundAsync(boreal, db, entity, property))
                {
                    unnoticed.Add($"{type.Name}.{property.Name}");
                }
            }
        }

        Assert.Empty(unnoticed);
        Assert.Equal(0, (await boreal.VerifyAsync()).Found);
    }

    [Fact]
    public async Task EveryExclusion_NamesAColumn()
    {
        await using var boreal = await Boreal.QuebecAsync(DatabaseProvider.Sqlite);
        await using var db = boreal.Portal.Open();
        Assert.DoesNotContain(MayChange.Keys, k => db.Model.FindEntityType(k.Item1)!.GetFlattenedProperties().All(p => p.Name != k.Item2));
    }

    /// <summary>Something of every kind that is sealed.</summary>
    private static async Task LiveAsync(Boreal boreal)
    {
        var invoices = await boreal.IssueAsync(3);
        await boreal.CreditAsync(invoices[2]);
        await boreal.PayAsync(invoices[0], invoices[0].Total - 0.01m);
        await boreal.ReverseAsync(await boreal.PayAsync(invoices[1], 20m));
        var over = Boreal.Value(await boreal.Portal.Get<RecordPayment>().RunAsync(
            new RecordPayment.Input(
                Guid.NewGuid(), boreal.Entity.Id, boreal.Client.Id, PaymentMethod.Cheque, 50m, "CAD", boreal.Entity.Today(boreal.Portal.Clock), "1", "", [new Share(invoices[1].Id, 10m)], false),
            default)).PaymentId;
        var refund = Boreal.Value(await boreal.Portal.Get<RecordRefund>().RunAsync(
            new RecordRefund.Input(Guid.NewGuid(), boreal.Entity.Id, boreal.Client.Id, PaymentMethod.Transfer, 40m, "CAD", boreal.Entity.Today(boreal.Portal.Clock), "2", "", over), default)).RefundId;
        Boreal.Require(await boreal.Portal.Get<ReverseRefund>().RunAsync(new(refund, 0, "Revenu"), default));
        var open = await boreal.FindAsync(invoices[0].Id);
        Boreal.Require(await boreal.Portal.Get<WriteOffRest>().RunAsync(new(open.Id, null, open.Version, "Un cent"), default));
        await RetainAsync(boreal);
        await DisputeAsync(boreal);
        await using var db = boreal.Portal.Open();
        var writeOff = await db.WriteOffs.SingleAsync();
        Boreal.Require(await boreal.Portal.Get<ReverseWriteOff>().RunAsync(new(writeOff.Id, writeOff.Version, "Payé"), default));
    }

    /// <summary>An invoice of which something is held back, released, and held back again.</summary>
    private static async Task RetainAsync(Boreal boreal)
    {
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 1000));
        Boreal.Value(await boreal.Portal.Get<SaveProforma>().RunAsync(
            new SaveProforma.Input(
                id, (await boreal.FindAsync(id)).Version, new Invoice.Head(boreal.Client.Id, "Travaux", "", null, null, null, null, null, false, RetentionPercent: 5),
                [new ProformaLines.Line(null, InvoiceLineSource.Text, null, null, boreal.InvoiceLine("Pose", 1, 1000))]),
            default));
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default));
        Boreal.Require(await boreal.Portal.Get<ReleaseRetention>().RunAsync(new(id, (await boreal.FindAsync(id)).Version, null, "Réception"), default));
        await using var db = boreal.Portal.Open();
        var release = await db.RetentionReleases.SingleAsync();
        Boreal.Require(await boreal.Portal.Get<TakeBackRelease>().RunAsync(new(release.Id, release.Version, null, "Réserves"), default));
    }

    /// <summary>The fee of a dispute, taken back.</summary>
    private static async Task DisputeAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        var payment = await db.Payments.FirstAsync(p => p.State == PaymentState.Reversed);
        var entity = await db.LegalEntities.SingleAsync(e => e.Id == payment.LegalEntityId);
        var books = new BankBooks(entity.BankAccountId!.Value, entity.BankJournalId!.Value);
        var fee = new ChargebackFee(payment, 15m, entity.Currency, entity.Today(boreal.Portal.Clock), entity.BankFeeAccountId!.Value, books, boreal.Portal.Clock.GetUtcNow().UtcDateTime);
        db.ChargebackFees.Add(fee);
        AccountingEntries.AddForChargebackFee(db, fee, entity, "Ferme du Lac");
        ChargebackFeeSeals.Add(db, fee);
        await db.SaveChangesAsync();
        Boreal.Require(await boreal.Portal.Get<ReverseChargebackFee>().RunAsync(new(fee.Id, fee.Version, "Gagnée"), default));
    }

    private static async Task<bool> IsFoundAsync(Boreal boreal, PortalDbContext db, IEntityType entity, IProperty property)
    {
        var (table, column) = (entity.GetTableName()!, property.GetColumnName());
        var key = $"SELECT MIN(\"Id\") AS \"Value\" FROM \"{table}\"{(property.Name.StartsWith("Revers", StringComparison.Ordinal) && entity.FindProperty("ReversedOn") is not null ? " WHERE \"ReversedOn\" IS NOT NULL" : "")}";
        var id = (await db.Database.SqlQueryRaw<long>(key).ToListAsync())[0];
        var isText = property.GetRelationalTypeMapping().StoreType == "TEXT";
        var (before, after) = ($"__{column}_before", isText ? Changed(property) : $"COALESCE(\"{column}\", 0) + 100");
        await DoAsync($"CREATE TEMP TABLE \"{before}\" AS SELECT \"{column}\" AS v FROM \"{table}\" WHERE \"Id\" = {id}");
        await DoAsync($"UPDATE \"{table}\" SET \"{column}\" = {(property.ClrType == typeof(bool) ? $"1 - \"{column}\"" : after)} WHERE \"Id\" = {id}");
        var found = (await boreal.VerifyAsync()).Findings.Any(f => f.Kind != FindingKind.DocumentUnreadable);
        await DoAsync($"UPDATE \"{table}\" SET \"{column}\" = (SELECT v FROM \"{before}\") WHERE \"Id\" = {id}");
        await DoAsync($"DROP TABLE \"{before}\"");
        return found;

        Task DoAsync(string sql) => db.Database.ExecuteSqlRawAsync(sql);
    }

    /// <summary>Another value that the column could have.</summary>
    private static string Changed(IProperty property)
    {
        var (type, column) = (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType, $"\"{property.GetColumnName()}\"");
        return type.IsEnum ? $"CASE {column} {string.Concat(Enum.GetNames(type).Zip(Enum.GetNames(type).Skip(1).Append(Enum.GetNames(type)[0]), (a, b) => $"WHEN '{a}' THEN '{b}' "))}END"
            : type == typeof(DateOnly) ? $"COALESCE(date({column}, '+1 day'), '2020-01-01')"
            : type == typeof(DateTime) ? $"COALESCE(datetime({column}, '+1 day'), '2020-01-01 00:00:00')"
            : type == typeof(InvoiceParties) ? $"REPLACE({column}, 'chemin du Roy', 'rue du Port')"
            : property.GetValueConverter() is not null && type != typeof(string) ? $"REPLACE(REPLACE({column}, 'T', 'X'), '\"\"', '\"x\"')"
            : $"COALESCE({column}, '') || 'x'";
    }
}
