using Portal.Web.Shell.Errors;

namespace Portal.Web.Tests.Shell;

public sealed class PageErrorsTests
{
    [Theory]
    [InlineData("q/Zm9vYmFy", "q/…")]
    [InlineData("Q/Zm9vYmFy/document?x=1", "q/…")]
    [InlineData("invoices/12?tab=lines#total", "invoices/12")]
    [InlineData("", "")]
    public void Address_InTheLog_HasNeitherQueryNorSecret(string address, string logged) => Assert.Equal(logged, PageErrors.WithoutSecret(address));
}
