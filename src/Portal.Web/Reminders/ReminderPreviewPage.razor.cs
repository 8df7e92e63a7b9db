using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Mail;
using Portal.Business.Reminders;
using Portal.Business.Reminders.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Reminders;

/// <summary>A reminder as it would be sent: what it claims, and its message to adapt. What is sent is what is seen here, or it is refused.</summary>
public sealed partial class ReminderPreviewPage(
    ProposeReminder propose, SendReminder send, Toasts toasts, NavigationManager navigation, IStringLocalizer<RemindersPages> T, IStringLocalizer<RemindersText> Texts)
{
    private ProposeReminder.Proposal? proposal;
    private ReminderWish? asked;
    private Refusal? refused;
    private string? to;
    private string? cc;
    private string? subject;
    private string? body;

    [SupplyParameterFromQuery(Name = "entity")]
    private long? Entity { get; set; }

    [SupplyParameterFromQuery(Name = "client")]
    private long? Client { get; set; }

    [SupplyParameterFromQuery(Name = "currency")]
    private string? Currency { get; set; }

    [SupplyParameterFromQuery(Name = "level")]
    private int? Level { get; set; }

    [SupplyParameterFromQuery(Name = "invoice")]
    private long? Invoice { get; set; }

    private ReminderWish? Wish => ReminderLinks.Read(Entity, Client, Currency, Level, Invoice);

    private string Back => Invoice is { } id ? $"/invoices/{id}" : "/reminders";

    private List<string> Attached => proposal is not { } p
        ? []
        : [.. new[] { p.WithLetter ? T["Letter"].Value : "", p.WithStatement ? T["Statement"].Value : "", p.WithInvoices ? T["InvoicePdfs"].Value : "" }.Where(a => a.Length > 0)];

    protected override async Task OnParametersSetAsync()
    {
        if (asked is not null && asked == Wish)
        {
            return;
        }

        asked = Wish;
        var result = Wish is { } wish ? await propose.RunAsync(wish, default) : Refusal.NotFound;
        (proposal, refused) = (result.Succeeded ? result.Value : null, result.Refusal);
        (to, cc, subject, body) = (proposal?.To, proposal?.Cc, proposal?.Subject, proposal?.Body);
    }

    private async Task<Result> SendAsync()
    {
        var wishes = new MailWishes(MailContacts.Read(to ?? ""), MailContacts.Read(cc ?? ""), subject ?? "", body ?? "");
        var result = await send.RunAsync(
            new SendReminder.Input(Wish!, proposal!.Total, proposal.Key, [.. proposal.Claims.Select(c => c.InvoiceId)], wishes), default);
        if (result.Succeeded)
        {
            toasts.Say(T["OnItsWayToast", proposal.Client]);
            navigation.NavigateTo(Back);
        }

        return result;
    }
}
