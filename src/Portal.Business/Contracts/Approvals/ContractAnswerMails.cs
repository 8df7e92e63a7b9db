using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Mail;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Contracts.Approvals;

/// <summary>
/// Tells how a contract, or an amendment of one, was answered: the client who answered online, with the document that they signed; and whoever sent it,
/// else the responsible person of its job, else the company. Nobody is told of their own answer on a client's behalf.
/// </summary>
public sealed class ContractAnswerMails(AnswerMails answers)
{
    /// <param name="signed">The document with the signature; null where it was refused.</param>
    /// <param name="email">Of the client who answered; empty where staff did.</param>
    internal async Task TellAsync(PortalDbContext db, Contract contract, ContractOffer offer, ContractDecision decision, StoredDocument? signed, string email, CancellationToken ct)
    {
        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == contract.LegalEntityId, ct);
        var client = await db.Clients.AllClients().AsNoTracking().SingleAsync(c => c.Id == contract.ClientId, ct);
        var amends = offer.Amendment is not null;
        AnswerMails.Answer Answer(string kind, Dictionary<string, string?> values) =>
            new(kind, SubjectRef.To(contract), client.Id, seller, values, offer.Number) { Attachments = signed is null ? [] : [MailAttachment.Of(signed)] };
        if (signed is not null && EmailAddress.IsValid(email))
        {
            var thanks = Answer(amends ? ContractMails.AmendmentSigned : ContractMails.Signed, ClientValues(contract, offer, client, decision.Name));
            await answers.TellClientAsync(db, thanks, new MailContact(email, decision.Name), client.Language, ct);
        }

        if (await StaffAsync(db, contract, offer, decision, seller, ct) is { } to)
        {
            var kind = (decision.Approved, amends) switch
            {
                (true, false) => ContractMails.Approved,
                (true, true) => ContractMails.AmendmentApproved,
                (false, false) => ContractMails.Refused,
                _ => ContractMails.AmendmentRefused,
            };
            await answers.TellStaffAsync(
                db, Answer(kind, StaffValues(contract, offer, client, decision, seller.Language)), to, ContractMails.LinkPlaceholder, $"contracts/{contract.Id}", ct);
        }
    }

    private static async Task<MailContact?> StaffAsync(
        PortalDbContext db, Contract contract, ContractOffer offer, ContractDecision decision, LegalEntity seller, CancellationToken ct)
    {
        var responsibleId = offer.OfferedById ?? await db.Jobs.AllClients().Where(j => j.Id == contract.JobId).Select(j => j.ResponsibleUserId).SingleOrDefaultAsync(ct);
        var responsible = await db.Users.AsNoTracking().Where(u => u.Id == responsibleId).Select(u => new { u.Email, u.DisplayName }).SingleOrDefaultAsync(ct);
        var to = EmailAddress.IsValid(responsible?.Email) ? new MailContact(responsible!.Email!, responsible.DisplayName) : new MailContact(seller.Email, seller.Name);
        return (responsibleId is not null && responsibleId == decision.UserId) || !EmailAddress.IsValid(to.Address) ? null : to;
    }

    private static Dictionary<string, string?> StaffValues(Contract contract, ContractOffer offer, Client client, ContractDecision decision, string language)
    {
        var formats = Formats.For(language);
        var (name, value) = !decision.Approved ? ("Decision.Reason", decision.Reason)
            : offer.Amendment is { } amendment ? ("Amendment.From", formats.LongDate(amendment.What.From))
            : ("Contract.NextInvoice", contract.NextInvoiceOn is { } next ? formats.LongDate(next) : "");
        return new Dictionary<string, string?>
        {
            ["Contract.Reference"] = contract.Reference,
            ["Contract.Title"] = contract.Title,
            ["Client.Name"] = client.Name,
            ["Decision.Name"] = decision.Name,
            [name] = value.Length > 0 ? value : "—",
        };
    }

    private static Dictionary<string, string?> ClientValues(Contract contract, ContractOffer offer, Client client, string contact)
    {
        var (name, day) = offer.Amendment is { } amendment ? ("Amendment.From", amendment.What.From) : ("Contract.StartsOn", contract.StartsOn);
        return new Dictionary<string, string?>
        {
            ["Contact.Name"] = contact,
            ["Client.Name"] = client.Name,
            ["Contract.Reference"] = contract.Reference,
            ["Contract.Title"] = contract.Title,
            [name] = Formats.For(client.Language).LongDate(day),
        };
    }
}
