using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Invoicing.Scheduled;
using Portal.Business.Mail;
using Portal.Business.Scheduling;

namespace Portal.Business.Invoicing;

public static class InvoicingSetup
{
    public static IServiceCollection AddInvoicing(this IServiceCollection services)
    {
        services.AddUseCases("Invoicing");
        services.AddSingleton(new ClientCounter("Invoices", 30, Permissions.InvoicesView, (db, client, ct) => db.Invoices.CountAsync(i => i.ClientId == client, ct)));
        services.AddScoped<InvoiceIssuing>();
        services.AddScoped<CreditBooking>();
        services.AddSingleton<InvoiceMail>();
        services.AddScoped<IMessageFollower, InvoiceSendings>();
        services.AddScoped<ISearchSource, InvoiceSearch>();
        foreach (var kind in InvoiceMail.Kinds)
        {
            services.AddMailKind(kind);
        }

        services.AddScheduledWork<IssueDueInvoices>(
            "issue-due-invoices", typeof(InvoicingText), WorkSchedule.Every(TimeSpan.FromMinutes(1)),
            async (work, asOf, ct) => WorkSummary.Of(
                await work.RunAsync(new IssueDueInvoices.Input(AsOf: asOf), ct), run => [("Issued", run.Issued), ("NeedAttention", run.NeedAttention), ("TaxToCheck", run.TaxToCheck)]));
        services.AddScheduledWork<ReleaseDueRetentions>(
            "release-due-retentions", typeof(InvoicingText), WorkSchedule.Every(TimeSpan.FromMinutes(30)),
            async (work, asOf, ct) => WorkSummary.Of(
                await work.RunAsync(new ReleaseDueRetentions.Input(AsOf: asOf), ct), run => [("Released", run.Released), ("Refused", run.Refused)]));
        return services;
    }
}
