using System.Globalization;
using System.Text;
using QRCoder;

namespace Portal.Business.Documents.Drawing;

/// <summary>The QR code of a transfer in euros, after EPC069-12 ("Quick Response Code: Guidelines to enable data capture").</summary>
internal static class EpcCode
{
    private const int LongestName = 70;
    private const int LongestText = 140;
    private const int LargestPayload = 331;
    private const decimal LargestAmount = 999_999_999.99m;

    /// <summary>What the code says; null where a transfer can't be described: no IBAN, no amount, a name that does not fit.</summary>
    /// <param name="text">What the payer's bank passes on to us: the number of the invoice.</param>
    public static string? Payload(string beneficiary, string iban, string bic, decimal euros, string text)
    {
        if (iban.Length == 0 || euros < 0.01m || euros > LargestAmount || string.IsNullOrWhiteSpace(beneficiary))
        {
            return null;
        }

        var amount = "EUR" + euros.ToString("0.00", CultureInfo.InvariantCulture);
        var payload = string.Join('\n', "BCD", "002", "1", "SCT", bic, Cut(beneficiary, LongestName), iban, amount, "", "", Cut(text, LongestText));
        return Encoding.UTF8.GetByteCount(payload) <= LargestPayload ? payload : null;
    }

    /// <summary>Row by row, dark is true, with its quiet zone.</summary>
    public static bool[,] Matrix(string payload)
    {
        using var data = QRCodeGenerator.GenerateQrCode(payload, QRCodeGenerator.ECCLevel.M, forceUtf8: true);
        var size = data.ModuleMatrix.Count;
        var modules = new bool[size, size];
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                modules[y, x] = data.ModuleMatrix[y][x];
            }
        }

        return modules;
    }

    /// <summary>One line, and no half of a character at its end.</summary>
    private static string Cut(string text, int longest)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= longest)
        {
            return line;
        }

        return line[..(char.IsHighSurrogate(line[longest - 1]) ? longest - 1 : longest)].TrimEnd();
    }
}
