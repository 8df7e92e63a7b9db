namespace Portal.Pdf.Images;

/// <summary>The pixels that one pass over an image brings: all of them, or an Adam7 lattice of an interlaced one.</summary>
internal readonly record struct PngPass(int Left, int Top, int StepX, int StepY, int Columns, int Rows)
{
    private static readonly (int Left, int Top, int StepX, int StepY)[] s_adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    public static IEnumerable<PngPass> Of(PngHeader header)
    {
        if (!header.Interlaced)
        {
            return [new PngPass(0, 0, 1, 1, header.Width, header.Height)];
        }

        return s_adam7
            .Select(p => new PngPass(
                p.Left, p.Top, p.StepX, p.StepY, Count(header.Width, p.Left, p.StepX), Count(header.Height, p.Top, p.StepY)))
            .Where(p => p.Columns > 0 && p.Rows > 0);
    }

    private static int Count(int length, int first, int step) => Math.Max(0, (length - first + step - 1) / step);
}
