using Portal.Business.Documents;

namespace Portal.Business.Tests.Documents;

public sealed class DrawnSignatureTests
{
    /// <summary>One pixel.</summary>
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    [Fact]
    public void Read_OfAPng_GivesAFile() => Assert.Equal("image/png", DrawnSignature.Read("data:image/png;base64," + Png).Value.File!.ContentType);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Read_OfNothing_LeavesTheTypedName(string? drawn) => Assert.Null(DrawnSignature.Read(drawn).Value.File);

    [Theory]
    [InlineData("data:image/png;base64,PGh0bWw+PC9odG1sPg==")]
    [InlineData("data:image/png;base64,%%%")]
    [InlineData("data:image/svg+xml;base64," + Png)]
    [InlineData("javascript:alert(1)")]
    public void Read_OfAnythingElse_IsRefused(string drawn) => Assert.Equal("Documents.SignatureUnreadable", DrawnSignature.Read(drawn).Refusal!.Code);

    [Fact]
    public void Read_OfTenMegabytes_IsRefused() => Assert.False(DrawnSignature.Read("data:image/png;base64," + new string('A', 10_000_000)).Succeeded);
}
