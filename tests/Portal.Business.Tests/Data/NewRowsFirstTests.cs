using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Update;
using Portal.Business.Accounting;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Invoicing;
using Portal.Business.JobFolders;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Data;

/// <summary>What is written past the mapper where others wait, and what is left to it.</summary>
public sealed class NewRowsFirstTests
{
    [Theory, EachDatabase]
    public async Task RowsOfAnIssuedInvoice_WrittenAgain_AreWhatTheyWere(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose « é »", 1.5m, 140.123456m), boreal.InvoiceLine("Vis", 3, 0.35m));
        var kept = await RowsAsync(boreal, invoice);
        await using var db = boreal.Portal.Open();
        await using var transaction = await db.BeginOnlyWriteAsync(boreal.Entity.Id, default);
        await db.AccountingTransfers.ExecuteDeleteAsync();
        await db.AccountingEntries.ExecuteDeleteAsync();
        await db.StoredDocuments.ExecuteDeleteAsync();
        await db.TimelineEntries.ExecuteDeleteAsync();
        await db.AuditEntries.ExecuteDeleteAsync();
        await db.Invoices.ExecuteDeleteAsync();
        await db.Jobs.ExecuteDeleteAsync();

        db.AddRange(kept);
        Assert.Equal(provider != DatabaseProvider.SqlServer, IsWrittenFirst(db));
        await db.SaveChangesAsync();

        var entries = db.ChangeTracker.Entries().ToList();
        Assert.Superset(
            new HashSet<Type>
            {
                typeof(Job), typeof(Invoice), typeof(InvoiceLine), typeof(InvoiceTax), typeof(InvoiceInstalment), typeof(AccountingEntry), typeof(AccountingEntryLine),
                typeof(AccountingTransfer), typeof(StoredDocument), typeof(DocumentContent), typeof(TimelineEntry), typeof(Portal.Business.Common.AuditEntry),
            },
            entries.Select(e => e.Metadata.ClrType).ToHashSet());
        foreach (var entry in entries)
        {
            var stored = (await entry.GetDatabaseValuesAsync())!;
            Assert.All(entry.Metadata.GetProperties(), p => Assert.Equal(InColumn(p, entry.CurrentValues[p]), InColumn(p, stored[p])));
        }
    }

