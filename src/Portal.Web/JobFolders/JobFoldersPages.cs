namespace Portal.Web.JobFolders;

/// <summary>Labels of the job pages (JobFoldersPages.resx).</summary>
public sealed class JobFoldersPages;
