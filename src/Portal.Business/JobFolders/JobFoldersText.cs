namespace Portal.Business.JobFolders;

/// <summary>Texts of this capability (JobFoldersText.resx).</summary>
public sealed class JobFoldersText;
