namespace Portal.Business.Common;

/// <summary>
/// Work that must survive a crash says here which step it has reached. Nothing happens then; tests put a watcher in its place that
/// ends the process at a chosen step.
/// </summary>
public class Steps
{
    /// <param name="step">"capability.what-was-just-done".</param>
    public virtual void Reached(string step)
    {
    }
}
