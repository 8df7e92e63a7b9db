using Microsoft.JSInterop;

namespace Portal.Web.Kit;

/// <summary>The few things that only the page's script can do (wwwroot-assets/js/kit.js).</summary>
public sealed class Browser(IJSRuntime js) : IAsyncDisposable
{
    private readonly Lazy<Task<IJSObjectReference>> module = new(() => js.InvokeAsync<IJSObjectReference>("import", "/js/kit.js").AsTask());

    public async Task CallAsync(string function, params object?[] arguments)
    {
        try
        {
            await (await module.Value).InvokeVoidAsync(function, arguments);
        }
        catch (JSDisconnectedException)
        {
            // The person has left; there is no page any more to do it on.
        }
    }

    public async Task<string?> AskAsync(string function)
    {
        try
        {
            return await (await module.Value).InvokeAsync<string?>(function);
        }
        catch (JSDisconnectedException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (module is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            try
            {
                await (await module.Value).DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // Gone with the page.
            }
        }
    }
}
