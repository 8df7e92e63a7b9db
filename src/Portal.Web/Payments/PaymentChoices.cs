using Microsoft.Extensions.Localization;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Web.Kit.Fields;

namespace Portal.Web.Payments;

/// <summary>What the forms of payments and refunds offer.</summary>
internal static class PaymentChoices
{
    public static async Task<IReadOnlyList<Choice<long?>>> ChoicesAsync(this FindPayers payers, ChoiceRequest request, CancellationToken ct) =>
        (await payers.RunAsync(new(request.Text, request.Skip, request.Take), ct)).TryGet(out var found)
            ? [.. found.Select(p => new Choice<long?>(p.Id, p.Name, p.City))]
            : [];

    public static IReadOnlyList<(PaymentMethod, string)> Of(IStringLocalizer<PaymentsText> texts, IEnumerable<PaymentMethod> methods) =>
        [.. methods.Select(m => (m, texts[$"PaymentMethod.{m}"].Value))];
}
