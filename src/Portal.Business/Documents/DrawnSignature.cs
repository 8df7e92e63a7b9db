using System.Buffers.Text;
using System.Text;
using Portal.Business.Common;
using Portal.Pdf;

namespace Portal.Business.Documents;

/// <summary>A signature drawn in the browser, which sends it as the data address of a PNG.</summary>
/// <param name="File">Null where none was drawn: then the typed name stands alone.</param>
public sealed record DrawnSignature(DocumentFile? File)
{
    private const int LargestBytes = 200_000;
    private const int LargestSide = 4000;

    /// <summary>2000 by 1000: four times what the field for it draws. Checked before a pixel is decoded.</summary>
    private const int LargestPixels = 2_000_000;

    private const string Prefix = "data:image/png;base64,";

    /// <summary>Refuses anything but a PNG of reasonable size, by its content.</summary>
    public static Result<DrawnSignature> Read(string? dataUrl)
    {
        if (string.IsNullOrEmpty(dataUrl))
        {
            return new DrawnSignature((DocumentFile?)null);
        }

        if (!dataUrl.StartsWith(Prefix, StringComparison.Ordinal) || dataUrl.Length > Prefix.Length + (LargestBytes * 4 / 3) + 4)
        {
            return Refused;
        }

        var encoded = Encoding.ASCII.GetBytes(dataUrl[Prefix.Length..]);
        if (!Base64.IsValid(encoded))
        {
            return Refused;
        }

        var bytes = Convert.FromBase64String(dataUrl[Prefix.Length..]);
        try
        {
            if (!Uploads.IsPng(bytes))
            {
                return Refused;
            }

            var image = PdfImage.Load(bytes, maxPixels: LargestPixels);
            return image.Width <= LargestSide && image.Height <= LargestSide
                ? new DrawnSignature(new DocumentFile("signature.png", "image/png", bytes))
                : Refused;
        }
        catch (PdfImageException)
        {
            return Refused;
        }
    }

    private static Refusal Refused => Refusal.Invalid("Documents.SignatureUnreadable").On("Signature");
}
