using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Documents;

public sealed class StoredDocumentTests
{
    private static readonly SubjectRef Subject = new("Invoice", 5);

    [Theory, EachDatabase]
    public async Task Documents_OfAClientUser_AreTheSharedOnesOfTheirClients(DatabaseProvider provider)
    {
        await using var portal = await TestPortal.StartAsync(provider);
        await using (var db = portal.Open())
        {
            db.AddRange(
                Document("shared", 7, DocumentVisibility.SharedWithClient), Document("internal", 7, DocumentVisibility.Internal),
                Document("foreign", 8, DocumentVisibility.SharedWithClient), Document("nobody's", null, DocumentVisibility.SharedWithClient));
            await db.SaveChangesAsync();
        }

        await using var own = TestDatabases.Open(portal.Database, TestUser.OfClients(7), portal.Clock);
        Assert.Equal("shared", (await own.StoredDocuments.SingleAsync()).Kind);
        Assert.Equal([1, 2, 3], (await own.DocumentContents.SingleAsync()).Bytes);
        await using var staff = portal.Open();
        Assert.Equal(4, await staff.StoredDocuments.CountAsync());
    }

    [Theory, EachDatabase]
    public async Task Document_SameRevisionTwice_IsRefusedByTheDatabase(DatabaseProvider provider)
    {
        await using var portal = await TestPortal.StartAsync(provider);
        await using (var db = portal.Open())
        {
            db.AddRange(Document("invoice", 7, DocumentVisibility.SharedWithClient), Upload(), Upload());
            Assert.True((await db.TrySaveAsync(default)).Succeeded);
        }

        await using var second = portal.Open();
        second.Add(Document("invoice", 7, DocumentVisibility.SharedWithClient));
        Assert.Equal("Common.AlreadyThere", (await second.TrySaveAsync(default)).Refusal?.Code);
    }

    [Fact]
    public void Document_Generated_KnowsSizeAndHash()
    {
        var document = Document("x", 1, DocumentVisibility.Internal);
        Assert.Equal((3, "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"), (document.Size, document.Sha256));
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\x\\Facture été.pdf", "Facture été.pdf")]
    [InlineData("a:b?\u0000.pdf", "a-b-.pdf")]
    [InlineData(" . ", "document")]
    public void FileName_FromAnywhere_IsSafe(string given, string expected) => Assert.Equal(expected, FileNames.Safe(given));

    private static StoredDocument Document(string kind, long? clientId, DocumentVisibility visibility) =>
        StoredDocument.Generated(Subject, kind, 1, new DocumentFile("a.pdf", "application/pdf", [1, 2, 3]), clientId, visibility, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    private static StoredDocument Upload() =>
        StoredDocument.Uploaded(Subject, "photo", new DocumentFile("a.png", "image/png", [1]), 7, DocumentVisibility.Internal, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
}
