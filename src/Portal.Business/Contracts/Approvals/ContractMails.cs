using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Contracts.Amending;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Mail;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Contracts.Approvals;

/// <summary>What the portal writes to clients who are asked to approve a contract, or an amendment of one.</summary>
public sealed class ContractMails(Outbox outbox)
{
    public const string Sent = "contract.sent";
    public const string Approved = "contract.approved";
    public const string Refused = "contract.refused";

    /// <summary>To the client who approved it, with the signed document.</summary>
    public const string Signed = "contract.signed";

    public const string AmendmentSent = "amendment.sent";
    public const string AmendmentApproved = "amendment.approved";
    public const string AmendmentRefused = "amendment.refused";
    public const string AmendmentSigned = "amendment.signed";

    internal const string LinkPlaceholder = "Contract.Link";

    internal static IReadOnlyList<MailKind> Kinds { get; } =
    [
        new(
            Sent, typeof(ApprovalText), "Contact.Name", "Client.Name", "Contract.Reference", "Contract.Title", "Contract.StartsOn", "Contract.AnnualAmount", "Sender.Name",
            LinkPlaceholder),
        new(AmendmentSent, typeof(ApprovalText), "Contact.Name", "Client.Name", "Contract.Reference", "Contract.Title", "Amendment.From", "Sender.Name", LinkPlaceholder),
        new(Approved, typeof(ApprovalText), "Contract.Reference", "Contract.Title", "Client.Name", "Decision.Name", "Contract.NextInvoice", LinkPlaceholder),
        new(AmendmentApproved, typeof(ApprovalText), "Contract.Reference", "Contract.Title", "Client.Name", "Decision.Name", "Amendment.From", LinkPlaceholder),
        new(Refused, typeof(ApprovalText), "Contract.Reference", "Contract.Title", "Client.Name", "Decision.Name", "Decision.Reason", LinkPlaceholder),
        new(AmendmentRefused, typeof(ApprovalText), "Contract.Reference", "Contract.Title", "Client.Name", "Decision.Name", "Decision.Reason", LinkPlaceholder),
        new(Signed, typeof(ApprovalText), "Contact.Name", "Client.Name", "Contract.Reference", "Contract.Title", "Contract.StartsOn"),
        new(AmendmentSigned, typeof(ApprovalText), "Contact.Name", "Client.Name", "Contract.Reference", "Contract.Title", "Amendment.From"),
    ];

    private static LinkMails WholeContract { get; } = new(Kinds[0], LinkPlaceholder);

    private static LinkMails OneAmendment { get; } = new(Kinds[1], LinkPlaceholder);

    /// <param name="from">The first day of an amendment; null: the contract is sent as a whole.</param>
    internal static Task<LinkMailProposal> ProposeAsync(PortalDbContext db, Contract contract, DateOnly? from, Client client, LegalEntity seller, string sender, CancellationToken ct) =>
        Of(from).ProposeAsync(db, client, seller, client.Language, contact => Values(contract, from, client, contact, sender), ct);

    internal static (MailContact? To, IReadOnlyList<MailContact> Cc, List<Refusal> Refusals) Read(DateOnly? from, Client client, LinkMailWishes wishes) => Of(from).Read(client, wishes);

    internal async Task<OutgoingMessage> QueueAsync(
        PortalDbContext db, Contract contract, DateOnly? from, LegalEntity seller, Client client, MailContact to, IReadOnlyList<MailContact> cc, LinkMailWishes wishes, string address,
        string sender, StoredDocument document, CancellationToken ct)
    {
        var message = await Of(from).ComposeAsync(db, seller, client.Language, to, cc, wishes, address, Values(contract, from, client, to.Name ?? client.Name, sender), ct);
        return outbox.Add(db, message with
        {
            About = SubjectRef.To(contract),
            ClientId = client.Id,
            Attachments = [MailAttachment.Of(document)],
            DedupeKey = DedupeKey(contract.Id, wishes.Key),
        });
    }

    internal static string DedupeKey(long contractId, string key) => LinkMails.DedupeKey("contract", contractId, key);

    private static LinkMails Of(DateOnly? from) => from is null ? WholeContract : OneAmendment;

    private static Dictionary<string, string?> Values(Contract contract, DateOnly? from, Client client, string contact, string sender)
    {
        var formats = Formats.For(client.Language);
        var values = new Dictionary<string, string?>
        {
            ["Contact.Name"] = contact,
            ["Client.Name"] = client.Name,
            ["Contract.Reference"] = contract.Reference,
            ["Contract.Title"] = contract.Title,
            ["Sender.Name"] = sender,
        };
        if (from is { } day)
        {
            values["Amendment.From"] = formats.LongDate(day);
            return values;
        }

        values["Contract.StartsOn"] = formats.LongDate(contract.StartsOn);
        values["Contract.AnnualAmount"] = formats.Amount(
            contract.Lines.Where(l => l.Status is ContractLineStatus.Draft or ContractLineStatus.Active).Sum(l => l.AnnualNet), contract.Currency);
        return values;
    }
}