    [Theory, EachDatabase]
    public async Task WhereTheOrderOfRowsMayMatter_TheMapperFindsIt(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 140));
        await using var db = boreal.Portal.Open();
        await using var transaction = await db.BeginOnlyWriteAsync(boreal.Entity.Id, default);
        var job = await db.Jobs.SingleAsync();
        var instalment = await db.Set<InvoiceInstalment>().SingleAsync();

        db.Add(NewJob(boreal, "X-1"));
        Assert.Equal(provider != DatabaseProvider.SqlServer, IsWrittenFirst(db));

        job.Rename("Renamed", "", null, null);
        Assert.False(IsWrittenFirst(db), "A change may free what is unique.");

        db.Entry(job).State = EntityState.Unchanged;
        var merged = NewJob(boreal, "X-2");
        db.Entry(merged).Property(j => j.MergedIntoId).CurrentValue = job.Id;
        db.Add(merged);
        Assert.False(IsWrittenFirst(db), "A row may refer to one of its own kind.");

        db.Entry(merged).State = EntityState.Detached;
        db.Remove(instalment);
        Assert.False(IsWrittenFirst(db), "What is deleted may free what is unique.");
        Assert.Equal(invoice.Id, instalment.InvoiceId);
    }

    [Theory, EachDatabase]
    public async Task RowThatIsThereAlready_IsRefused_AndNothingStays(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 140));
        await using (var db = boreal.Portal.Open())
        {
            var number = (await db.Jobs.SingleAsync(j => j.Id == invoice.JobId)).Number;
            await using var transaction = await db.BeginOnlyWriteAsync(boreal.Entity.Id, default);
            db.AddRange(NewJob(boreal, "X-1"), NewJob(boreal, number));

            Assert.Equal("Common.AlreadyThere", (await db.TrySaveAsync(default)).Refusal!.Code);
        }

        await using var after = boreal.Portal.Open();
        Assert.Equal(1, await after.Jobs.CountAsync());
    }

    [Theory, EachDatabase]
    public async Task RowThatChangedMeanwhile_IsRefused_AndNothingStays(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 140));
        await using (var db = boreal.Portal.Open())
        {
            await using var transaction = await db.BeginOnlyWriteAsync(boreal.Entity.Id, default);
            var job = await db.Jobs.SingleAsync(j => j.Id == invoice.JobId);
            await db.Jobs.ExecuteUpdateAsync(set => set.SetProperty(j => j.Version, j => j.Version + 1));
            job.Rename("Renamed", "", null, null);
            db.TimelineEntries.Add(new TimelineEntry(job.ClientId, job.Id, boreal.Portal.Clock.GetUtcNow().UtcDateTime, SystemUser.Instance, "JobFolders.Renamed", nameof(Job), job.Id));
            Assert.Equal(provider != DatabaseProvider.SqlServer, IsWrittenFirst(db));

            Assert.Equal(RefusalKind.Conflict, (await db.TrySaveAsync(default)).Refusal!.Kind);
        }

        await using var after = boreal.Portal.Open();
        Assert.NotEqual("Renamed", (await after.Jobs.SingleAsync()).Name);
        Assert.False(await after.TimelineEntries.AnyAsync(t => t.What == "JobFolders.Renamed"));
    }

    [Theory, EachDatabase]
    public async Task RowThatChanges_BesideNewOnes_IsSaved_WithAHigherVersion(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 140));
        int version;
        await using (var db = boreal.Portal.Open())
        {
            await using var transaction = await db.BeginOnlyWriteAsync(boreal.Entity.Id, default);
            var job = await db.Jobs.SingleAsync(j => j.Id == invoice.JobId);
            version = job.Version;
            job.Rename("Renamed « é »", "", null, null);
            db.TimelineEntries.Add(new TimelineEntry(job.ClientId, job.Id, boreal.Portal.Clock.GetUtcNow().UtcDateTime, SystemUser.Instance, "JobFolders.Renamed", nameof(Job), job.Id));
            Assert.Equal(provider != DatabaseProvider.SqlServer, IsWrittenFirst(db));

            Boreal.Require(await db.TrySaveAsync(default));
            await transaction.CommitAsync(default);
        }

        await using var after = boreal.Portal.Open();
        var renamed = await after.Jobs.SingleAsync();
        Assert.Equal(("Renamed « é »", version + 1), (renamed.Name, renamed.Version));
        Assert.True(await after.TimelineEntries.AnyAsync(t => t.What == "JobFolders.Renamed"));
    }

    [Theory, EachDatabase]
    public async Task WhereNobodyWaits_TheMapperSavesAsEver(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await using var db = boreal.Portal.Open();
        await using (await db.BeginOnlyWriteAsync(boreal.Entity.Id, default))
        {
        }

        db.Add(NewJob(boreal, "X-1"));

        Assert.False(IsWrittenFirst(db));
        Assert.True(db.ChangeTracker.AutoDetectChangesEnabled);
    }

    private static Job NewJob(Boreal boreal, string number)
    {
        var job = new Job(boreal.Entity.Id, boreal.Client.Id, "", "Job", "CAD", boreal.Portal.Clock.GetUtcNow().UtcDateTime);
        job.GiveNumber(number);
        return job;
    }

    private static object? InColumn(IProperty property, object? value) => value is null ? null : property.GetTypeMapping().Converter?.ConvertToProvider(value) ?? value;

    private static bool IsWrittenFirst(PortalDbContext db)
    {
        db.ChangeTracker.DetectChanges();
        var adapter = db.GetService<IUpdateAdapterFactory>().Create();
        return db.GetService<ICommandBatchPreparer>().BatchCommands(adapter.GetEntriesToSave(), adapter).First() is NewRowsBatch;
    }

    private static async Task<List<object>> RowsAsync(Boreal boreal, Invoice invoice)
    {
        await using var db = boreal.Portal.Open();
        return
        [
            await db.Jobs.AsNoTracking().SingleAsync(j => j.Id == invoice.JobId),
            await db.Invoices.AsNoTracking().Include(i => i.Lines).Include(i => i.Taxes).Include(i => i.Instalments).SingleAsync(i => i.Id == invoice.Id),
            await db.AccountingEntries.AsNoTracking().Include(e => e.Lines).SingleAsync(),
            await db.AccountingTransfers.AsNoTracking().SingleAsync(),
            await db.StoredDocuments.AsNoTracking().Include(d => d.Content).SingleAsync(),
            .. await db.TimelineEntries.AsNoTracking().ToListAsync(),
            .. await db.AuditEntries.AsNoTracking().ToListAsync(),
        ];
    }
}
