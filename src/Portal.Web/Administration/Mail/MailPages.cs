namespace Portal.Web.Administration.Mail;

/// <summary>Texts of the pages about mail (MailPages.resx).</summary>
public sealed class MailPages;
