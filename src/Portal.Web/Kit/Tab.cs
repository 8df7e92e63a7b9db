namespace Portal.Web.Kit;

public sealed record Tab(string Key, string Text, int? Count = null);
