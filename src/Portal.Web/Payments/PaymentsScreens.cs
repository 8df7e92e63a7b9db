using Portal.Business.Common;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;
using Portal.Web.Payments.Practice;
using Portal.Web.Shell;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Payments;

public static class PaymentsScreens
{
    public static void AddPaymentsScreens(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddNavItem<PaymentsPages>(Permissions.PaymentsView, "Payments", Icons.Payment, "/payments", NavSection.Invoicing, order: 20);
        services.AddCreateItem<PaymentsPages>(Permissions.PaymentsRecord, "RecordPayment", Icons.Payment, "/payments/new", order: 60);
        services.AddList<PaymentList, ListPayments.Row>("payments");
        services.AddNavItem<PaymentsPages>(Permissions.SettingsManage, "WriteOffRules", Icons.Minus, "/settings/write-offs", NavSection.CompanySettings, order: 40);
        services.AddList<RefundList, ListRefunds.Row>("refunds");
        services.AddList<OnlinePaymentList, ListOnlinePayments.Row>("online-payments");
        services.AddPaymentWebhooks(builder.Configuration);
        services.AddPracticeWebhooks();

        // A form that starts a card payment leads there.
        services.AddOptions<SecurityHeadersOptions>().Configure<Microsoft.Extensions.Options.IOptions<PaymentsOptions>>((security, payments) =>
        {
            if (payments.Value.Provider == OnlineProvider.Stripe)
            {
                security.FormTargets.Add("https://checkout.stripe.com");
            }
        });
    }

    public static void MapPayments(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPaymentWebhooks();
        endpoints.MapGet("/payments/{id:long}/receipt", async (long id, ReadReceipt read, HttpContext context, CancellationToken ct) =>
            context.AnswerFile(await read.RunAsync(id, ct), FileAnswers.Asked)).RequireAuthorization(Permissions.PaymentsView);
    }
}
