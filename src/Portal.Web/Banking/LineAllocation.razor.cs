using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Banking.Matching;
using Portal.Business.Banking.UseCases;
using Portal.Business.Common;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Fields;
using Portal.Web.Payments;

namespace Portal.Web.Banking;

/// <summary>A person chooses the payer of a line and how its amount is shared over invoices; what is left is the payer's credit.</summary>
public sealed partial class LineAllocation(
    ConfirmBankLine confirm, ListOpenInvoicesOfPayer listOpen, FindPayers findPayers, IStringLocalizer<BankingPages> T, Toasts toasts)
{
    private readonly Dictionary<long, decimal> shares = [];
    private readonly HashSet<long> writeOffs = [];
    private decimal limit;
    private IReadOnlyList<ListOpenInvoicesOfPayer.Row> invoices = [];
    private long? payerId;
    private string? payer;
    private bool sendReceipt;

    [Parameter, EditorRequired]
    public ShowBankLine.Shown Line { get; set; } = default!;

    /// <summary>What to begin with; null begins with nobody.</summary>
    [Parameter]
    public Proposal? Start { get; set; }

    [Parameter]
    public EventCallback OnDone { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (Start is { } start)
        {
            await LoadAsync(start.PayerId);
            shares.Clear();
            foreach (var share in start.Shares)
            {
                shares[share.InvoiceId] = share.Amount;
            }
        }
    }

    private async Task ChooseAsync(long? id)
    {
        (payerId, invoices) = (null, []);
        shares.Clear();
        writeOffs.Clear();
        if (id is { } chosen)
        {
            await LoadAsync(chosen);
            InvoiceShares.Distribute(invoices, Line.Amount, shares);
        }
    }

    private async Task LoadAsync(long id)
    {
        if ((await listOpen.RunAsync(new(id), default)).TryGet(out var open))
        {
            (payerId, payer) = (open.ClientId, open.Payer);
            limit = open.Accounts.Where(a => a.LegalEntityId == Line.LegalEntityId && a.Currency == Line.Currency).Select(a => a.WriteOffLimit).FirstOrDefault();
            invoices = [.. open.Invoices.Where(i => i.LegalEntityId == Line.LegalEntityId && i.Currency == Line.Currency)];
        }
    }

    private async Task<IReadOnlyList<Choice<long?>>> FindAsync(ChoiceRequest request, CancellationToken ct) =>
        (await findPayers.RunAsync(new(request.Text, request.Skip, request.Take), ct)).TryGet(out var found)
            ? [.. found.Select(p => new Choice<long?>(p.Id, p.Name, p.City))]
            : [];

    private async Task<Result> SaveAsync()
    {
        if (payerId is not { } id)
        {
            return Refusal.Invalid("Common.Required").On("PayerId");
        }

        var confirmed = await confirm.RunAsync(new(Line.Id, Line.Version, id, [.. shares.Select(s => new Share(s.Key, s.Value))], sendReceipt, WriteOffs: [.. writeOffs]), default);
        if (confirmed.TryGet(out var done))
        {
            toasts.Say(T["ConfirmedToast", done.Number]);
            await OnDone.InvokeAsync();
        }
        else
        {
            await LoadAsync(id);
        }

        return confirmed;
    }
}
