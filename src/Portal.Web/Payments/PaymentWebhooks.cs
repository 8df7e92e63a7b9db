using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Business.Common;
using Portal.Business.Payments.UseCases;
using Portal.Web.Shell;

namespace Portal.Web.Payments;

/// <summary>Where payment providers report. Who they are is proved by their signature alone.</summary>
public static class PaymentWebhooks
{
    public const string Path = "/webhooks/payments/";

    private const int LargestBody = 256 * 1024;
    private const string Limit = "payment-webhooks";

    public static void AddPaymentWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        var perMinute = configuration.GetValue("RateLimits:WebhooksPerMinute", 600);
        services.Configure<RateLimiterOptions>(o => o.AddPolicy(Limit, context => RateLimitPartition.GetFixedWindowLimiter(
            RateLimits.Network(context),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) })));
    }

    public static void MapPaymentWebhooks(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(Path + "{provider:regex(^[a-z]{{1,20}}$)}", ReceiveAsync)
            .AllowAnonymous().DisableAntiforgery().RequireRateLimiting(Limit)
            .WithMetadata(new SizeLimit(LargestBody));

    /// <summary>Anything but 200 makes the provider try again later.</summary>
    private static async Task<IResult> ReceiveAsync(string provider, HttpContext context, ReceiveProviderNotice receive, CancellationToken ct)
    {
        if (context.Request.ContentLength > LargestBody)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, ct);
        var result = await receive.RunAsync(new(provider, name => context.Request.Headers[name], body.ToArray()), ct);
        return result.Refusal?.Kind switch
        {
            null => Results.Ok(),
            RefusalKind.NotFound => Results.NotFound(),
            RefusalKind.Invalid => Results.BadRequest(),
            _ => Results.StatusCode(StatusCodes.Status503ServiceUnavailable),
        };
    }

    private sealed record SizeLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
