using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Data;
using Portal.Business.Integrity;
using Portal.Business.Integrity.UseCases;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Payments;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Integrity;

/// <summary>Whatever is changed, deleted or put in past the application is named.</summary>
public sealed class TamperingTests
{
    [Theory, EachDatabase]
    public async Task Invoice_WhoseDueDayWasMovedAfterARelease_IsNamed(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 1000));
        Boreal.Value(await boreal.Portal.Get<SaveProforma>().RunAsync(
            new SaveProforma.Input(
                id, (await boreal.FindAsync(id)).Version, new Invoice.Head(boreal.Client.Id, "Travaux", "", null, null, null, null, null, false, RetentionPercent: 5),
                [new ProformaLines.Line(null, InvoiceLineSource.Text, null, null, boreal.InvoiceLine("Pose", 1, 1000))]),
            default));
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default));
        Boreal.Require(await boreal.Portal.Get<ReleaseRetention>().RunAsync(new(id, (await boreal.FindAsync(id)).Version, null, "Réception"), default));
        Assert.Equal(0, (await boreal.VerifyAsync()).Found);

        await boreal.SqlAsync("""UPDATE "Invoices" SET "DueOn" = {1} WHERE "Id" = {0}""", id, new DateOnly(2031, 1, 1));

        Assert.Equal("due-since-release", Assert.Single((await boreal.VerifyAsync()).Findings).Field);
    }

    [Theory, EachDatabase]
    public async Task Invoice_SetBackToTheDayBeforeItsRelease_OrHeldUntilAnotherDay_IsNamed(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 1000));
        Boreal.Value(await boreal.Portal.Get<SaveProforma>().RunAsync(
            new SaveProforma.Input(
                id, (await boreal.FindAsync(id)).Version, new Invoice.Head(boreal.Client.Id, "Travaux", "", null, null, null, null, null, false, RetentionPercent: 5),
                [new ProformaLines.Line(null, InvoiceLineSource.Text, null, null, boreal.InvoiceLine("Pose", 1, 1000))]),
            default));
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default));
        var issued = await boreal.FindAsync(id);
        await boreal.PayAsync(issued, issued.Payable);
        boreal.Portal.Clock.Advance(TimeSpan.FromDays(90));
        Boreal.Require(await boreal.Portal.Get<ReleaseRetention>().RunAsync(new(id, (await boreal.FindAsync(id)).Version, null, "Réception"), default));
        var released = await boreal.FindAsync(id);
        Assert.NotEqual(issued.DueOn, released.DueOn);
        Assert.Equal(0, (await boreal.VerifyAsync()).Found);

        // The day of its last instalment is a day of its own, but no longer the one it is due.
        await SetAsync("DueOn", issued.DueOn!.Value);
        Assert.Equal("due-since-release", Assert.Single((await boreal.VerifyAsync()).Findings).Field);
        await SetAsync("DueOn", released.DueOn!.Value);
        await using (var db = boreal.Portal.Open())
        {
            var release = await db.RetentionReleases.SingleAsync();
            Boreal.Require(await boreal.Portal.Get<TakeBackRelease>().RunAsync(new(release.Id, release.Version, released.DueOn.Value.AddDays(60), "Réserves"), default));
        }

        Assert.Equal(0, (await boreal.VerifyAsync()).Found);
        await SetAsync("HeldUntil", issued.RetentionUntil!.Value);
        Assert.Equal("held-since-release", Assert.Single((await boreal.VerifyAsync()).Findings).Field);
        Task SetAsync(string column, DateOnly day) => boreal.SqlAsync($$"""UPDATE "Invoices" SET "{{column}}" = {1} WHERE "Id" = {0}""", id, day);
    }

    [Theory, EachDatabase]
    public async Task Documents_ChangedDeletedOrPutIn_AreNamedWithWhatDiffers(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoices = await boreal.IssueAsync(9);
        var paid = await boreal.PayAsync(invoices[0], 10m);
        var reversed = await boreal.PayAsync(invoices[1], 20m);
        await boreal.ReverseAsync(reversed);
        Assert.Equal((15, 0), await CountAsync(boreal));

        await boreal.SqlAsync("""UPDATE "Invoices" SET "Total" = "Total" + 1 WHERE "Id" = {0}""", invoices[0].Id);
        await boreal.SqlAsync("""UPDATE "InvoiceLines" SET "Description" = 'Autre' WHERE "InvoiceId" = {0} AND "Position" = 2""", invoices[1].Id);
        await boreal.SqlAsync("""UPDATE "InvoiceTaxes" SET "Amount" = "Amount" + 1 WHERE "InvoiceId" = {0} AND "Position" = 1""", invoices[2].Id);
        await boreal.SqlAsync("""UPDATE "Invoices" SET "Parties" = REPLACE("Parties", 'chemin du Roy', 'rue du Port') WHERE "Id" = {0}""", invoices[3].Id);
        await boreal.SqlAsync(
            """UPDATE "DocumentContents" SET "Bytes" = {1} WHERE "Id" IN (SELECT "Id" FROM "StoredDocuments" WHERE "SubjectId" = {0})""", invoices[4].Id, "%PDF-x"u8.ToArray());
        await boreal.SqlAsync("""DELETE FROM "InvoiceLines" WHERE "InvoiceId" = {0} AND "Position" = 2""", invoices[5].Id);
        await boreal.SqlAsync("""UPDATE "InvoiceInstalments" SET "DueOn" = {1} WHERE "InvoiceId" = {0}""", invoices[6].Id, new DateOnly(2027, 1, 1));
        await boreal.SqlAsync("""DELETE FROM "Invoices" WHERE "Id" = {0}""", invoices[7].Id);
        await boreal.SqlAsync("""UPDATE "Payments" SET "Amount" = "Amount" * 2 WHERE "Id" = {0}""", paid);
        await boreal.SqlAsync("""UPDATE "Payments" SET "ReversalReason" = 'Rien' WHERE "Id" = {0}""", reversed);
        await boreal.SqlAsync("""UPDATE "Invoices" SET "Parties" = REPLACE("Parties", 'true', 'peut-être') WHERE "Id" = {0}""", invoices[8].Id);
        await boreal.CopyAsync<Payment>(paid, ("Id", 77L), ("Number", "P-999"), ("OnceKey", "x"));

        var findings = (await boreal.VerifyAsync()).Findings;

        Assert.Equal(
            [
                (FindingKind.DocumentChanged, "F-000001", "total"), (FindingKind.DocumentChanged, "F-000002", "line.2.description"),
                (FindingKind.DocumentChanged, "F-000003", "tax.1.amount"), (FindingKind.DocumentChanged, "F-000004", "billed.line1"),
                (FindingKind.DocumentChanged, "F-000004", "buyer.line1"), (FindingKind.DocumentChanged, "F-000005", "pdf"),
                (FindingKind.DocumentChanged, "F-000007", "instalment.1.due-on"),
            ],
            findings.Where(f => f.DocumentKind == SealedKind.Invoice && f.Document != "F-000006" && f.Kind == FindingKind.DocumentChanged)
                .Select(f => (f.Kind, f.Document, f.Field)).Order());
        Assert.Equal(("Vis = 3", "Autre"), findings.Where(f => f.Document == "F-000002").Select(f => (f.Before, f.Now)).Single());
        Assert.Contains(findings, f => f is { Document: "F-000006", Field: "line.2.description", Before: "Vis = 3", Now: "" });
        Assert.Equal((FindingKind.DocumentMissing, invoices[7].Id), findings.Where(f => f.Document == "F-000008").Select(f => (f.Kind, f.SubjectId!.Value)).Single());
        Assert.Equal(FindingKind.DocumentUnreadable, findings.Single(f => f.Document == "F-000009").Kind);
        Assert.Contains(findings, f => f is { DocumentKind: SealedKind.Payment, Kind: FindingKind.DocumentChanged, Field: "amount", Before: "10.00", Now: "20.00" });
        Assert.Contains(findings, f => f is { DocumentKind: SealedKind.PaymentReversal, Field: "reason", Before: "Sans provision", Now: "Rien" });
        Assert.Contains(findings, f => f is { Kind: FindingKind.NotSealed, DocumentKind: SealedKind.Payment, Document: "P-999" });
        Assert.DoesNotContain(findings, f => f.Kind is FindingKind.RecordChanged or FindingKind.LinkBroken or FindingKind.EndDiffers);
    }

    [Theory, EachDatabase]
    public async Task EntryLinesAndAllocations_ChangedDeletedOrPutIn_AreNamed(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoices = await boreal.IssueAsync(5);
        var (paid, partly) = (await boreal.PayAsync(invoices[0], 10m), await boreal.PayAsync(invoices[1], 20m));
        Assert.Equal(0, (await CountAsync(boreal)).Found);
        await using var db = boreal.Portal.Open();
        async Task<long> EntryAsync(EntrySource source, long id) => await db.AccountingEntries.Where(e => e.Source == source && e.SourceId == id).Select(e => e.Id).SingleAsync();
        async Task<long> LineAsync(long entryId, int position) =>
            await db.Set<AccountingEntryLine>().Where(l => l.AccountingEntryId == entryId && l.Position == position).Select(l => l.Id).SingleAsync();
        async Task<long> AllocationAsync(long paymentId) => await db.PaymentAllocations.Where(a => a.PaymentId == paymentId).Select(a => a.Id).SingleAsync();
        var (first, second, third) = (
            await EntryAsync(EntrySource.Invoice, invoices[0].Id), await EntryAsync(EntrySource.Invoice, invoices[1].Id), await EntryAsync(EntrySource.Invoice, invoices[2].Id));
        var (payment, copied) = (await EntryAsync(EntrySource.Payment, paid), await AllocationAsync(partly));

        await boreal.SqlAsync("""UPDATE "AccountingEntryLines" SET "Credit" = "Credit" + 1 WHERE "Id" = {0}""", await LineAsync(first, 2));
        await boreal.SqlAsync("""DELETE FROM "AccountingEntryLines" WHERE "Id" = {0}""", await LineAsync(second, 4));
        await boreal.CopyAsync<AccountingEntryLine>(await LineAsync(third, 1), ("Id", 71L), ("Position", 9));
        await boreal.CopyAsync<AccountingEntry>(payment, ("Id", 72L), ("SourceId", 73L), ("Number", "P-777"));
        await boreal.SqlAsync("""UPDATE "AccountingEntries" SET "BookedOn" = {1} WHERE "Id" = {0}""", payment, new DateOnly(2025, 1, 1));
        await boreal.SqlAsync("""UPDATE "PaymentAllocations" SET "InvoiceId" = {1} WHERE "Id" = {0}""", await AllocationAsync(paid), invoices[3].Id);
        await boreal.CopyAsync<PaymentAllocation>(copied, ("Id", 74L), ("Amount", provider == DatabaseProvider.Sqlite ? 100L : 1m));
        await boreal.SqlAsync("""UPDATE "PaymentAllocations" SET "UndoneAt" = "CreatedAt" WHERE "Id" = {0}""", copied);

        var findings = (await boreal.VerifyAsync()).Findings;

        Assert.Contains(findings, f => f is { Kind: FindingKind.DocumentChanged, Document: "F-000001", Field: "entry.2.credit" });
        Assert.Contains(findings, f => f is { Kind: FindingKind.DocumentChanged, Document: "F-000002", Field: "entry.4.credit", Now: "" });
        Assert.Contains(findings, f => f is { Kind: FindingKind.DocumentChanged, Document: "F-000003", Before: "" } && f.Field.EndsWith(".position", StringComparison.Ordinal));
        Assert.Contains(findings, f => f is { Kind: FindingKind.DocumentChanged, DocumentKind: SealedKind.Payment, Field: "entry.booked-on" } && f.SubjectId == paid);
        Assert.Contains(findings, f => f is { Kind: FindingKind.NotSealed, DocumentKind: SealedKind.Payment, Document: "P-777", Field: "entry" });
        Assert.Contains(findings, f => f is { Kind: FindingKind.DocumentChanged, DocumentKind: SealedKind.Allocation, Field: "invoice" });
        Assert.Contains(findings, f => f is { Kind: FindingKind.NotSealed, DocumentKind: SealedKind.Allocation, SubjectId: 74 });
        Assert.Contains(findings, f => f is { Kind: FindingKind.NotSealed, DocumentKind: SealedKind.AllocationUndone });
        Assert.DoesNotContain(findings, f => f is { Document: "F-000004" or "F-000005" });
        Assert.Contains(await boreal.CheckAsync(), f => f is { Kind: FindingKind.SumDiffers, Document: "F-000004", Field: "paid" });
    }

    [Theory]
    [EachDatabaseWith("content", FindingKind.RecordChanged, 2L)]
    [EachDatabaseWith("kind", FindingKind.RecordChanged, 2L)]
    [EachDatabaseWith("rehashed", FindingKind.LinkBroken, 3L)]
    [EachDatabaseWith("removed", FindingKind.RecordMissing, 2L)]
    [EachDatabaseWith("swapped", FindingKind.RecordChanged, 2L)]
    [EachDatabaseWith("cut", FindingKind.EndDiffers, 4L)]
    [EachDatabaseWith("cut and hidden", FindingKind.KnownEndGone, 4L)]
    public async Task Records_ChangedRemovedReorderedOrCutOff_AreNamed(DatabaseProvider provider, string how, FindingKind kind, long sequence)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await boreal.IssueAsync(4);
        Boreal.Value(await boreal.Portal.Get<StartIntegrityCheck>().RunAsync(boreal.Entity.Id, default));
        Assert.Equal(new(1, 0), Boreal.Value(await boreal.Portal.Get<RunIntegrityChecks>().RunAsync(default)));
        var records = await boreal.RecordsAsync();
        switch (how)
        {
            case "content":
                await boreal.SqlAsync("""UPDATE "SealedRecords" SET "Content" = REPLACE("Content", 'Vis', 'Vos') WHERE "Sequence" = 2""");
                break;
            case "kind":
                await boreal.SqlAsync("""UPDATE "SealedRecords" SET "Kind" = 'Gift' WHERE "Sequence" = 2""");
                break;
            case "rehashed":
                await boreal.SqlAsync("""UPDATE "SealedRecords" SET "Hash" = {0} WHERE "Sequence" = 2""", new string('a', 64));
                break;
            case "removed":
                await boreal.SqlAsync("""DELETE FROM "SealedRecords" WHERE "Sequence" = 2""");
                break;
            case "swapped":
                await boreal.SqlAsync("""UPDATE "SealedRecords" SET "Sequence" = 99 WHERE "Sequence" = 2""");
                await boreal.SqlAsync("""UPDATE "SealedRecords" SET "Sequence" = 2 WHERE "Sequence" = 3""");
                await boreal.SqlAsync("""UPDATE "SealedRecords" SET "Sequence" = 3 WHERE "Sequence" = 99""");
                break;
            default:
                await boreal.SqlAsync("""DELETE FROM "SealedRecords" WHERE "Sequence" = 4""");
                break;
        }

        if (how == "cut and hidden")
        {
            await boreal.SqlAsync("""UPDATE "ChainEnds" SET "Sequence" = 3, "Hash" = {1} WHERE "LegalEntityId" = {0}""", boreal.Entity.Id, records[2].Hash);
        }

        var findings = (await boreal.VerifyAsync()).Findings;

        Assert.Contains(findings, f => f.Kind == kind && f.Sequence == sequence);
        if (how is "removed" or "cut" or "cut and hidden")
        {
            Assert.Contains(findings, f => f.Kind == FindingKind.NotSealed && f.Document == (how == "removed" ? "F-000002" : "F-000004"));
        }
    }

    private static async Task<(long Records, int Found)> CountAsync(Boreal boreal)
    {
        var chain = await boreal.VerifyAsync();
        return (chain.Records, chain.Found);
    }
}
