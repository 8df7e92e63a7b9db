using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Portal.Web.Shell;

/// <summary>How often one address (of IPv6: one /64) may try. Section "RateLimits" of the settings.</summary>
public sealed class RateLimitOptions
{
    public int SignInsPerMinute { get; set; } = 10;

    public int PublicLinksPerMinute { get; set; } = 60;
}

public static class RateLimits
{
    /// <summary>For sign-in, second factor, password reset and accepting an invitation. Counts what is sent, not what is read.</summary>
    public const string SignIn = "sign-in";

    /// <summary>For pages and downloads reached by a personal link.</summary>
    public const string PublicLink = "public-link";

    public static void AddRateLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var limits = configuration.GetSection("RateLimits").Get<RateLimitOptions>() ?? new RateLimitOptions();
        services.AddRateLimiter(o =>
        {
            o.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            o.OnRejected = (context, _) =>
            {
                context.HttpContext.Response.Headers.RetryAfter = "60";
                return ValueTask.CompletedTask;
            };
            o.AddPolicy(SignIn, context => HttpMethods.IsPost(context.Request.Method)
                ? PerAddress(context, limits.SignInsPerMinute)
                : RateLimitPartition.GetNoLimiter("reads"));
            o.AddPolicy(PublicLink, context => PerAddress(context, limits.PublicLinksPerMinute));
        });
    }

    /// <summary>Whose tries are counted together: an IPv4 address, or the /64 that one subscriber of IPv6 gets and chooses addresses in.</summary>
    internal static string Network(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address)
        {
            return "unknown";
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.IsIPv4MappedToIPv6)
        {
            return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return $"{new IPAddress(bytes)}/64";
    }

    private static RateLimitPartition<string> PerAddress(HttpContext context, int perMinute) =>
        RateLimitPartition.GetSlidingWindowLimiter(
            Network(context),
            _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = perMinute,
                Window = TimeSpan.FromMinutes(1),
                SegmentsPerWindow = 6,
            });
}
