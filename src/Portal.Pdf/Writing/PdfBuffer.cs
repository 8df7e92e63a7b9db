using System.Buffers;
using System.Text;

namespace Portal.Pdf.Writing;

/// <summary>A growing row of bytes in pooled memory, with the few ways in which PDF writes numbers and texts.</summary>
internal sealed class PdfBuffer(int capacity = 4096) : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
            Length = 0;
        }
    }

    public void Clear() => Length = 0;

    public PdfBuffer Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Claim(bytes.Length));
        return this;
    }

    /// <summary>ASCII only.</summary>
    public PdfBuffer Text(string ascii)
    {
        Encoding.ASCII.GetBytes(ascii, Claim(ascii.Length));
        return this;
    }

    public PdfBuffer Byte(byte value)
    {
        Claim(1)[0] = value;
        return this;
    }

    public PdfBuffer Integer(long value)
    {
        Span<byte> digits = stackalloc byte[20];
        value.TryFormat(digits, out int length, provider: System.Globalization.CultureInfo.InvariantCulture);
        return Raw(digits[..length]);
    }

    /// <summary>Two decimals: a hundredth of a point is finer than any printer.</summary>
    public PdfBuffer Number(double value) => Hundredths((long)Math.Round(value * 100));

    public PdfBuffer Hundredths(long value)
    {
        if (value < 0)
        {
            Byte((byte)'-');
            value = -value;
        }

        (long whole, long rest) = Math.DivRem(value, 100);
        Integer(whole);
        if (rest != 0)
        {
            Byte((byte)'.').Byte((byte)('0' + (rest / 10)));
            if (rest % 10 != 0)
            {
                Byte((byte)('0' + (rest % 10)));
            }
        }

        return this;
    }

    /// <summary>A reference to another object.</summary>
    public PdfBuffer Reference(int number) => Integer(number).Raw(" 0 R"u8);

    /// <summary>A text that people read (title, alternative text): UTF-16 where it is not plain ASCII.</summary>
    public PdfBuffer ReadableText(string text)
    {
        if (Ascii.IsValid(text) && !text.AsSpan().ContainsAnyInRange('\0', '\u001F'))
        {
            Byte((byte)'(');
            foreach (char character in text)
            {
                if (character is '(' or ')' or '\\')
                {
                    Byte((byte)'\\');
                }

                Byte((byte)character);
            }

            return Byte((byte)')');
        }

        Raw("<FEFF"u8);
        foreach (byte unit in Encoding.BigEndianUnicode.GetBytes(text))
        {
            Hex(unit);
        }

        return Byte((byte)'>');
    }

    public PdfBuffer Hex(byte value)
    {
        ReadOnlySpan<byte> digits = "0123456789ABCDEF"u8;
        return Byte(digits[value >> 4]).Byte(digits[value & 15]);
    }

    /// <summary>Moves what follows <paramref name="position"/> back and puts the bytes there.</summary>
    public void Insert(int position, ReadOnlySpan<byte> bytes)
    {
        int tail = Length - position;
        Claim(bytes.Length);
        _bytes.AsSpan(position, tail).CopyTo(_bytes.AsSpan(position + bytes.Length));
        bytes.CopyTo(_bytes.AsSpan(position));
    }

    private Span<byte> Claim(int count)
    {
        if (_bytes.Length - Length < count)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(checked((int)Math.Min(Array.MaxLength, Math.Max(2L * _bytes.Length, (long)Length + count))));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        Span<byte> claimed = _bytes.AsSpan(Length, count);
        Length += count;
        return claimed;
    }
}
