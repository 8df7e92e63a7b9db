namespace Portal.Pdf.Images;

/// <summary>Decoded pixels: 8-bit grey (1 channel) or RGB (3), and opacity if any pixel is not opaque.</summary>
internal sealed record Bitmap(int Width, int Height, int Channels, byte[] Colors, byte[]? Alpha)
{
    /// <summary>The same image with no side longer than this: each pixel the average of those it stands for.</summary>
    public Bitmap Within(int maxSide)
    {
        int longest = Math.Max(Width, Height);
        if (longest <= maxSide)
        {
            return this;
        }

        int width = (int)Math.Max(1, (long)Width * maxSide / longest);
        int height = (int)Math.Max(1, (long)Height * maxSide / longest);
        Bitmap smaller = new(width, height, Channels, new byte[width * height * Channels], Alpha is null ? null : new byte[width * height]);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                Average(smaller, x, y);
            }
        }

        return smaller;
    }

    /// <summary>Colours count by their opacity, so that what is invisible does not tint the edges.</summary>
    private void Average(Bitmap target, int x, int y)
    {
        int left = (int)((long)x * Width / target.Width);
        int right = (int)((long)(x + 1) * Width / target.Width);
        int top = (int)((long)y * Height / target.Height);
        int bottom = (int)((long)(y + 1) * Height / target.Height);
        Span<long> sums = stackalloc long[3];
        long opacity = 0;
        for (int row = top; row < bottom; row++)
        {
            for (int pixel = (row * Width) + left; pixel < (row * Width) + right; pixel++)
            {
                int alpha = Alpha is null ? 255 : Alpha[pixel];
                opacity += alpha;
                for (int i = 0; i < Channels; i++)
                {
                    sums[i] += (long)alpha * Colors[(pixel * Channels) + i];
                }
            }
        }

        int at = (y * target.Width) + x;
        for (int i = 0; i < Channels && opacity > 0; i++)
        {
            target.Colors[(at * Channels) + i] = (byte)((sums[i] + (opacity / 2)) / opacity);
        }

        if (target.Alpha is not null)
        {
            int count = (right - left) * (bottom - top);
            target.Alpha[at] = (byte)((opacity + (count / 2)) / count);
        }
    }
}
