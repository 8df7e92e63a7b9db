using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace Portal.Benchmarks;

#pragma warning disable BL0006 // A renderer reads the tree; that of the framework must not be measured by another of its own.
/// <summary>
/// Draws components as a circuit does, on its own dispatcher and with its differences, but sends them nowhere.
/// </summary>
internal sealed class Screen(IServiceProvider services) : Renderer(services, (ILoggerFactory)services.GetService(typeof(ILoggerFactory))!)
{
    private int root;

    /// <summary>How many components were drawn since the start, and how many parts of the tree the last differences held.</summary>
    public int Drawn { get; private set; }

    public int Parts { get; private set; }

    public override Dispatcher Dispatcher { get; } = Dispatcher.CreateDefault();

    public Task OpenAsync(IComponent component) => Dispatcher.InvokeAsync(() =>
    {
        root = AssignRootComponentId(component);
        return RenderRootComponentAsync(root);
    });

    /// <summary>Puts a value into the field of that name, and answers with the milliseconds until all is drawn.</summary>
    public Task<double> ChangeAsync(string field, string value) => SendAsync("onchange", "name", field, new ChangeEventArgs { Value = value });

    /// <summary>Presses the button with that shortcut.</summary>
    public Task<double> ClickAsync(string shortcut) => SendAsync("onclick", "data-shortcut", shortcut, new MouseEventArgs());

    protected override void HandleException(Exception exception) => ExceptionDispatchInfo.Throw(exception);

    protected override Task UpdateDisplayAsync(in RenderBatch renderBatch)
    {
        (Drawn, Parts) = (Drawn + renderBatch.UpdatedComponents.Count, renderBatch.ReferenceFrames.Count);
        return Task.CompletedTask;
    }

    private Task<double> SendAsync(string happening, string attribute, string value, EventArgs args) => Dispatcher.InvokeAsync(async () =>
    {
        var handler = Find(root, happening, attribute, value) ?? throw new InvalidOperationException($"Nothing has {attribute} {value}.");
        var watch = Stopwatch.StartNew();
        await DispatchEventAsync(handler, null, args);
        return watch.Elapsed.TotalMilliseconds;
    });

    private ulong? Find(int component, string happening, string attribute, string value)
    {
        var frames = GetCurrentRenderTreeFrames(component);
        var (handler, matches) = (0UL, false);
        for (var i = 0; i < frames.Count; i++)
        {
            ref var frame = ref frames.Array[i];
            switch (frame.FrameType)
            {
                case RenderTreeFrameType.Element:
                    (handler, matches) = (0, false);
                    break;
                case RenderTreeFrameType.Attribute:
                    handler = frame.AttributeName == happening ? frame.AttributeEventHandlerId : handler;
                    matches |= frame.AttributeName == attribute && frame.AttributeValue as string == value;
                    break;
                case RenderTreeFrameType.Component when Find(frame.ComponentId, happening, attribute, value) is { } inside:
                    return inside;
            }

            if (matches && handler != 0)
            {
                return handler;
            }
        }

        return null;
    }
}
