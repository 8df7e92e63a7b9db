namespace Portal.Business.Common;

/// <summary>Texts that every capability uses (CommonText.resx).</summary>
public sealed class CommonText;
