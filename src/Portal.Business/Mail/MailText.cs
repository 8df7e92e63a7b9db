namespace Portal.Business.Mail;

/// <summary>Texts of mail (MailText.resx).</summary>
public sealed class MailText;
