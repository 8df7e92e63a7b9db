using Microsoft.Extensions.Options;

namespace Portal.Web.Shell;

/// <summary>What the browser may load and do on our pages. Section "Security" of the settings.</summary>
public sealed class SecurityHeadersOptions
{
    /// <summary>Other sites that a form of ours may lead to, such as the payment provider's card page.</summary>
    public IList<string> FormTargets { get; } = [];

    internal string ContentSecurityPolicy => string.Join("; ",
    [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        // Components set sizes and colours on elements; whole style sheets come from files only.
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "frame-ancestors 'self'",
        "form-action " + string.Join(' ', FormTargets.Prepend("'self'")),
    ]);
}

public static class SecurityHeaders
{
    public static void AddSecurityHeaders(this IServiceCollection services, IConfiguration configuration) =>
        services.Configure<SecurityHeadersOptions>(configuration.GetSection("Security"));

    public static void UseSecurityHeaders(this WebApplication app)
    {
        var policy = app.Services.GetRequiredService<IOptions<SecurityHeadersOptions>>().Value.ContentSecurityPolicy;
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(self), geolocation=(self), microphone=(), payment=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            return next(context);
        });
    }
}
