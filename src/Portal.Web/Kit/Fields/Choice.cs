using Portal.Business.Common;

namespace Portal.Web.Kit.Fields;

/// <summary>One thing that a picker offers.</summary>
/// <param name="Detail">What tells it from others of the same name.</param>
public sealed record Choice<T>(T Value, string Text, string? Detail = null);

/// <summary>What a picker asks for: part of the choices that match the text.</summary>
public sealed record ChoiceRequest(string Text, int Skip, int Take)
{
    /// <summary>The same part as a page.</summary>
    public PageRequest Page => new((Skip / Take) + 1, Take);
}
