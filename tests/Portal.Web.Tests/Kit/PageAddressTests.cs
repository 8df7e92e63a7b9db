using Microsoft.AspNetCore.Components;
using Portal.Web.Kit;

namespace Portal.Web.Tests.Kit;

public sealed class PageAddressTests
{
    private readonly SlowBrowser browser = new();
    private readonly PageAddress address;

    public PageAddressTests() => address = new PageAddress(browser);

    [Fact]
    public void SecondChoice_BeforeTheBrowserConfirmedTheFirst_KeepsIt()
    {
        address.Change("sort", "total");
        address.Change("state", "Paid");

        Assert.Equal("http://localhost/list?sort=total&state=Paid", address.Uri);
        browser.Confirm();
        Assert.True(address.IsChanging);
        browser.Confirm();
        Assert.False(address.IsChanging);
        Assert.Equal("http://localhost/list?sort=total&state=Paid", browser.Uri);
    }

    [Fact]
    public void WayBack_WhileAChangeIsOnItsWay_IsWhereThePersonIs()
    {
        address.Change("sort", "total");

        browser.MoveTo("http://localhost/elsewhere");

        Assert.False(address.IsChanging);
        Assert.Equal("http://localhost/elsewhere", address.Uri);
    }

    [Fact]
    public void Change_OfNothing_TakesThePartOut()
    {
        browser.MoveTo("http://localhost/list?sort=total&page=2");

        address.Change("sort", null);

        Assert.Equal("http://localhost/list?page=2", address.Uri);
    }

    /// <summary>Confirms a new address only when it is told to, as a browser at the other end of a line does.</summary>
    private sealed class SlowBrowser : NavigationManager
    {
        private readonly Queue<string> waiting = [];

        public SlowBrowser() => Initialize("http://localhost/", "http://localhost/list");

        public void Confirm() => MoveTo(waiting.Dequeue());

        public void MoveTo(string uri)
        {
            Uri = uri;
            NotifyLocationChanged(isInterceptedLink: false);
        }

        protected override void NavigateToCore(string uri, NavigationOptions options) => waiting.Enqueue(uri);
    }
}
