using Portal.Business.Common;

namespace Portal.Web.Kit;

/// <summary>
/// Tells the second press of a double click from one that is meant: what follows at once upon a success is the same press. It may
/// have waited for its turn while the first was being carried out, and would create a second record on the way to the first.
/// </summary>
internal sealed class PressOnce(TimeProvider clock)
{
    private static readonly TimeSpan Echo = TimeSpan.FromMilliseconds(700);

    private long? succeeded;

    public bool IsEcho => succeeded is { } at && clock.GetElapsedTime(at) < Echo;

    public void Done(Result result) => succeeded = result.Succeeded ? clock.GetTimestamp() : null;
}
