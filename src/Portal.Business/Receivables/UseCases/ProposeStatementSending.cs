using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Mail;

namespace Portal.Business.Receivables.UseCases;

/// <summary>What the dialog starts with: recipients by rule, subject and message as the company words them.</summary>
public sealed class ProposeStatementSending(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="To">As one types them; empty when the client has no billing manager with an address.</param>
    public sealed record Proposal(string To, string Cc, string Subject, string Body);

    public async Task<Result<Proposal>> RunAsync(StatementWish input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsView) || !user.Has(Permissions.InvoicesSend))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var read = await StatementReading.ReadAsync(db, input, clock, ct);
        if (!read.TryGet(out var found))
        {
            return Result<Proposal>.Refused(read.Refusals);
        }

        var wishes = await StatementMail.ProposeAsync(db, found, ct);
        return new Proposal(MailContacts.Write(wishes.To), MailContacts.Write(wishes.Cc), wishes.Subject, wishes.Body);
    }
}
