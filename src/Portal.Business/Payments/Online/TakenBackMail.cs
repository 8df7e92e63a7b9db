using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Mail;

namespace Portal.Business.Payments.Online;

/// <summary>Tells a company that its payment provider has taken money back, or given it again: to its own address, once.</summary>
public sealed class TakenBackMail(MailComposer composer, Outbox outbox, IOptions<SiteOptions> site)
{
    public const string KindName = "payment.taken-back";

    public static MailKind Kind { get; } = new(
        KindName, typeof(PaymentsText), "What.Happened", "Payment.Number", "Payment.Amount", "Payment.Invoices", "Client.Name", "Payment.Link");

    internal static string KeyOf(Payment payment, TakenBack taken) =>
        string.Create(CultureInfo.InvariantCulture, $"payment-taken:{payment.Id}:{taken.Kind}:{taken.Amount:0.00}");

    internal async Task QueueAsync(PortalDbContext db, Payment payment, LegalEntity entity, TakenBack taken, IReadOnlyList<string> invoices, CancellationToken ct)
    {
        if (!EmailAddress.IsValid(entity.Email))
        {
            return;
        }

        var what = payment.State == PaymentState.Reversed && taken.Kind == TakenBackKind.ChargedBack ? "ChargedBackReversed" : taken.Kind.ToString();
        var values = new Dictionary<string, string?>
        {
            ["What.Happened"] = TextsIn.Get<PaymentsText>(entity.Language, $"TakenBack.{what}"),
            ["Payment.Number"] = payment.Number,
            ["Payment.Amount"] = Formats.For(entity.Language).Amount(taken.Amount, taken.Currency),
            ["Payment.Invoices"] = string.Join(", ", invoices),
            ["Client.Name"] = await db.Clients.Where(c => c.Id == payment.ClientId).Select(c => c.Name).SingleAsync(ct),
            ["Payment.Link"] = site.Value.Link($"payments/{payment.Id}"),
        };
        outbox.Add(db, new NewMessage(KindName, await composer.ComposeAsync(db, KindName, entity.Language, MailBrand.Of(entity), values, ct))
        {
            About = SubjectRef.To(payment),
            LegalEntityId = entity.Id,
            To = [new MailContact(entity.Email, entity.Name)],
            DedupeKey = KeyOf(payment, taken),
        });
    }
}
