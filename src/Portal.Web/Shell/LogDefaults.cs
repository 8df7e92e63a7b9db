using Microsoft.Extensions.Configuration.Memory;

namespace Portal.Web.Shell;

/// <summary>
/// What the log leaves out where the settings say nothing: the framework's lines hold the addresses asked for, and those the secrets of
/// personal links, invitations and password resets.
/// </summary>
internal static class LogDefaults
{
    private static readonly string[] Quiet = ["Microsoft.AspNetCore", "Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.EntityFrameworkCore", "Quartz"];

    public static void AddLogDefaults(this WebApplicationBuilder builder) =>
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = Quiet.Select(category => KeyValuePair.Create($"Logging:LogLevel:{category}", (string?)nameof(LogLevel.Warning))),
        });
}
