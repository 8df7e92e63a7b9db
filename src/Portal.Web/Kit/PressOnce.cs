using Portal.Business.Common;

namespace Portal.Web.Kit;

/// <summary>
/// Tells the second press of a double click from one that is meant: what follows at once upon a success is the same press. It may
/// have waited for its turn while the first was being carried out, and would create a second record on the way to the first. The same
/// upon a refusal because somebody else was faster: what is shown anew is not agreed to by a press that was made before.
/// </summary>
internal sealed class PressOnce(TimeProvider clock)
{
    private static readonly TimeSpan Echo = TimeSpan.FromMilliseconds(700);

    private long? settled;

    public bool IsEcho => settled is { } at && clock.GetElapsedTime(at) < Echo;

    public void Done(Result result) => settled = result.Succeeded || result.Refusal is { Kind: RefusalKind.Conflict } ? clock.GetTimestamp() : null;
}
