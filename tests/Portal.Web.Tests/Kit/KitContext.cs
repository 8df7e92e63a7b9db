using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Web.Kit;

namespace Portal.Web.Tests.Kit;

/// <summary>Renders components of the kit with their real services, in a language.</summary>
public abstract class KitContext : BunitContext, IAsyncLifetime
{
    /// <summary>A second is long for what is drawn at once, and short where other tests take the machine.</summary>
    static KitContext() => DefaultWaitTimeout = TimeSpan.FromSeconds(30);

    protected KitContext()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLogging();
        Services.AddLocalization();
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<ICurrentUser>(SystemUser.Instance);
        Services.AddKit().AddKitSamples();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Some services end asynchronously only.</summary>
    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();
}
