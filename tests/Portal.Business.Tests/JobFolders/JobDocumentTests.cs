using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Business.ClientPortal.UseCases;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Operations;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.JobFolders;

public sealed class JobDocumentTests
{
    [Theory, EachDatabase]
    public async Task File_OfTheSameName_IsTheNextEdition_AndAnEarlierOneCanCountAgain(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await boreal.JobAsync();
        var first = await boreal.FileAsync(job, "Plan été 🏠.txt", "un", share: true);
        var second = await boreal.FileAsync(job, "plan ÉTÉ 🏠.txt", "deux");

        var current = Assert.Single(await boreal.FilesAsync(job));
        Assert.Equal((second, "Plan été 🏠.txt", 2, true), (current.Id, current.Name, current.Edition, current.IsShared));
        Assert.Equal([second, first], (await boreal.FilesAsync(job, editionsOf: second)).Select(e => e.Id));

        Boreal.Require(await boreal.Portal.Get<RevertJobDocument>().RunAsync(new RevertJobDocument.Input(second, first), default));
        current = Assert.Single(await boreal.FilesAsync(job));
        Assert.Equal((first, true), (current.Id, current.IsShared));
        Assert.Equal("un", await ReadAsync(boreal, first));
        var third = await boreal.FileAsync(job, "Plan été 🏠.txt", "trois");
        Assert.Equal(3, Assert.Single(await boreal.FilesAsync(job)).Edition);

        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id);
        Assert.Equal("trois", await ReadAsync(boreal, third));
        Assert.Equal(Refusal.NotFound, (await DownloadAsync(boreal, first)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task File_OfItsOwn_IsNoEditionOfASharedOneOfItsName_AndStaysInternal(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await boreal.JobAsync();
        var shared = await boreal.FileAsync(job, "Facture.txt", "à vous", share: true);
        async Task<AttachJobDocument.Kept> BringAsync() => Boreal.Value(await boreal.Portal.Get<AttachJobDocument>().KeepAsync(
            new AttachJobDocument.Input(job, "facture.txt", new MemoryStream("à nous"u8.ToArray()), OfItsOwn: true), default));

        var bills = await Task.WhenAll(Task.Run(BringAsync), Task.Run(BringAsync));

        Assert.Equal(["facture (2).txt", "facture (3).txt"], bills.Select(b => b.Name).Order());
        var files = await boreal.FilesAsync(job);
        Assert.Equal([(shared, true, 1)], files.Where(f => f.Id == shared).Select(f => (f.Id, f.IsShared, f.Edition)));
        Assert.All(bills, b => Assert.False(files.Single(f => f.Id == b.Id).IsShared));
        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id);
        Assert.Equal(Refusal.NotFound, (await DownloadAsync(boreal, bills[0].Id)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task TwoFiles_OfOneNameAtOnce_AreTwoEditionsOfOneDocument(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await boreal.JobAsync();

        var brought = await Task.WhenAll(Enumerable.Range(0, 2).Select(i =>
            boreal.Portal.Get<AttachJobDocument>().RunAsync(new AttachJobDocument.Input(job, "plan.txt", new MemoryStream(Encoding.UTF8.GetBytes($"n° {i}"))), default)));

        Assert.All(brought, b => Assert.True(b.Succeeded, b.Refusal?.Code));
        var current = Assert.Single(await boreal.FilesAsync(job));
        Assert.Equal(2, current.Edition);
        Assert.Equal(2, (await boreal.FilesAsync(job, current.Id)).Count);
    }

    [Theory, EachDatabase]
    public async Task HostileFiles_AreRefusedByName_AndNothingIsKept(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await boreal.JobAsync();

        async Task<Refusal> RefusedAsync(string name, byte[] bytes) =>
            (await boreal.Portal.Get<AttachJobDocument>().RunAsync(new AttachJobDocument.Input(job, name, new MemoryStream(bytes)), default)).Refusal!;

        Assert.Equal("Documents.NotWhatItSays", (await RefusedAsync("facture.pdf", "MZ\u0090\0\u0003"u8.ToArray())).Code);
        var empty = await RefusedAsync("reçu ✔.pdf", []);
        Assert.Equal(("Documents.FileEmpty", "reçu ✔.pdf"), (empty.Code, empty.Args[0]));
        Assert.Equal("Documents.TypeNotAccepted", (await RefusedAsync("../../setup.exe", "MZ"u8.ToArray())).Code);
        Assert.Equal("Documents.FileTooLarge", (await RefusedAsync("film.txt", new byte[Uploads.Largest + 1])).Code);

        await using var db = boreal.Portal.Open();
        Assert.False(await db.StoredDocuments.AnyAsync(d => d.SubjectType == nameof(Job)));
        Assert.DoesNotContain(await boreal.TimelineAsync(job), r => r.Text.Contains("facture", StringComparison.Ordinal));
    }

    [Theory, EachDatabase]
    public async Task TwentyFiveFilesAtOnce_AreAllKeptWhole(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await boreal.JobAsync();

        var brought = await Task.WhenAll(Enumerable.Range(0, 25).Select(async i =>
        {
            await using var bytes = TemporaryFile.Create();
            await bytes.WriteAsync(Encoding.UTF8.GetBytes("%PDF-1.7" + new string((char)('a' + i), 400_000 + i)));
            return await boreal.Portal.Get<AttachJobDocument>().RunAsync(new AttachJobDocument.Input(job, $"Plan été 🏠 {i}.pdf", bytes), default);
        }));

        Assert.All(brought, b => Assert.True(b.Succeeded, b.Refusal?.Code));
        foreach (var (id, i) in brought.Select((b, i) => (b.Value, i)))
        {
            var file = Boreal.Value(await DownloadAsync(boreal, id));
            var bytes = file.Bytes.Drain();
            Assert.Equal(($"Plan été 🏠 {i}.pdf", 400_008 + i, (byte)('a' + i)), (file.Name, bytes.Length, bytes[^1]));
            Assert.Equal(file.Sha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
    }

    [Theory, EachDatabase]
    public async Task File_ThatBreaksOffOnItsWayIntoTheDatabase_LeavesNothing(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await boreal.JobAsync();
        await using var broken = new BreaksWhenReadAgain(Encoding.UTF8.GetBytes("%PDF-1.7" + new string('x', 3_000_000)));

        await Assert.ThrowsAnyAsync<Exception>(() => boreal.Portal.Get<AttachJobDocument>().RunAsync(new AttachJobDocument.Input(job, "plan.pdf", broken), default));

        Assert.Empty(await boreal.FilesAsync(job));
        await using var db = boreal.Portal.Open();
        Assert.False(await db.StoredDocuments.AnyAsync(d => d.SubjectType == nameof(Job)));
        Assert.False(await db.DocumentContents.AnyAsync(c => !db.StoredDocuments.Any(d => d.Id == c.Id)));
        Assert.DoesNotContain(await boreal.TimelineAsync(job), r => r.Text.Contains("plan", StringComparison.Ordinal));
        await boreal.FileAsync(job, "plan.txt", "Après");
    }

    [Theory, EachDatabase]
    public async Task Document_RenamedMovedAndDeleted_LeavesItsTrace(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (job, other) = (await boreal.JobAsync(), await boreal.JobAsync("Vitrine"));
        await boreal.FileAsync(job, "a.txt", "a");
        var file = await boreal.FileAsync(job, "b.txt", "b");
        await boreal.FileAsync(job, "b.txt", "b2");
        file = (await boreal.FilesAsync(job)).Single(f => f.Name == "b.txt").Id;

        Assert.Equal("JobFolders.NameIsTaken", (await RenameAsync("A")).Refusal!.Code);
        Boreal.Require(await RenameAsync("contrat"));
        Boreal.Require(await boreal.Portal.Get<MoveJobDocument>().RunAsync(new MoveJobDocument.Input(file, other), default));
        Assert.Equal("a.txt", Assert.Single(await boreal.FilesAsync(job)).Name);
        Assert.Equal(("contrat.txt", 2), (Assert.Single(await boreal.FilesAsync(other)).Name, (await boreal.FilesAsync(other, file)).Count));

        Assert.Equal("Reason", (await RemoveAsync(" ")).Refusal!.Field);
        Boreal.Require(await RemoveAsync("Mauvais client"));
        Assert.Empty(await boreal.FilesAsync(other));
        Assert.Equal(Refusal.NotFound, (await DownloadAsync(boreal, file)).Refusal);
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
        await using var db = boreal.Portal.Open();
        Assert.Equal(1, await db.DocumentContents.CountAsync(c => c.Document!.SubjectType == nameof(Job)));
        Assert.Contains(await db.AuditEntries.Where(e => e.Subject == nameof(StoredDocument) && e.SubjectId == file).ToListAsync(),
            e => e.ReadChanges().Any(c => c.Property == nameof(StoredDocument.RemovedReason) && c.After == "Mauvais client"));
        var anew = await boreal.FileAsync(other, "contrat.txt", "neuf");
        Assert.Equal(1, Assert.Single(await boreal.FilesAsync(other)).Edition);

        await db.DocumentContents.Where(c => c.Id == anew).ExecuteDeleteAsync();
        var missing = Assert.Single(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
        Assert.Equal(("DocumentIsUnchanged", "contrat.txt", ""), (missing.Key, missing.Document, missing.Computed));

        Task<Result> RenameAsync(string name) => boreal.Portal.Get<RenameJobDocument>().RunAsync(new RenameJobDocument.Input(file, name), default);
        Task<Result> RemoveAsync(string reason) => boreal.Portal.Get<RemoveJobDocument>().RunAsync(new RemoveJobDocument.Input(file, reason), default);
    }

    [Theory, EachDatabase]
    public async Task SharedFiles_AreListedForTheirClient_TheNewestFirst_AndForNobodyElse(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (job, other) = (await boreal.JobAsync(), await boreal.JobAsync("Vitrine"));
        var plan = await boreal.FileAsync(job, "plan.txt", "un", share: true);
        await boreal.FileAsync(job, "marge.txt", "pour nous");
        boreal.Portal.Clock.Advance(TimeSpan.FromMinutes(1));
        var photo = await boreal.FileAsync(other, "photo.txt", "deux", share: true);
        var wrong = await boreal.FileAsync(other, "autre client.txt", "trois", share: true);
        Boreal.Require(await boreal.Portal.Get<RemoveJobDocument>().RunAsync(new RemoveJobDocument.Input(wrong, "Erreur"), default));
        async Task<IEnumerable<(long, string)>> ListAsync(params long[] clients)
        {
            boreal.Portal.User = TestUser.OfClients(clients);
            return Boreal.Value(await boreal.Portal.Get<ListOwnFiles>().RunAsync(new PageRequest(), default)).Page.Rows.Select(r => (r.DocumentId, r.JobName));
        }

        Assert.Equal([(photo, "Vitrine"), (plan, "Enseigne")], await ListAsync(boreal.Client.Id));
        Assert.True((await boreal.Portal.Get<ReadOwnDocument>().RunAsync(plan, default)).Succeeded);
        boreal.Portal.User = TestUser.Administrator;
        var stranger = new Client(boreal.Entity.Id, "Autre", new Contact { Name = "X" }) { Currency = "CAD" }.IndexForSearch();
        await using (var db = boreal.Portal.Open())
        {
            db.Clients.Add(stranger);
            await db.SaveChangesAsync();
        }

        Boreal.Require(await boreal.Portal.Get<ShareJobDocument>().RunAsync(new ShareJobDocument.Input(plan, Shared: false), default));

        Assert.Equal([(photo, "Vitrine")], await ListAsync(boreal.Client.Id));
        Assert.Empty(await ListAsync(stranger.Id));
        Assert.Equal(Refusal.NotFound, (await boreal.Portal.Get<ReadOwnDocument>().RunAsync(photo, default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task LargeFile_Downloaded_ComesWholeFromOutsideMemory(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var bytes = new byte[3 * 1024 * 1024];
        new Random(4).NextBytes(bytes);
        "%PDF-1.7"u8.CopyTo(bytes);
        var id = Boreal.Value(await boreal.Portal.Get<AttachJobDocument>().RunAsync(new AttachJobDocument.Input(await boreal.JobAsync(), "Façade 📐.pdf", new MemoryStream(bytes)), default));

        var file = Boreal.Value(await DownloadAsync(boreal, id));

        Assert.Equal(("Façade 📐.pdf", "application/pdf", bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))), (file.Name, file.ContentType, file.Size, file.Sha256));
        var path = Assert.IsType<FileStream>(file.Bytes).Name;
        Assert.True(file.Bytes.Drain().AsSpan().SequenceEqual(bytes));
        Assert.False(File.Exists(path));
    }

    private static Task<Result<StoredFile>> DownloadAsync(Boreal boreal, long id) =>
        boreal.Portal.Get<DownloadJobDocument>().RunAsync(new DownloadJobDocument.Input(id), default);

    /// <summary>Read once, to be checked, it is whole; the second time it ends in the middle.</summary>
    private sealed class BreaksWhenReadAgain(byte[] bytes) : MemoryStream(bytes)
    {
        private int passes;

        public override long Position
        {
            get => base.Position;
            set
            {
                passes += value == 0 ? 1 : 0;
                base.Position = value;
            }
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            passes > 1 && Position > Length / 2 ? throw new IOException("The disk is gone.") : base.ReadAsync(buffer, cancellationToken);

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => CopySlowlyAsync(destination, cancellationToken);

        private async Task CopySlowlyAsync(Stream destination, CancellationToken ct)
        {
            var buffer = new byte[4096];
            while (await ReadAsync(buffer, ct) is var read and > 0)
            {
                await destination.WriteAsync(buffer.AsMemory(0, read), ct);
            }
        }
    }

    private static async Task<string> ReadAsync(Boreal boreal, long id) => Encoding.UTF8.GetString(Boreal.Value(await DownloadAsync(boreal, id)).Bytes.Drain());
}
