namespace Portal.Pdf;

/// <summary>Which page of how many; both start at 1.</summary>
public readonly record struct PageInfo(int Number, int Count);
