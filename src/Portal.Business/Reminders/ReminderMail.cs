using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Mail;

namespace Portal.Business.Reminders;

/// <summary>The message of a reminder to the client's billing manager, with copies as for invoices, in the client's language.</summary>
public static class ReminderMail
{
    /// <summary>Between invoices in the value of a placeholder; alone in a list, each becomes an item of its own.</summary>
    private const char Between = '\u2029';

    public static IReadOnlyDictionary<ReminderTone, MailKind> Kinds { get; } = new Dictionary<ReminderTone, MailKind>
    {
        [ReminderTone.Friendly] = Kind("reminder.friendly"),
        [ReminderTone.Firm] = Kind("reminder.firm"),
        [ReminderTone.FormalNotice] = Kind("reminder.formal"),
    };

    /// <summary>The company's wording with its values and the recipients by rule.</summary>
    internal static async Task<MailWishes> ProposeAsync(PortalDbContext db, ReminderDraft draft, CancellationToken ct)
    {
        var (subject, body) = await MailProposals.ProposeAsync(db, Kinds[draft.Level.Tone], draft.Client.Language, draft.Entity.Name, Values(draft), ct);
        return MailWishes.ByRule(draft.Client, subject.Replace(Between.ToString(), ", ", StringComparison.Ordinal), string.Join('\n', body.Split('\n').SelectMany(Items)));
    }

    /// <summary>All that is wrong with what a person typed; every level knows the same placeholders.</summary>
    public static IReadOnlyList<Refusal> Check(MailWishes wishes) => wishes.Check(Kinds[ReminderTone.Friendly]);

    internal static ComposedMail Compose(ReminderDraft draft, MailWishes wishes) =>
        MailComposer.Compose(MailLanguages.Nearest(draft.Client.Language), wishes.Subject, wishes.Body, MailBrand.Of(draft.Entity), Values(draft));

    private static IEnumerable<string> Items(string line) =>
        line.StartsWith("- ", StringComparison.Ordinal) && line.Contains(Between)
            ? line[2..].Split(Between).Select(item => "- " + item)
            : [line.Replace(Between.ToString(), ", ", StringComparison.Ordinal)];

    private static Dictionary<string, string?> Values(ReminderDraft draft)
    {
        var (client, language) = (draft.Client, draft.Client.Language);
        var formats = Formats.For(language);
        string? Amount(decimal amount) => amount > 0 ? formats.Amount(amount, draft.Currency) : null;
        return new Dictionary<string, string?>
        {
            ["Contact.Name"] = client.Contacts.Find(c => c.Id == client.BillingManagerId)?.Name ?? client.Name,
            ["Client.Name"] = client.Name,
            ["Reminder.Date"] = formats.LongDate(draft.Today),
            ["Reminder.Invoices"] = string.Join(Between, draft.Claims.Select(c => TextsIn.Get<RemindersText>(
                language, c.DaysLate == 1 ? "MailInvoiceOneDay" : "MailInvoice", c.Number, formats.LongDate(c.DueOn), c.DaysLate, formats.Amount(c.Overdue, draft.Currency)))),
            ["Reminder.Overdue"] = formats.Amount(draft.Overdue, draft.Currency),
            ["Reminder.Interest"] = Amount(draft.Interest),
            ["Reminder.Fee"] = Amount(draft.Fee),
            ["Reminder.Total"] = formats.Amount(draft.Total, draft.Currency),
        };
    }

    private static MailKind Kind(string name) => new(
        name, typeof(RemindersText), "Contact.Name", "Client.Name", "Reminder.Date", "Reminder.Invoices", "Reminder.Overdue", "Reminder.Interest", "Reminder.Fee",
        "Reminder.Total");
}
