using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Business.Documents;
using Portal.Web.Kit;

namespace Portal.Web.Tests.Kit;

/// <summary>What every answer of a file says to the browser.</summary>
public sealed class FileAnswersTests
{
    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes("0123456789");

    [Theory]
    [InlineData("application/pdf", true, "inline")]
    [InlineData("image/png", true, "inline")]
    [InlineData("text/html", true, "attachment")]
    [InlineData("image/svg+xml", true, "attachment")]
    [InlineData("application/pdf", false, "attachment")]
    public async Task File_IsShownOnlyWhereAViewerDrawsIt_AndNeverGuessed(string type, bool inBrowser, string disposition)
    {
        var context = NewContext();

        await RunAsync(context, context.AnswerFile(new DocumentFile("Été 1.pdf", type, Bytes), inBrowser: inBrowser));

        var headers = context.Response.Headers;
        Assert.Equal((200, "nosniff", type, FileAnswers.NotKept), (context.Response.StatusCode, headers.XContentTypeOptions.ToString(), context.Response.ContentType, headers.CacheControl.ToString()));
        Assert.StartsWith($"{disposition}; filename=", headers.ContentDisposition.ToString(), StringComparison.Ordinal);
        Assert.Contains("filename*=UTF-8''%C3%89t%C3%A9%201.pdf", headers.ContentDisposition.ToString(), StringComparison.Ordinal);
        Assert.Equal(disposition == "inline", headers.ContentSecurityPolicy.ToString().Contains("default-src 'none'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task File_AskedForInPart_IsAnsweredWhole()
    {
        var context = NewContext();
        context.Request.Headers.Range = "bytes=2-4";

        await RunAsync(context, context.AnswerFile(new DocumentFile("a.pdf", "application/pdf", Bytes)));

        Assert.Equal((200, "0123456789", ""), (context.Response.StatusCode, BodyOf(context), context.Response.Headers.AcceptRanges.ToString()));
    }

    [Fact]
    public async Task TaggedFile_ThatTheBrowserHas_IsNotSentAgain()
    {
        var first = NewContext();
        await RunAsync(first, first.AnswerTagged(new DocumentFile("a.pdf", "application/pdf", Bytes)));
        var tag = first.Response.Headers.ETag.ToString();
        Assert.Equal((200, FileAnswers.Asked), (first.Response.StatusCode, first.Response.Headers.CacheControl.ToString()));

        var again = NewContext();
        again.Request.Headers.IfNoneMatch = tag;
        await RunAsync(again, again.AnswerTagged(new DocumentFile("a.pdf", "application/pdf", Bytes)));
        var other = NewContext();
        other.Request.Headers.IfNoneMatch = tag;
        await RunAsync(other, other.AnswerTagged(new DocumentFile("a.pdf", "application/pdf", [1])));

        Assert.Equal((304, "", 200), (again.Response.StatusCode, BodyOf(again), other.Response.StatusCode));
    }

    [Fact]
    public async Task WrittenFile_IsSavedUnderItsName_AndARefusalIsAnsweredAsOne()
    {
        var context = NewContext();
        await RunAsync(context, await context.AnswerWrittenAsync("books.csv", "text/csv", async (target, ct) => { await target.WriteAsync(Bytes, ct); return Result.Done; }, default));
        var refused = NewContext();
        await RunAsync(refused, await refused.AnswerWrittenAsync("books.csv", "text/csv", (_, _) => Task.FromResult<Result>(Refusal.Forbidden), default));
        var missing = NewContext();
        await RunAsync(missing, missing.AnswerFile((Result<DocumentFile>)Refusal.NotFound));

        Assert.Equal((200, "0123456789", "nosniff"), (context.Response.StatusCode, BodyOf(context), context.Response.Headers.XContentTypeOptions.ToString()));
        Assert.StartsWith("attachment; filename=books.csv", context.Response.Headers.ContentDisposition.ToString(), StringComparison.Ordinal);
        Assert.Equal((403, 404), (refused.Response.StatusCode, missing.Response.StatusCode));
    }

    private static DefaultHttpContext NewContext()
    {
        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        context.Request.Method = "GET";
        context.Response.Body = new MemoryStream();
        return context;
    }

    private static Task RunAsync(HttpContext context, IResult answer) => answer.ExecuteAsync(context);

    private static string BodyOf(HttpContext context) => Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());
}
