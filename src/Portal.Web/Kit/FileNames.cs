using Microsoft.Net.Http.Headers;

namespace Portal.Web.Kit;

internal static class FileNames
{
    /// <summary>
    /// The name under which a browser keeps the file: whole in UTF-8 (<c>filename*</c>, RFC 6266), and in ASCII for what does not read that.
    /// </summary>
    /// <param name="headers">Of the answer that carries the file.</param>
    /// <param name="name">As a person would write it.</param>
    /// <param name="inBrowser">Shown rather than saved.</param>
    public static void NameFile(this IHeaderDictionary headers, string name, bool inBrowser)
    {
        var disposition = new ContentDispositionHeaderValue(inBrowser ? "inline" : "attachment");
        disposition.SetHttpFileName(name);
        headers.ContentDisposition = disposition.ToString();
    }
}
