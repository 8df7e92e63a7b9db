using Microsoft.AspNetCore.Components.Forms;

namespace Portal.Web.Tests.Kit;

internal sealed class OpenStreams
{
    public int Now { get; private set; }

    public int Most { get; private set; }

    public void Opened() => Most = Math.Max(Most, ++Now);

    public void Closed() => Now--;
}

/// <summary>A file whose bytes are made as they are read.</summary>
internal sealed record GeneratedFile(string Name, long Size, OpenStreams Open, long? BreaksAt = null, Action? OnBreak = null, bool IsSilent = false) : IBrowserFile
{
    public DateTimeOffset LastModified => DateTimeOffset.UnixEpoch;

    public string ContentType => "text/plain";

    public Stream OpenReadStream(long maxAllowedSize, CancellationToken cancellationToken)
    {
        Open.Opened();
        return new Generated(this, cancellationToken);
    }
}

internal sealed class Generated(GeneratedFile file, CancellationToken ended) : Stream
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
