using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.Mail;

namespace Portal.Business.Contracts.Renewals;

/// <summary>
/// What is written ahead of the end of a contract: to the client, in the client's language, where the contract says so and it is not too late for
/// a notice; and to the responsible person of its job, else to the company's own address.
/// </summary>
public sealed class RenewalMails(MailComposer composer, Outbox outbox, IOptions<SiteOptions> site)
{
    public const string Automatic = "contract.renews";
    public const string FixedTerm = "contract.ends";
    public const string Staff = "contract.decide";

    public static IReadOnlyList<MailKind> Kinds { get; } = [Kind(Automatic), Kind(FixedTerm), Kind(Staff, "Contract.Link")];

    /// <summary>Adds the notice, its messages and its line in the client's story to what is saved next.</summary>
    /// <returns>The message to the client; null where there is none.</returns>
    internal async Task<long?> AddAsync(PortalDbContext db, Contract contract, long entityId, RenewalDates dates, DateOnly today, DateTime now, CancellationToken ct)
    {
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == entityId, ct);
        var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleAsync(c => c.Id == contract.ClientId, ct);
        var message = contract.NoticeToClient && today <= dates.Deadline ? await TellClientAsync(db, contract, entity, client, dates, ct) : null;
        await TellStaffAsync(db, contract, entity, client, dates, ct);
        db.ContractNotices.Add(new ContractNotice { ContractId = contract.Id, EndsOn = dates.EndsOn, Deadline = dates.Deadline, RaisedAt = now, MessageId = message?.Id });
        db.TimelineEntries.Add(new TimelineEntry(
            contract.ClientId, contract.JobId, now, SystemUser.Instance, message is null ? "Contracts.RenewalDue" : "Contracts.RenewalAnnounced", nameof(Contract), contract.Id,
            contract.Reference, dates.EndsOn, dates.Deadline));
        return message?.Id;
    }

    private async Task<OutgoingMessage> TellClientAsync(PortalDbContext db, Contract contract, LegalEntity entity, Client client, RenewalDates dates, CancellationToken ct)
    {
        var kind = contract.RenewsAutomatically ? Automatic : FixedTerm;
        var recipients = InvoiceRecipients.Of(client);
        var manager = client.Contacts.Find(c => c.Id == client.BillingManagerId);
        var mail = await composer.ComposeAsync(db, kind, client.Language, MailBrand.Of(entity), Values(contract, client, dates, manager?.Name ?? client.Name, client.Language), ct);
        return outbox.Add(db, new NewMessage(kind, mail)
        {
            About = SubjectRef.To(contract),
            ClientId = client.Id,
            LegalEntityId = entity.Id,
            From = Outbox.SenderOf(entity),
            To = recipients.To is { } to ? [new MailContact(to, manager?.Name)] : [],
            DedupeKey = Key(contract, dates, "client"),
        });
    }

    private async Task TellStaffAsync(PortalDbContext db, Contract contract, LegalEntity entity, Client client, RenewalDates dates, CancellationToken ct)
    {
        var responsible = await db.Jobs.Where(j => j.Id == contract.JobId)
            .Join(db.Users, j => j.ResponsibleUserId, u => (long?)u.Id, (_, u) => new { u.Email, u.DisplayName }).SingleOrDefaultAsync(ct);
        var to = responsible?.Email is { Length: > 0 } address ? new MailContact(address, responsible.DisplayName) : new MailContact(entity.Email, entity.Name);
        if (!EmailAddress.IsValid(to.Address))
        {
            return;
        }

        var values = Values(contract, client, dates, to.Name ?? "", entity.Language);
        values["Contract.Link"] = site.Value.Link($"contracts/{contract.Id}");
        outbox.Add(db, new NewMessage(Staff, await composer.ComposeAsync(db, Staff, entity.Language, MailBrand.Of(entity), values, ct))
        {
            About = SubjectRef.To(contract),
            LegalEntityId = entity.Id,
            To = [to],
            DedupeKey = Key(contract, dates, "staff"),
        });
    }

    private static string Key(Contract contract, RenewalDates dates, string who) =>
        string.Create(CultureInfo.InvariantCulture, $"contract-notice:{contract.Id}:{dates.EndsOn:yyyy-MM-dd}:{who}");

    private static Dictionary<string, string?> Values(Contract contract, Client client, RenewalDates dates, string contact, string language)
    {
        var formats = Formats.For(language);
        return new Dictionary<string, string?>
        {
            ["Contact.Name"] = contact,
            ["Client.Name"] = client.Name,
            ["Contract.Reference"] = contract.Reference,
            ["Contract.Title"] = contract.Title,
            ["Contract.EndsOn"] = formats.LongDate(dates.EndsOn),
            ["Contract.Deadline"] = formats.LongDate(dates.Deadline),
            ["Contract.RenewsFrom"] = formats.LongDate(dates.EndsOn.AddDays(1)),
            ["Contract.RenewsUntil"] = contract.RenewsAutomatically ? formats.LongDate(dates.EndsOn.AddDays(1).AddYears(1).AddDays(-1)) : null,
            ["Contract.AnnualAmount"] = formats.Amount(
                contract.Lines.Where(l => l.Status == ContractLineStatus.Active && !(l.StartsOn > dates.EndsOn) && !(l.EndsOn < dates.EndsOn)).Sum(l => l.AnnualNet), contract.Currency),
        };
    }

    private static MailKind Kind(string name, params string[] more) => new(
        name, typeof(RenewalText),
        [
            "Contact.Name", "Client.Name", "Contract.Reference", "Contract.Title", "Contract.EndsOn", "Contract.Deadline", "Contract.RenewsFrom", "Contract.RenewsUntil",
            "Contract.AnnualAmount", .. more,
        ]);
}
