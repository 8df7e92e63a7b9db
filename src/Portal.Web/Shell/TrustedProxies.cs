using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Portal.Web.Shell;

public static class TrustedProxies
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
}
