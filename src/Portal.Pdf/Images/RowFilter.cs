namespace Portal.Pdf.Images;

/// <summary>Prepares rows of pixels for compression as PNG does: each as the difference to its left or upper neighbours, whichever is smaller.</summary>
internal static class RowFilter
{
    public static byte[] Apply(byte[] pixels, int rowLength, int distance)
    {
        int rows = pixels.Length / rowLength;
        byte[] result = new byte[rows * (rowLength + 1)];
        byte[] none = new byte[rowLength];
        for (int y = 0; y < rows; y++)
        {
            ReadOnlySpan<byte> row = pixels.AsSpan(y * rowLength, rowLength);
            ReadOnlySpan<byte> above = y == 0 ? none : pixels.AsSpan((y - 1) * rowLength, rowLength);
            Span<byte> target = result.AsSpan(y * (rowLength + 1), rowLength + 1);
            bool useAbove = Cost(row, above, distance, true) <= Cost(row, above, distance, false);
            target[0] = useAbove ? (byte)2 : (byte)1;
            for (int i = 0; i < rowLength; i++)
            {
                target[i + 1] = Difference(row, above, i, distance, useAbove);
            }
        }

        return result;
    }

    private static long Cost(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int distance, bool useAbove)
    {
        long cost = 0;
        for (int i = 0; i < row.Length; i++)
        {
            cost += Math.Abs((int)(sbyte)Difference(row, above, i, distance, useAbove));
        }

        return cost;
    }

    private static byte Difference(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int i, int distance, bool useAbove) =>
        (byte)(row[i] - (useAbove ? above[i] : i >= distance ? row[i - distance] : 0));
}
