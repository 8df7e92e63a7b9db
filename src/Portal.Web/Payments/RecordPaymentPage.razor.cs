using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Payments;

/// <summary>
/// Records a payment over one or several invoices of a payer. The amount fills the invoices from the oldest on until a person enters
/// shares of their own.
/// </summary>
public sealed partial class RecordPaymentPage(
    RecordPayment record, ListOpenInvoicesOfPayer listOpen, FindPayers findPayers, IStringLocalizer<PaymentsPages> T, IStringLocalizer<PaymentsText> texts,
    NavigationManager navigation, Toasts toasts)
{
    private readonly Guid formKey = Guid.NewGuid();
    private readonly Dictionary<long, decimal> shares = [];
    private readonly HashSet<long> writeOffs = [];
    private ListOpenInvoicesOfPayer.Listed? open;
    private Result? loaded;
    private long? payerId;
    private long accountId;
    private decimal? amount;
    private PaymentMethod method = PaymentMethod.Transfer;
    private DateOnly? receivedOn;
    private string? reference;
    private string? note;
    private bool sendReceipt = true;
    private bool sharesByHand;

    [SupplyParameterFromQuery(Name = "client")]
    private long? ClientId { get; set; }

    [SupplyParameterFromQuery(Name = "invoice")]
    private long? InvoiceId { get; set; }

    private IReadOnlyList<(PaymentMethod, string)> Methods =>
        PaymentChoices.Of(texts, Enum.GetValues<PaymentMethod>().Where(m => m != PaymentMethod.Online));

    private ListOpenInvoicesOfPayer.Account? Account => open?.Accounts.FirstOrDefault(a => a.LegalEntityId == accountId);

    private IReadOnlyList<ListOpenInvoicesOfPayer.Row> Invoices =>
        [.. open?.Invoices.Where(i => i.LegalEntityId == accountId && i.Currency == Account?.Currency) ?? []];

    protected override async Task OnInitializedAsync()
    {
        if (ClientId is not null || InvoiceId is not null)
        {
            await LoadAsync(ClientId, InvoiceId);
        }

        if (InvoiceId is { } id && open?.Invoices.FirstOrDefault(i => i.Id == id) is { } invoice)
        {
            accountId = invoice.LegalEntityId;
            amount = invoice.Balance;
            shares[id] = invoice.Balance;
            receivedOn = Account?.Today;
        }
    }

    private async Task LoadAsync(long? clientId, long? invoiceId)
    {
        shares.Clear();
        sharesByHand = false;
        var result = await listOpen.RunAsync(new(clientId, invoiceId), default);
        loaded = result;
        open = result.TryGet(out var found) ? found : null;
        payerId = open?.ClientId;
        accountId = open?.Accounts[0].LegalEntityId ?? 0;
        receivedOn ??= Account?.Today;
        Distribute();
    }

    private Task ChoosePayerAsync(long? id)
    {
        if (id is null)
        {
            (open, payerId) = (null, null);
            return Task.CompletedTask;
        }

        return LoadAsync(id, null);
    }

    private void ChooseAccount(long id)
    {
        accountId = id;
        shares.Clear();
        sharesByHand = false;
        Distribute();
    }

    private void SetAmount(decimal? value)
    {
        amount = value;
        Distribute();
    }

    /// <summary>The invoice that one came from first, then the oldest due.</summary>
    private void Distribute()
    {
        if (!sharesByHand)
        {
            writeOffs.Clear();
            InvoiceShares.Distribute(Invoices.OrderByDescending(i => i.Id == InvoiceId), amount ?? 0, shares);
        }
    }

    private async Task<Result> SaveAsync()
    {
        if (payerId is not { } payer || receivedOn is not { } day || Account is not { } account)
        {
            return Refusal.Invalid("Common.Required").On(payerId is null ? "PayerId" : "ReceivedOn");
        }

        var result = await record.RunAsync(
            new(formKey, accountId, payer, method, amount ?? 0, account.Currency, day, reference ?? "", note ?? "",
                [.. shares.Select(s => new Share(s.Key, s.Value))], sendReceipt, [.. writeOffs]),
            default);
        if (result.TryGet(out var recorded))
        {
            toasts.Say(T["Recorded", recorded.Number]);
            navigation.NavigateTo($"/payments/{recorded.PaymentId}");
        }
        else
        {
            // Somebody else may have paid one of them meanwhile: balances as they are now, what was typed stays.
            open = (await listOpen.RunAsync(new(payer), default)).TryGet(out var now) ? now : open;
        }

        return result;
    }
}
