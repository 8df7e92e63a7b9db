using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Portal.Pdf.Writing;

namespace Portal.Pdf.Fonts;

/// <summary>The embedded form of a font: a TrueType file of only the glyphs used, their widths and their characters.</summary>
internal sealed record FontProgram(string SubsetName, byte[] CompressedFile, int FileLength, byte[] CompressedCharacters, string Widths)
{
    private static readonly string[] s_tables = ["glyf", "head", "hhea", "hmtx", "loca", "maxp"];

    public static FontProgram Of(TrueTypeFont font, GlyphSet glyphs)
    {
        byte[] file = BuildFile(font, glyphs);
        byte[] hash = SHA256.HashData(file);
        string tag = string.Concat(hash.Take(6).Select(b => (char)('A' + (b % 26))));
        return new FontProgram(
            tag + "+" + font.Name,
            Flate.Compress(file, CompressionLevel.Optimal),
            file.Length,
            Flate.Compress(CharacterMap(glyphs), CompressionLevel.Optimal),
            WidthList(glyphs));
    }

    private static byte[] BuildFile(TrueTypeFont font, GlyphSet glyphs)
    {
        using MemoryStream outlines = new();
        int count = glyphs.Slots.Count;
        byte[] offsets = new byte[4 * (count + 1)];
        byte[] metrics = new byte[4 * count];
        for (int number = 0; number < count; number++)
        {
            ushort glyph = glyphs.Slots[number].Glyph;
            BinaryPrimitives.WriteUInt32BigEndian(offsets.AsSpan(4 * number), (uint)outlines.Length);
            outlines.Write(Renumbered(font.OutlineOf(glyph), glyphs));
            while (outlines.Length % 4 != 0)
            {
                outlines.WriteByte(0);
            }

            BinaryPrimitives.WriteUInt16BigEndian(metrics.AsSpan(4 * number), font.RawAdvanceOf(glyph));
            BinaryPrimitives.WriteInt16BigEndian(metrics.AsSpan((4 * number) + 2), font.LeftBearingOf(glyph));
        }

        BinaryPrimitives.WriteUInt32BigEndian(offsets.AsSpan(4 * count), (uint)outlines.Length);

        byte[] head = font.Table("head").ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(8), 0);
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        byte[] hhea = font.Table("hhea").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(hhea.AsSpan(34), (ushort)count);
        byte[] maxp = font.Table("maxp").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(maxp.AsSpan(4), (ushort)count);
        return Assemble([outlines.ToArray(), head, hhea, metrics, offsets, maxp]);
    }

    private static byte[] Renumbered(byte[] outline, GlyphSet glyphs)
    {
        List<int> components = TrueTypeFont.ComponentPositions(outline);
        if (components.Count == 0)
        {
            return outline;
        }

        byte[] copy = [.. outline];
        foreach (int position in components)
        {
            Span<byte> id = copy.AsSpan(position, 2);
            BinaryPrimitives.WriteUInt16BigEndian(id, glyphs.NumberOfGlyph(BinaryPrimitives.ReadUInt16BigEndian(id)));
        }

        return copy;
    }

    private static byte[] Assemble(byte[][] tables)
    {
        int at = 12 + (16 * tables.Length);
        byte[] file = new byte[at + tables.Sum(t => (t.Length + 3) & ~3)];
        BinaryPrimitives.WriteUInt32BigEndian(file, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(4), (ushort)tables.Length);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(6), 64);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(8), 2);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(10), (ushort)((16 * tables.Length) - 64));
        int headAt = 0;
        for (int i = 0; i < tables.Length; i++)
        {
            tables[i].CopyTo(file, at);
            int padded = (tables[i].Length + 3) & ~3;
            Span<byte> record = file.AsSpan(12 + (16 * i), 16);
            Encoding.ASCII.GetBytes(s_tables[i], record);
            BinaryPrimitives.WriteUInt32BigEndian(record[4..], Checksum(file.AsSpan(at, padded)));
            BinaryPrimitives.WriteUInt32BigEndian(record[8..], (uint)at);
            BinaryPrimitives.WriteUInt32BigEndian(record[12..], (uint)tables[i].Length);
            headAt = s_tables[i] == "head" ? at : headAt;
            at += padded;
        }

        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(headAt + 8), 0xB1B0AFBA - Checksum(file));
        return file;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        for (int i = 0; i < bytes.Length; i += 4)
        {
            sum += BinaryPrimitives.ReadUInt32BigEndian(bytes[i..]);
        }

        return sum;
    }

    private static string WidthList(GlyphSet glyphs)
    {
        StringBuilder list = new("[0[");
        for (int number = 0; number < glyphs.Slots.Count; number++)
        {
            list.Append(number == 0 ? "" : " ").Append(glyphs.WidthOf((ushort)number).ToString("0.###", CultureInfo.InvariantCulture));
        }

        return list.Append("]]").ToString();
    }

    /// <summary>The ToUnicode map, by which readers copy, search and speak the text.</summary>
    private static byte[] CharacterMap(GlyphSet glyphs)
    {
        StringBuilder map = new();
        map.Append("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n")
            .Append("/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n")
            .Append("/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n")
            .Append("1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
        var pairs = glyphs.Slots.Select((slot, number) => (slot.CodePoint, number)).Where(p => p.CodePoint != GlyphSet.Slot.NoCharacter);
        foreach (var block in pairs.Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{block.Length} beginbfchar\n");
            foreach ((int codePoint, int number) in block)
            {
                map.Append(CultureInfo.InvariantCulture, $"<{number:X4}> <");
                foreach (char unit in char.ConvertFromUtf32(codePoint))
                {
                    map.Append(CultureInfo.InvariantCulture, $"{(int)unit:X4}");
                }

                map.Append(">\n");
            }

            map.Append("endbfchar\n");
        }

        map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
        return Encoding.ASCII.GetBytes(map.ToString());
    }
}
