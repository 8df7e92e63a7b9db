namespace Portal.Web.Kit.Fields;

/// <summary>One thing that a picker offers.</summary>
/// <param name="Detail">What tells it from others of the same name.</param>
public sealed record Choice<T>(T Value, string Text, string? Detail = null);

/// <summary>What a picker asks for: part of the choices that match the text.</summary>
public sealed record ChoiceRequest(string Text, int Skip, int Take);
