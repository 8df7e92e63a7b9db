namespace Portal.Pdf.Images;

/// <summary>Collects decoded pixels as 8-bit grey or RGB and their opacity.</summary>
internal sealed class PngPixels
{
    private readonly PngHeader _header;
    private readonly byte[] _palette;
    private readonly byte[] _transparency;
    private readonly int[]? _transparentColor;
    private readonly int[] _samples;

    public PngPixels(PngHeader header, byte[] palette, byte[] transparency)
    {
        _header = header;
        _palette = palette;
        _transparency = transparency;
        _samples = new int[header.Samples];
        Channels = header.ColorType is 0 or 4 ? 1 : 3;
        Colors = new byte[header.Width * header.Height * Channels];
        Alpha = new byte[header.Width * header.Height];
        if (header.ColorType is 0 or 2 && transparency.Length >= 2 * header.Samples)
        {
            _transparentColor = [.. Enumerable.Range(0, header.Samples).Select(i => (transparency[2 * i] << 8) | transparency[(2 * i) + 1])];
        }
    }

    public int Channels { get; }

    public byte[] Colors { get; }

    public byte[] Alpha { get; }

    public bool IsOpaque { get; private set; } = true;

    public void Set(PngPass pass, int row, ReadOnlySpan<byte> bytes)
    {
        int y = pass.Top + (row * pass.StepY);
        for (int column = 0; column < pass.Columns; column++)
        {
            for (int i = 0; i < _samples.Length; i++)
            {
                _samples[i] = Sample(bytes, (column * _samples.Length) + i);
            }

            SetPixel((y * _header.Width) + pass.Left + (column * pass.StepX));
        }
    }

    private int Sample(ReadOnlySpan<byte> bytes, int index)
    {
        switch (_header.Depth)
        {
            case 16:
                return (bytes[2 * index] << 8) | bytes[(2 * index) + 1];
            case 8:
                return bytes[index];
            default:
                int bit = index * _header.Depth;
                return (bytes[bit / 8] >> (8 - _header.Depth - (bit % 8))) & ((1 << _header.Depth) - 1);
        }
    }

    private void SetPixel(int pixel)
    {
        byte alpha = AlphaOf();
        Alpha[pixel] = alpha;
        IsOpaque &= alpha == 255;
        if (alpha == 0)
        {
            return;
        }

        if (!_header.HasPalette)
        {
            for (int i = 0; i < Channels; i++)
            {
                Colors[(pixel * Channels) + i] = EightBits(_samples[i]);
            }
        }
        else if ((3 * _samples[0]) + 2 < _palette.Length)
        {
            _palette.AsSpan(3 * _samples[0], 3).CopyTo(Colors.AsSpan(3 * pixel));
        }
        else
        {
            throw new InvalidDataException("A pixel names a colour beyond the palette.");
        }
    }

    private byte AlphaOf()
    {
        if (_header.HasAlpha)
        {
            return EightBits(_samples[^1]);
        }

        if (_header.HasPalette)
        {
            return _samples[0] < _transparency.Length ? _transparency[_samples[0]] : (byte)255;
        }

        return _transparentColor is not null && _samples.AsSpan().SequenceEqual(_transparentColor) ? (byte)0 : (byte)255;
    }

    private byte EightBits(int sample) => _header.Depth == 16 ? (byte)(sample >> 8) : (byte)(sample * 255 / ((1 << _header.Depth) - 1));
}
