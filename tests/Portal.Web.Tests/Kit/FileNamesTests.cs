using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Portal.Web.Kit;

namespace Portal.Web.Tests.Kit;

public sealed class FileNamesTests
{
    public static TheoryData<string> Names =>
    [
        "F-000001.pdf",
        "Relevé de l’Œuvre « Été » 漢字 😀.pdf",
        string.Concat(Enumerable.Repeat("Société coopérative ", 12)) + ".pdf",
        "a\r\nSet-Cookie: x=1\";.pdf",
    ];

    [Theory, MemberData(nameof(Names))]
    public void Name_WhateverItHolds_IsWholeForBrowsersAndAsciiForOthers(string name)
    {
        var headers = new DefaultHttpContext().Response.Headers;

        headers.NameFile(name, inBrowser: true);

        var value = headers.ContentDisposition.ToString();
        Assert.StartsWith("inline; ", value, StringComparison.Ordinal);
        Assert.DoesNotContain(value, c => c is < ' ' or > '~');
        var read = ContentDispositionHeaderValue.Parse(value);
        Assert.Equal(name, read.FileNameStar.Value);
        Assert.EndsWith(".pdf", HeaderUtilities.RemoveQuotes(read.FileName).Value, StringComparison.Ordinal);
    }
}
