using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Portal.Web.Shell;

public static partial class TrustedProxies
{
    /// <summary>
    /// Believes X-Forwarded-For and X-Forwarded-Proto only from the networks named in "Security:TrustedProxies"
    /// ("10.0.0.0/8", "192.168.1.5/32"); without any, only from this machine.
    /// </summary>
    public static void AddTrustedProxies(this IServiceCollection services, IConfiguration configuration) =>
        services.Configure<ForwardedHeadersOptions>(o =>
        {
            o.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var network in configuration.GetSection("Security:TrustedProxies").Get<string[]>() ?? [])
            {
                o.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
            }
        });

    /// <summary>
    /// Takes over what trusted proxies say. Once, the log names a proxy that is not believed: behind it everybody would seem to come from one address.
    /// </summary>
    public static void UseTrustedProxies(this WebApplication app)
    {
        var told = 0;
        app.UseForwardedHeaders();
        app.Use((context, next) =>
        {
            if (told == 0 && context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("X-Original-For")
                && Interlocked.Exchange(ref told, 1) == 0)
            {
                LogNotBelieved(app.Logger, context.Connection.RemoteIpAddress);
            }

            return next(context);
        });
    }

    [LoggerMessage(LogLevel.Warning, "{Proxy} sent X-Forwarded-For and is not believed. If it is your reverse proxy, name its network in Security:TrustedProxies.")]
    private static partial void LogNotBelieved(ILogger logger, IPAddress? proxy);
}
