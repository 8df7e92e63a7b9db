using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Business.Common;
using Portal.Web.Kit;

namespace Portal.Web.Tests.Kit;

public sealed class FileDropTests : KitContext
{
    private const int Megabyte = 1024 * 1024;

    private readonly OpenStreams open = new();
    private readonly List<string> came = [];
    private readonly List<string> refused = [];

    [Fact]
    public async Task FileOfWhichNothingMoreComes_IsRefused_AndTheNextOneIsTaken()
    {
        var shown = Show();

        await ChooseAsync(shown, new GeneratedFile("cut.csv", Megabyte, open, BreaksAt: Megabyte / 2, IsSilent: true));
        await ChooseAsync(shown, new GeneratedFile("broken.csv", Megabyte, open, BreaksAt: Megabyte / 2));
        Assert.Empty(came);
        Assert.Contains("Choose", shown.Markup, StringComparison.Ordinal);
        await ChooseAsync(shown, new GeneratedFile("whole.csv", Megabyte, open));

        Assert.Equal(["Documents.FileBrokeOff cut.csv", "Documents.FileBrokeOff broken.csv"], refused);
        Assert.Equal([$"whole.csv {Megabyte}"], came);
        Assert.Empty(shown.FindAll("progress"));
        Assert.Equal(0, open.Now);
    }

    [Fact]
    public async Task PageLeftDuringTheWay_SaysNothing()
    {
        IRenderedComponent<FileDrop> shown = null!;
        shown = Show();

        await ChooseAsync(shown, new GeneratedFile("a.csv", Megabyte, open, BreaksAt: Megabyte / 2, OnBreak: () => shown.Instance.Dispose()));

        Assert.Empty(came);
        Assert.Empty(refused);
        Assert.Equal(0, open.Now);
    }

    private IRenderedComponent<FileDrop> Show() => Render<FileDrop>(p => p
        .Add(d => d.Prompt, "Choose")
        .Add(d => d.Accept, ".csv")
        .Add(d => d.Largest, Megabyte)
        .Add(d => d.LongestPause, TimeSpan.FromMilliseconds(200))
        .Add(d => d.TooLarge, Refusal.Invalid("Test.TooLarge"))
        .Add(d => d.OnFile, EventCallback.Factory.Create<DroppedFile>(this, f => came.Add($"{f.Name} {f.Content.Length}")))
        .Add(d => d.OnRefused, EventCallback.Factory.Create<Refusal>(this, r => refused.Add($"{r.Code} {r.Args[0]}"))));

    private static Task ChooseAsync(IRenderedComponent<FileDrop> shown, IBrowserFile file)
    {
        var input = shown.FindComponent<InputFile>().Instance;
        return shown.InvokeAsync(() => input.OnChange.InvokeAsync(new InputFileChangeEventArgs([file])));
    }
}
