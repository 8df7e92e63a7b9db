using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.Mail;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Contracts.Approvals;

/// <summary>What the portal writes about the approval of contracts.</summary>
public sealed class ContractMails(MailComposer composer, Outbox outbox, IOptions<SiteOptions> site)
{
    public const string Sent = "contract.sent";
    public const string Approved = "contract.approved";
    public const string Refused = "contract.refused";

    private const string LinkPlaceholder = "Contract.Link";

    internal static IReadOnlyList<MailKind> Kinds { get; } =
    [
        new(
            Sent, typeof(ApprovalText), "Contact.Name", "Client.Name", "Contract.Reference", "Contract.Title", "Contract.StartsOn", "Contract.AnnualAmount", "Sender.Name",
            LinkPlaceholder),
        new(Approved, typeof(ApprovalText), "Contract.Reference", "Contract.Title", "Client.Name", "Decision.Name", "Contract.NextInvoice", LinkPlaceholder),
        new(Refused, typeof(ApprovalText), "Contract.Reference", "Contract.Title", "Client.Name", "Decision.Name", "Decision.Reason", LinkPlaceholder),
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

    /// <summary>To whoever sent it, else to the responsible person of its job, else to the company; not to whoever answered themselves.</summary>
    internal async Task TellStaffAsync(PortalDbContext db, Contract contract, ContractOffer offer, ContractDecision decision, CancellationToken ct)
    {
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == contract.LegalEntityId, ct);
        var client = await db.Clients.AllClients().AsNoTracking().SingleAsync(c => c.Id == contract.ClientId, ct);
        var responsibleId = offer.OfferedById ?? await db.Jobs.AllClients().Where(j => j.Id == contract.JobId).Select(j => j.ResponsibleUserId).SingleOrDefaultAsync(ct);
        var responsible = await db.Users.AsNoTracking().Where(u => u.Id == responsibleId).Select(u => new { u.Email, u.DisplayName }).SingleOrDefaultAsync(ct);
        var to = EmailAddress.IsValid(responsible?.Email) ? new MailContact(responsible!.Email!, responsible.DisplayName) : new MailContact(entity.Email, entity.Name);
        if ((responsibleId is not null && responsibleId == decision.UserId) || !EmailAddress.IsValid(to.Address))
        {
            return;
        }

        var kind = decision.Approved ? Approved : Refused;
        var values = new Dictionary<string, string?>
        {
            ["Contract.Reference"] = contract.Reference,
            ["Contract.Title"] = contract.Title,
            ["Client.Name"] = client.Name,
            ["Decision.Name"] = decision.Name,
            [LinkPlaceholder] = site.Value.Link($"contracts/{contract.Id}"),
        };
        if (decision.Approved)
        {
            values["Contract.NextInvoice"] = contract.NextInvoiceOn is { } next ? Formats.For(entity.Language).LongDate(next) : "—";
        }
        else
        {
            values["Decision.Reason"] = decision.Reason.Length > 0 ? decision.Reason : "—";
        }

        outbox.Add(db, new NewMessage(kind, await composer.ComposeAsync(db, kind, entity.Language, MailBrand.Of(entity), values, ct))
        {
            About = SubjectRef.To(contract),
            ClientId = contract.ClientId,
            LegalEntityId = entity.Id,
            To = [to],
            DedupeKey = $"contract:{contract.Id}:{offer.Number}:{kind}",
        });
    }

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

/// <summary>A contract that did not arrive stands on its timeline, where whoever waits for the answer looks.</summary>
public sealed class ContractSendings(TimeProvider clock) : IMessageFollower
{
    public IReadOnlyCollection<string> Kinds { get; } = [ContractMails.Sent];

    public Task AcceptedAsync(PortalDbContext db, OutgoingMessage message, CancellationToken ct) =>
        message.Refused.Any() ? GivenUpAsync(db, message, ct) : Task.CompletedTask;

    public async Task GivenUpAsync(PortalDbContext db, OutgoingMessage message, CancellationToken ct)
    {
        if (await db.Contracts.AllClients().AsNoTracking().SingleOrDefaultAsync(c => c.Id == message.AboutId, ct) is { } contract)
        {
            db.TimelineEntries.Add(new TimelineEntry(
                contract.ClientId, contract.JobId, clock.GetUtcNow().UtcDateTime, SystemUser.Instance, "Contracts.NotDelivered", nameof(Contract), contract.Id, message.Undelivered()));
        }
    }
}
