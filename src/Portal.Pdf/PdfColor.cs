using System.Globalization;

namespace Portal.Pdf;

/// <summary>A colour of red, green and blue.</summary>
public readonly record struct PdfColor(byte Red, byte Green, byte Blue)
{
    public static PdfColor Black { get; } = new(0, 0, 0);

    public static PdfColor White { get; } = new(255, 255, 255);

    /// <summary>A grey from 0 (black) to 255 (white).</summary>
    public static PdfColor Gray(byte level) => new(level, level, level);

    /// <summary>Reads "#1F6FEB" or "1f6feb".</summary>
    /// <exception cref="FormatException">The text is not a colour.</exception>
    public static PdfColor FromHex(string hex) =>
        TryFromHex(hex, out PdfColor color) ? color : throw new FormatException($"'{hex}' is not a colour like #1F6FEB.");

    public static bool TryFromHex(string? hex, out PdfColor color)
    {
        ReadOnlySpan<char> digits = hex.AsSpan().TrimStart('#');
        bool valid = int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value) && digits.Length == 6;
        color = valid ? new((byte)(value >> 16), (byte)(value >> 8), (byte)value) : default;
        return valid;
    }

    /// <summary>The same hue nearer to white: 0 leaves it as it is, 1 is white. For quiet backgrounds of a company's colour.</summary>
    public PdfColor Lighter(double amount) => new(Toward(Red, amount), Toward(Green, amount), Toward(Blue, amount));

    private static byte Toward(byte part, double amount) => (byte)Math.Round(part + ((255 - part) * Math.Clamp(amount, 0, 1)));
}
