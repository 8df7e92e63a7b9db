using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Documents;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Mail;
using Portal.Web.Kit;

namespace Portal.Web.Invoicing;

/// <summary>Who receives the document, what is written with it, and when. One opening of the dialog sends at most once.</summary>
public sealed partial class SendInvoiceDialog(ProposeSending propose, SendInvoice send, Toasts toasts, IStringLocalizer<InvoicingPages> T) : IDisposable
{
    private readonly HashSet<long> chosen = [];
    private readonly List<IncomingFile> brought = [];
    private readonly List<Refusal> notBrought = [];
    private readonly CancellationTokenSource gone = new();
    private int onTheirWay;
    private ProposeSending.Proposal? proposal;
    private Guid key;
    private string? to;
    private string? cc;
    private string? bcc;
    private string? subject;
    private string? body;
    private DateOnly? sendOn;
    private string? sendAt;
    private bool again;

    [Parameter, EditorRequired]
    public ShowInvoice.Shown View { get; set; } = default!;

    [Parameter]
    public bool Open { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Parameter]
    public EventCallback OnSent { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (!Open)
        {
            proposal = null;
        }
        else if (proposal is null && (await propose.RunAsync(new ProposeSending.Input(View.Id), default)).TryGet(out var found))
        {
            (to, cc, bcc, subject, body, sendOn) = (found.To, found.Cc, "", found.Subject, found.Body, null);
            sendAt = SendInvoice.UsualTime.ToString("HH:mm", CultureInfo.InvariantCulture);
            key = Guid.NewGuid();
            again = false;
            chosen.Clear();
            Forget();
            proposal = found;
        }
    }

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
        Forget();
    }

    private void Forget()
    {
        brought.ForEach(f => f.Bytes.Dispose());
        brought.Clear();
        notBrought.Clear();
    }

    private void LeaveOut(IncomingFile file)
    {
        brought.Remove(file);
        file.Bytes.Dispose();
    }

    private void Choose(long id, bool on) => _ = on ? chosen.Add(id) : chosen.Remove(id);

    private async Task BringAsync(InputFileChangeEventArgs e)
    {
        notBrought.Clear();
        if (e.FileCount > Attachments.MostAtOnce)
        {
            notBrought.Add(Refusal.Invalid("Documents.TooManyFiles", e.FileCount, Attachments.MostAtOnce));
            return;
        }

        var opening = key;
        onTheirWay++;
        foreach (var file in e.GetMultipleFiles(Attachments.MostAtOnce))
        {
            if (file.Size > Uploads.Largest)
            {
                notBrought.Add(Refusal.Invalid("Documents.FileTooLarge", file.Name, Uploads.Largest / (1024 * 1024)));
                continue;
            }

            var content = TemporaryFile.Create();
            if (await file.TryReceiveAsync(content, Uploads.Largest, gone.Token) && key == opening)
            {
                brought.Add(new IncomingFile(file.Name, content));
                StateHasChanged();
                continue;
            }

            await content.DisposeAsync();
            if (gone.IsCancellationRequested || key != opening)
            {
                break;
            }

            notBrought.Add(Refusal.Invalid("Documents.FileBrokeOff", file.Name));
        }

        onTheirWay--;
    }

    private async Task<Result> SendAsync()
    {
        if (onTheirWay > 0)
        {
            return Refusal.NotNow("Documents.FilesOnTheirWay");
        }

        var wishes = new MailWishes(MailContacts.Read(to ?? ""), MailContacts.Read(cc ?? ""), subject ?? "", body ?? "") { Bcc = MailContacts.Read(bcc ?? "") };
        var time = TimeOnly.TryParseExact(sendAt, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : (TimeOnly?)null;
        var result = await send.RunAsync(new SendInvoice.Input(View.Id, key, wishes, sendOn, sendOn is null ? null : time, again, [.. chosen], brought), default);
        if (result.Succeeded)
        {
            toasts.Say(sendOn is { } day ? T["PlannedToast", View.DisplayNumber, Formats.Current.Date(day)] : T["QueuedToast", View.DisplayNumber]);
            await OnSent.InvokeAsync();
        }
        else if (result.Refusal is { Field: "Again" } && (await propose.RunAsync(new ProposeSending.Input(View.Id), default)).TryGet(out var now))
        {
            // Somebody else sent it since the dialog was opened: what was typed stays, and the question is asked.
            proposal = proposal! with { Waiting = now.Waiting };
        }

        return result;
    }
}
