using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Portal.Web.Shell.Errors;

/// <summary>Keeps the frame when a page fails: says so with a reference that stands in the log, and lets the person go elsewhere.</summary>
public sealed partial class PageErrors(ILogger<PageErrors> log, NavigationManager navigation) : ErrorBoundaryBase, IDisposable
{
    private string reference = "";

    public void Dispose() => navigation.LocationChanged -= Forget;

    protected override void OnInitialized() => navigation.LocationChanged += Forget;

    protected override Task OnErrorAsync(Exception exception)
    {
        reference = Activity.Current?.TraceId.ToString() ?? Guid.NewGuid().ToString("N");
        LogPageFailed(log, exception, reference, WithoutSecret(navigation.ToBaseRelativePath(navigation.Uri)));
        return Task.CompletedTask;
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (CurrentException is null)
        {
            builder.AddContent(0, ChildContent);
            return;
        }

        builder.OpenComponent<ErrorNotice>(1);
        builder.AddComponentParameter(2, nameof(ErrorNotice.Status), 500);
        builder.AddComponentParameter(3, nameof(ErrorNotice.Reference), reference);
        builder.CloseComponent();
    }

    /// <summary>What the log may hold of an address: no query, and not the secret of a personal link.</summary>
    internal static string WithoutSecret(string address)
    {
        var path = address.Split('?', '#')[0];
        return path.StartsWith("q/", StringComparison.OrdinalIgnoreCase) ? "q/…" : path;
    }

    [LoggerMessage(LogLevel.Error, "Page {Page} failed; reference {Reference}")]
    private static partial void LogPageFailed(ILogger logger, Exception exception, string reference, string page);

    private void Forget(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(Recover);
}
