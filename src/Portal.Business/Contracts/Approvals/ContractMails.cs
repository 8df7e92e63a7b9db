using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Mail;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Contracts.Approvals;

/// <summary>What the portal writes about the approval of contracts.</summary>
public sealed class ContractMails(Outbox outbox, AnswerMails answers)
{
    public const string Sent = "contract.sent";
    public const string Approved = "contract.approved";
    public const string Refused = "contract.refused";

    /// <summary>To the client who approved it, with the signed document.</summary>
    public const string Signed = "contract.signed";

    private const string LinkPlaceholder = "Contract.Link";

    internal static IReadOnlyList<MailKind> Kinds { get; } =
    [
        new(
            Sent, typeof(ApprovalText), "Contact.Name", "Client.Name", "Contract.Reference", "Contract.Title", "Contract.StartsOn", "Contract.AnnualAmount", "Sender.Name",
            LinkPlaceholder),
        new(Approved, typeof(ApprovalText), "Contract.Reference", "Contract.Title", "Client.Name", "Decision.Name", "Contract.NextInvoice", LinkPlaceholder),
        new(Refused, typeof(ApprovalText), "Contract.Reference", "Contract.Title", "Client.Name", "Decision.Name", "Decision.Reason", LinkPlaceholder),
        new(Signed, typeof(ApprovalText), "Contact.Name", "Client.Name", "Contract.Reference", "Contract.Title", "Contract.StartsOn"),
    ];

    private static LinkMails Offer { get; } = new(Kinds[0], LinkPlaceholder);

    internal static Task<LinkMailProposal> ProposeAsync(PortalDbContext db, Contract contract, Client client, LegalEntity seller, string sender, CancellationToken ct) =>
        Offer.ProposeAsync(db, client, seller, client.Language, contact => Values(contract, client, contact, sender), ct);

    internal static (MailContact? To, IReadOnlyList<MailContact> Cc, List<Refusal> Refusals) Read(Client client, LinkMailWishes wishes) => Offer.Read(client, wishes);

    internal async Task<OutgoingMessage> QueueAsync(
        PortalDbContext db, Contract contract, LegalEntity seller, Client client, MailContact to, IReadOnlyList<MailContact> cc, LinkMailWishes wishes, string address, string sender,
        MailAttachment attachment, CancellationToken ct)
    {
        var message = await Offer.ComposeAsync(db, seller, client.Language, to, cc, wishes, address, Values(contract, client, to.Name ?? client.Name, sender), ct);
        return outbox.Add(db, message with { About = SubjectRef.To(contract), ClientId = client.Id, Attachments = [attachment], DedupeKey = DedupeKey(contract.Id, wishes.Key) });
    }

    /// <summary>
    /// To the client who answered online, with the document that they signed; and to whoever sent it, else to the responsible person of its job, else to
    /// the company. Nobody is told of their own answer on a client's behalf.
    /// </summary>
    /// <param name="signed">The document with the signature; null where it was refused.</param>
    internal async Task TellAsync(PortalDbContext db, Contract contract, ContractOffer offer, ContractDecision decision, StoredDocument? signed, string email, CancellationToken ct)
    {
        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == contract.LegalEntityId, ct);
        var client = await db.Clients.AllClients().AsNoTracking().SingleAsync(c => c.Id == contract.ClientId, ct);
        AnswerMails.Answer Answer(string kind, Dictionary<string, string?> values) =>
            new(kind, SubjectRef.To(contract), client.Id, seller, values, offer.Number) { Attachments = signed is null ? [] : [MailAttachment.Of(signed)] };
        if (signed is not null && EmailAddress.IsValid(email))
        {
            await answers.TellClientAsync(db, Answer(Signed, SignedValues(contract, client, decision.Name)), new MailContact(email, decision.Name), client.Language, ct);
        }

        if (await StaffAsync(db, contract, offer, decision, seller, ct) is { } to)
        {
            var kind = decision.Approved ? Approved : Refused;
            await answers.TellStaffAsync(db, Answer(kind, StaffValues(contract, client, decision, seller.Language)), to, LinkPlaceholder, $"contracts/{contract.Id}", ct);
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

    private static Dictionary<string, string?> StaffValues(Contract contract, Client client, ContractDecision decision, string language)
    {
        var values = new Dictionary<string, string?>
        {
            ["Contract.Reference"] = contract.Reference,
            ["Contract.Title"] = contract.Title,
            ["Client.Name"] = client.Name,
            ["Decision.Name"] = decision.Name,
        };
        if (decision.Approved)
        {
            values["Contract.NextInvoice"] = contract.NextInvoiceOn is { } next ? Formats.For(language).LongDate(next) : "—";
        }
        else
        {
            values["Decision.Reason"] = decision.Reason.Length > 0 ? decision.Reason : "—";
        }

        return values;
    }

    private static Dictionary<string, string?> SignedValues(Contract contract, Client client, string contact) => new()
    {
        ["Contact.Name"] = contact,
        ["Client.Name"] = client.Name,
        ["Contract.Reference"] = contract.Reference,
        ["Contract.Title"] = contract.Title,
        ["Contract.StartsOn"] = Formats.For(client.Language).LongDate(contract.StartsOn),
    };

    internal static string DedupeKey(long contractId, string key) => LinkMails.DedupeKey("contract", contractId, key);

    private static Dictionary<string, string?> Values(Contract contract, Client client, string contact, string sender)
    {
        var formats = Formats.For(client.Language);
        return new Dictionary<string, string?>
        {
            ["Contact.Name"] = contact,
            ["Client.Name"] = client.Name,
            ["Contract.Reference"] = contract.Reference,
            ["Contract.Title"] = contract.Title,
            ["Contract.StartsOn"] = formats.LongDate(contract.StartsOn),
            ["Contract.AnnualAmount"] = formats.Amount(contract.Lines.Where(l => l.Status is ContractLineStatus.Draft or ContractLineStatus.Active).Sum(l => l.AnnualNet), contract.Currency),
            ["Sender.Name"] = sender,
        };
    }
}
