using System.IO.Compression;

namespace Portal.Pdf.Images;

/// <summary>The rows of a PNG, inflated and unfiltered one by one.</summary>
internal sealed class PngRows : IDisposable
{
    private readonly ZLibStream _inflater;
    private readonly int _distance;
    private byte[] _row;
    private byte[] _above;
    private bool _hasAbove;

    public PngRows(PngHeader header, byte[] data)
    {
        _inflater = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
        _distance = header.FilterDistance;
        int longest = header.RowLength(header.Width);
        _row = new byte[longest];
        _above = new byte[longest];
    }

    public void Dispose() => _inflater.Dispose();

    /// <summary>The next row has none above it.</summary>
    public void BeginPass() => _hasAbove = false;

    /// <summary>Reads over a row.</summary>
    public void Check(int length) => ReadRow(length);

    /// <summary>The next row; valid until the one after it is asked for.</summary>
    public ReadOnlySpan<byte> Next(int length)
    {
        int filter = ReadRow(length);
        if (!_hasAbove)
        {
            _above.AsSpan().Clear();
        }

        Unfilter(filter, _row.AsSpan(0, length), _above);
        (_row, _above) = (_above, _row);
        _hasAbove = true;
        return _above.AsSpan(0, length);
    }

    private int ReadRow(int length)
    {
        int filter = _inflater.ReadByte();
        if (filter < 0)
        {
            throw new EndOfStreamException();
        }

        _inflater.ReadExactly(_row, 0, length);
        return filter <= 4 ? filter : throw new InvalidDataException("Unknown row filter.");
    }

    private void Unfilter(int filter, Span<byte> row, ReadOnlySpan<byte> above)
    {
        for (int i = 0; i < row.Length; i++)
        {
            int left = i >= _distance ? row[i - _distance] : 0;
            int corner = i >= _distance ? above[i - _distance] : 0;
            row[i] += filter switch
            {
                1 => (byte)left,
                2 => above[i],
                3 => (byte)((left + above[i]) / 2),
                4 => Paeth(left, above[i], corner),
                _ => 0,
            };
        }
    }

    private static byte Paeth(int left, int above, int corner)
    {
        int estimate = left + above - corner;
        int toLeft = Math.Abs(estimate - left);
        int toAbove = Math.Abs(estimate - above);
        int toCorner = Math.Abs(estimate - corner);
        return (byte)(toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner);
    }
}
