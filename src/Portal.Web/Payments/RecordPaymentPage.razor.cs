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
    private int accountAt;
    private decimal? amount;
    private decimal? credited;
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

    private ListOpenInvoicesOfPayer.Account? Account => open?.Accounts.ElementAtOrDefault(accountAt);

    private IReadOnlyList<ListOpenInvoicesOfPayer.Row> Invoices =>
        [.. open?.Invoices.Where(i => (i.LegalEntityId, i.Currency) == (Account?.LegalEntityId, Account?.Currency)) ?? []];

    protected override async Task OnInitializedAsync()
    {
        if (ClientId is not null || InvoiceId is not null)
        {
            await LoadAsync(ClientId, InvoiceId);
        }

        if (InvoiceId is { } id && open?.Invoices.FirstOrDefault(i => i.Id == id) is { } invoice)
        {
            accountAt = AtOf(invoice.LegalEntityId, invoice.Currency);
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
        (accountAt, credited) = (0, null);
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

    private void ChooseAccount(int at)
    {
        (accountAt, credited) = (at, null);
        shares.Clear();
        sharesByHand = false;
        Distribute();
    }

    private void SetAmount(decimal? value)
    {
        amount = value;
        Distribute();
    }

    private int AtOf(long entity, string currency) =>
        Math.Max(0, open?.Accounts.Select((a, at) => (a, at)).Where(x => (x.a.LegalEntityId, x.a.Currency) == (entity, currency)).Select(x => x.at).FirstOrDefault() ?? 0);

    /// <summary>The currency is named where the client owes the company in several, or in another than its books.</summary>
    private string NameOf(ListOpenInvoicesOfPayer.Account account) =>
        open!.Accounts.Count(a => a.LegalEntityId == account.LegalEntityId) > 1 || account.Currency != account.BookCurrency ? $"{account.Name} ({account.Currency})" : account.Name;

    private string CreditedHint(ListOpenInvoicesOfPayer.Account account) => credited > 0 && amount > 0
        ? T["CreditedRate", account.Currency, Formats.Current.ExchangeRate(decimal.Round(credited.Value / amount.Value, 6)), account.BookCurrency]
        : T["BankCreditedHint"];

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
            new(formKey, account.LegalEntityId, payer, method, amount ?? 0, account.Currency, day, reference ?? "", note ?? "",
                [.. shares.Select(s => new Share(s.Key, s.Value))], sendReceipt, [.. writeOffs],
                account.Currency == account.BookCurrency ? null : credited),
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
            accountAt = AtOf(account.LegalEntityId, account.Currency);
        }

        return result;
    }
}
