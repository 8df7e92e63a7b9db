using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Payments;

/// <summary>Records money given back to a client, at most what stands to their credit.</summary>
public sealed partial class RecordRefundPage(
    RecordRefund record, ListClientCredits listCredits, FindPayers findPayers, IStringLocalizer<PaymentsPages> T, IStringLocalizer<PaymentsText> texts,
    NavigationManager navigation, Toasts toasts)
{
    private readonly Guid formKey = Guid.NewGuid();
    private ListClientCredits.Listed? found;
    private Result? loaded;
    private long? clientId;
    private int chosen;
    private decimal? amount;
    private PaymentMethod method = PaymentMethod.Transfer;
    private DateOnly? refundedOn;
    private string? reference;
    private string? note;

    [SupplyParameterFromQuery(Name = "payment")]
    private long? PaymentId { get; set; }

    private IReadOnlyList<(PaymentMethod, string)> Methods => PaymentChoices.Of(texts, Enum.GetValues<PaymentMethod>());

    private ListClientCredits.Credit? Credit => found is not null && chosen < found.Credits.Count ? found.Credits[chosen] : null;

    protected override Task OnInitializedAsync() => PaymentId is { } id ? LoadAsync(new(null, id)) : Task.CompletedTask;

    private async Task LoadAsync(ListClientCredits.Input wanted)
    {
        var result = await listCredits.RunAsync(wanted, default);
        loaded = result;
        found = result.TryGet(out var credits) ? credits : null;
        clientId = found?.ClientId;
        Choose(0);
        (amount, method) = (found?.OfPayment ?? amount, found?.WayBack ?? method);
    }

    private Task ChooseClientAsync(long? id)
    {
        (found, clientId) = (null, null);
        return id is { } wanted ? LoadAsync(new(wanted)) : Task.CompletedTask;
    }

    private void Choose(int index)
    {
        chosen = index;
        amount = Credit?.Amount;
        refundedOn ??= Credit?.Today;
    }

    private async Task<Result> SaveAsync()
    {
        if (clientId is not { } client || Credit is not { } credit || refundedOn is not { } day)
        {
            return Refusal.Invalid("Common.Required").On(Credit is null ? "ClientId" : "RefundedOn");
        }

        var result = await record.RunAsync(
            new(formKey, credit.LegalEntityId, client, method, amount ?? 0, credit.Currency, day, reference ?? "", note ?? "", PaymentId), default);
        if (result.TryGet(out var recorded))
        {
            toasts.Say(T["RefundRecorded", recorded.Number]);
            navigation.NavigateTo($"/payments/refunds/{recorded.RefundId}");
        }

        return result;
    }
}
