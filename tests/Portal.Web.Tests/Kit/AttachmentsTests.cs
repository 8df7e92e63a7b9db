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

    private sealed class OpenStreams
    {
        public int Now { get; private set; }

        public int Most { get; private set; }

        public void Opened() => Most = Math.Max(Most, ++Now);

        public void Closed() => Now--;
    }

    /// <summary>A file whose bytes are made as they are read.</summary>
    private sealed record GeneratedFile(string Name, long Size, OpenStreams Open, long? BreaksAt = null, Action? OnBreak = null, bool IsSilent = false) : IBrowserFile
    {
        public DateTimeOffset LastModified => DateTimeOffset.UnixEpoch;

        public string ContentType => "text/plain";

        public Stream OpenReadStream(long maxAllowedSize, CancellationToken cancellationToken)
        {
            Open.Opened();
            return new Generated(this, cancellationToken);
        }
    }

    private sealed class Generated(GeneratedFile file, CancellationToken ended) : Stream
    {
        private const int Chunk = 32 * 1024;
        private long at;
        private bool closed;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => file.Size;

        public override long Position { get => at; set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (at >= file.BreaksAt && file.IsSilent)
            {
                return new ValueTask<int>(new TaskCompletionSource<int>().Task);
            }

            if (at >= file.BreaksAt)
            {
                file.OnBreak?.Invoke();
                ended.ThrowIfCancellationRequested();
                throw new IOException("The connection was cut.");
            }

            var count = (int)Math.Min(Math.Min(buffer.Length, Chunk), file.Size - at);
            buffer.Span[..count].Fill((byte)'x');
            at += count;
            return ValueTask.FromResult(count);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (!closed)
            {
                closed = true;
                file.Open.Closed();
            }

            base.Dispose(disposing);
        }
    }
}
