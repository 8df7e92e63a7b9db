using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Business.Common;
using Portal.Business.Documents;
using Portal.Web.Kit;

namespace Portal.Web.Tests.Kit;

public sealed class AttachmentsTests : KitContext
{
    private const int TwentyMegabytes = 20 * 1024 * 1024;

    private readonly List<IncomingFile> kept = [];

    [Fact]
    public async Task TwentyFiveFilesOfTwentyMegabytes_AreTakenOneAfterTheOther_OutsideMemory_AndNothingIsLeftOfThem()
    {
        var open = new OpenStreams();
        var shown = Show(file =>
        {
            Assert.Equal(TwentyMegabytes, file.Bytes.Length);
            file.Bytes.Position = TwentyMegabytes - 3;
            Assert.Equal("xxx", new StreamReader(file.Bytes).ReadToEnd());
            Assert.All(kept, k => Assert.False(k.Bytes.CanRead));
            kept.Add(file);
        });

        await ChooseAsync(shown, [.. Enumerable.Range(1, 25).Select(i => new GeneratedFile($"plan {i}.txt", TwentyMegabytes, open))]);

        Assert.Equal(25, kept.Count);
        Assert.Equal((1, 0), (open.Most, open.Now));
        Assert.All(kept, k => Assert.False(k.Bytes.CanRead || File.Exists(Assert.IsType<FileStream>(k.Bytes).Name)));
        Assert.Equal(25, shown.FindAll(".uploads li").Count);
        Assert.Empty(shown.FindAll(".uploads .upload-problem"));
    }

    [Fact]
    public async Task FileThatBreaksOff_IsNotKeptAtAll_AndSaysSo_AndTheOthersAre()
    {
        var open = new OpenStreams();
        var shown = Show(kept.Add);

        await ChooseAsync(shown, new GeneratedFile("a.txt", 1000, open), new GeneratedFile("b.txt", TwentyMegabytes, open, BreaksAt: TwentyMegabytes / 2), new GeneratedFile("c.txt", 1000, open));

        Assert.Equal(["a.txt", "c.txt"], kept.Select(k => k.Name));
        Assert.Contains("b.txt", Assert.Single(shown.FindAll(".uploads .upload-problem")).TextContent, StringComparison.Ordinal);
        Assert.Equal(0, open.Now);
    }

    [Fact]
    public async Task FileOfWhichNothingComes_IsNotKept_AndTheOthersAre()
    {
        var open = new OpenStreams();
        var shown = Show(kept.Add);
        shown.Render(p => p.Add(a => a.LongestPause, TimeSpan.FromMilliseconds(200)));

        await ChooseAsync(shown, new GeneratedFile("a.txt", 1000, open, BreaksAt: 0, IsSilent: true), new GeneratedFile("b.txt", 1000, open));

        Assert.Equal(["b.txt"], kept.Select(k => k.Name));
        Assert.Contains("a.txt", Assert.Single(shown.FindAll(".uploads .upload-problem")).TextContent, StringComparison.Ordinal);
        Assert.Equal(0, open.Now);
    }

    [Fact]
    public async Task PageLeftDuringAnUpload_KeepsNothingOfIt()
    {
        var open = new OpenStreams();
        IRenderedComponent<Attachments> shown = null!;
        shown = Show(kept.Add);

        await ChooseAsync(
            shown, new GeneratedFile("a.txt", TwentyMegabytes, open, BreaksAt: TwentyMegabytes / 2, OnBreak: () => shown.Instance.Dispose()), new GeneratedFile("b.txt", 1000, open));

        Assert.Empty(kept);
        Assert.Equal(0, open.Now);
    }

    private IRenderedComponent<Attachments> Show(Action<IncomingFile> keep) => Render<Attachments>(p => p
        .Add(a => a.Files, [])
        .Add(a => a.MaxBytes, TwentyMegabytes)
        .Add(a => a.OnUpload, file =>
        {
            keep(file);
            return Task.FromResult(Result.Done);
        }));

    private static Task ChooseAsync(IRenderedComponent<Attachments> shown, params IReadOnlyList<IBrowserFile> files)
    {
        var input = shown.FindComponent<InputFile>().Instance;
        return shown.InvokeAsync(() => input.OnChange.InvokeAsync(new InputFileChangeEventArgs(files)));
    }
}
