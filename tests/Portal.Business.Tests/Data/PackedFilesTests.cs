using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Data;

public sealed class PackedFilesTests
{
    [Theory, EachDatabase]
    public async Task OnPostgreSql_FilesAreNotPackedOnceMore(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await using var db = boreal.Portal.Open();
        await PackedFiles.EnsureAsync(db, default);
        await PackedFiles.EnsureAsync(db, default);
        await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 140));

        var stored = await db.StoredDocuments.Include(d => d.Content).SingleAsync();
        Assert.Equal(stored.Sha256, Convert.ToHexStringLower(SHA256.HashData(stored.Content!.Bytes)));
        if (provider == DatabaseProvider.PostgreSql)
        {
            Assert.Equal("e", await db.Database.SqlQueryRaw<string>("SELECT attstorage::text AS \"Value\" FROM pg_attribute WHERE attrelid = '\"DocumentContents\"'::regclass AND attname = 'Bytes'").SingleAsync());
        }
    }
}
