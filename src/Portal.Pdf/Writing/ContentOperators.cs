using Portal.Pdf.Layout;

namespace Portal.Pdf.Writing;

/// <summary>Operators of content streams (PDF 1.7, annex A).</summary>
internal static class ContentOperators
{
    public static void FillColor(this PdfBuffer buffer, PdfColor color)
    {
        if (color.Red == color.Green && color.Red == color.Blue)
        {
            WriteLevel(buffer, color.Red);
            buffer.Raw(" g\n"u8);
            return;
        }

        WriteLevel(buffer, color.Red);
        buffer.Byte((byte)' ');
        WriteLevel(buffer, color.Green);
        buffer.Byte((byte)' ');
        WriteLevel(buffer, color.Blue);
        buffer.Raw(" rg\n"u8);
    }

    /// <summary>Glyphs of two bytes each as one string; hidden ones are left out.</summary>
    public static void ShowGlyphs(this PdfBuffer buffer, ReadOnlySpan<ushort> numbers, ReadOnlySpan<GlyphKind> kinds, bool endsWithHyphen)
    {
        buffer.Byte((byte)'(');
        for (int i = 0; i < numbers.Length; i++)
        {
            if (kinds[i] is <= GlyphKind.BreakAfter or GlyphKind.NewLine || (kinds[i] == GlyphKind.SoftHyphen && endsWithHyphen && i == numbers.Length - 1))
            {
                ShowByte(buffer, (byte)(numbers[i] >> 8));
                ShowByte(buffer, (byte)numbers[i]);
            }
        }

        buffer.Raw(")Tj\n"u8);
    }

    /// <summary>Three decimals, so that each of the 256 levels comes back as itself.</summary>
    private static void WriteLevel(PdfBuffer buffer, byte level)
    {
        if (level is 0 or 255)
        {
            buffer.Byte(level == 0 ? (byte)'0' : (byte)'1');
            return;
        }

        int thousandths = (int)Math.Round(level / 0.255);
        buffer.Byte((byte)'.').Byte((byte)('0' + (thousandths / 100))).Byte((byte)('0' + (thousandths / 10 % 10))).Byte((byte)('0' + (thousandths % 10)));
    }

    private static void ShowByte(PdfBuffer buffer, byte value)
    {
        switch (value)
        {
            case (byte)'(' or (byte)')' or (byte)'\\':
                buffer.Byte((byte)'\\').Byte(value);
                break;
            case (byte)'\r':
                buffer.Raw("\\r"u8);
                break;
            default:
                buffer.Byte(value);
                break;
        }
    }
}
