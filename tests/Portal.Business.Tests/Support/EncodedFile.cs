using System.Text;

namespace Portal.Business.Tests.Support;

/// <summary>A text as programs save it: with the mark of its encoding at the head, where that has one.</summary>
internal static class EncodedFile
{
    public static MemoryStream Of(string text, Encoding encoding) => new([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
}
