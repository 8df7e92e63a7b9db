namespace Portal.Web.Scheduling;

/// <summary>What a start makes and nothing may change meanwhile: scheduled work begins when it is there.</summary>
public interface IBeforeScheduledWork
{
    /// <summary>Asked for when the site answers.</summary>
    Task Done { get; }
}
