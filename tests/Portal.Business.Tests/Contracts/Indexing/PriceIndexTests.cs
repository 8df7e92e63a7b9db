using System.Text;
using Portal.Business.Common;
using Portal.Business.Contracts.Indexing;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Tests.Contracts.Renewals;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts.Indexing;

public sealed class PriceIndexTests
{
    [Theory, EachDatabase]
    public async Task Import_OfGoodLinesInAnyForm_AddsAndChangesThem(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var id = await NewAsync(scene, new(new(2025, 1, 1), 100m), new(new(2024, 1, 1), 98m));

        var report = await ImportAsync(scene, id, "Période;Valeur\r\n2025-01-01;101,5\r\n\r\n\"2025-04\";102.25\n01/07/2025;103\n2025-T4;1 104,123456;\n2024-01-01;98\n");

        Assert.Equal((3, 1, 1), (report.Added, report.Changed, report.Same));
        Assert.Equal(
            [(new(2025, 10, 1), 1104.123456m), (new(2025, 7, 1), 103m), (new(2025, 4, 1), 102.25m), (new(2025, 1, 1), 101.5m), (new DateOnly(2024, 1, 1), 98m)],
            (await ShowAsync(scene, id)).Fields.Values.Select(v => (v.From!.Value, v.Value!.Value)));
    }

    [Theory, EachDatabase]
    public async Task Import_WithBadLines_SaysWhichAndChangesNothing(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var id = await NewAsync(scene, new PriceIndexFields.DatedValue(new(2025, 1, 1), 100m));

        var report = await ImportAsync(scene, id, "2025-02-01;101\n2025-02-30;101\n2025-03-01;abc\n2025-02-01;102\n2025-04-01;-5\n2025-05-01;0\nnonsense\n=cmd|'/c calc';1\n2025-06-01;1,1234567\n");

        Assert.Equal(
            [(2, "Contracts.IndexDayUnreadable"), (3, "Contracts.IndexNumberUnreadable"), (4, "Contracts.IndexDayTwice"), (5, "Contracts.IndexValueOutOfRange"),
             (6, "Contracts.IndexValueOutOfRange"), (7, "Contracts.IndexLineUnreadable"), (8, "Contracts.IndexDayUnreadable"), (9, "Contracts.IndexValueOutOfRange")],
            report.Wrong.Select(w => (w.Number, w.Refusal.Code)));
        Assert.Single((await ShowAsync(scene, id)).Fields.Values);
    }

    [Fact]
    public async Task Import_OfNoListOfValues_IsRefused()
    {
        await using var scene = await RenewalScene.StartAsync(DatabaseProvider.Sqlite);
        var id = await NewAsync(scene);
        async Task<string?> CodeAsync(byte[] file) => (await scene.Portal.Get<ImportIndexValues>().RunAsync(new(id, new MemoryStream(file)), default)).Refusal?.Code;

        Assert.Equal("Contracts.IndexFileEmpty", await CodeAsync([]));
        Assert.Equal("Contracts.IndexFileEmpty", await CodeAsync("Day;Value\n"u8.ToArray()));
        Assert.Equal("Contracts.IndexFileTooLarge", await CodeAsync(new byte[IndexValueFile.Largest + 1]));
        var many = string.Join('\n', Enumerable.Range(0, PriceIndexFields.MostValues + 1).Select(i => $"{new DateOnly(2000, 1, 1).AddDays(i):yyyy-MM-dd};{i + 1}"));
        Assert.Equal("Contracts.TooManyIndexValues", await CodeAsync(Encoding.UTF8.GetBytes(many)));
    }

    [Theory, EachDatabase]
    public async Task Save_WithTheCodeOfAnother_OrFromAnOldVersion_IsRefused(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var id = await NewAsync(scene, new PriceIndexFields.DatedValue(new(2025, 1, 1), 100m));
        var shown = await ShowAsync(scene, id);
        Assert.Equal("Contracts.IndexCodeTaken", (await SaveAsync(scene, null, 0, shown.Fields)).Refusal?.Code);

        Boreal.Value(await SaveAsync(scene, id, shown.Version, shown.Fields with { Values = [new(new(2025, 1, 1), 100m), new(new(2025, 2, 1), 101m)] }));

        Assert.Equal("Common.Stale", (await SaveAsync(scene, id, shown.Version, shown.Fields)).Refusal?.Code);
        Assert.Equal(2, (await ShowAsync(scene, id)).Fields.Values.Count);
        Assert.Equal("Contracts.IndexDayTwice", (await SaveAsync(scene, id, shown.Version + 1, shown.Fields with { Values = [new(new(2025, 1, 1), 1m), new(new(2025, 1, 1), 2m)] })).Refusal?.Code);
        Assert.Equal("Contracts.IndexValueIncomplete", (await SaveAsync(scene, id, shown.Version + 1, shown.Fields with { Values = [new(null, 1m)] })).Refusal?.Code);
    }

    private static async Task<long> NewAsync(RenewalScene scene, params IReadOnlyList<PriceIndexFields.DatedValue> values) =>
        Boreal.Value(await SaveAsync(scene, null, 0, new PriceIndexFields { Code = "DEMO", Name = LocalText.Same("Demo"), Values = values }));

    private static Task<Result<long>> SaveAsync(RenewalScene scene, long? id, int version, PriceIndexFields fields) =>
        scene.Portal.Get<SavePriceIndex>().RunAsync(new(id, version, fields), default);

    private static async Task<ShowPriceIndex.Shown> ShowAsync(RenewalScene scene, long id) => Boreal.Value(await scene.Portal.Get<ShowPriceIndex>().RunAsync(id, default));

    private static async Task<ImportIndexValues.Report> ImportAsync(RenewalScene scene, long id, string text) =>
        Boreal.Value(await scene.Portal.Get<ImportIndexValues>().RunAsync(new(id, new MemoryStream(Encoding.GetEncoding("iso-8859-1").GetBytes(text))), default));
}
