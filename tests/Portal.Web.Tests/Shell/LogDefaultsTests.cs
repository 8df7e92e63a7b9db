using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Web.Shell;

namespace Portal.Web.Tests.Shell;

public sealed class LogDefaultsTests
{
    private const string Addresses = "Microsoft.AspNetCore.Hosting.Diagnostics";

    [Fact]
    public void Log_WithoutSettings_HasNoAddressesAsked_ButOurOwnLines()
    {
        using var logs = LogsWith();
        Assert.False(logs.CreateLogger(Addresses).IsEnabled(LogLevel.Information));
        Assert.True(logs.CreateLogger("Portal.Business").IsEnabled(LogLevel.Information));
        Assert.True(logs.CreateLogger("Microsoft.Hosting.Lifetime").IsEnabled(LogLevel.Information));
    }

    [Fact]
    public void Log_WithSettingsForTheFrameworkAlone_StillHasNoAddresses()
    {
        using var logs = LogsWith(("Logging:LogLevel:Microsoft.AspNetCore", "Debug"));
        Assert.True(logs.CreateLogger("Microsoft.AspNetCore.Authorization").IsEnabled(LogLevel.Debug));
        Assert.False(logs.CreateLogger(Addresses).IsEnabled(LogLevel.Information));
    }

    private static ILoggerFactory LogsWith(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddLogDefaults();
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        return builder.Build().Services.GetRequiredService<ILoggerFactory>();
    }
}
