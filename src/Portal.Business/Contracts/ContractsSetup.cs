using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Contracts.Approvals;
using Portal.Business.Contracts.Billing;
using Portal.Business.Contracts.Documents;
using Portal.Business.Contracts.Indexing;
using Portal.Business.Contracts.Renewals;
using Portal.Business.Contracts.Requests;
using Portal.Business.Contracts.Scheduled;
using Portal.Business.Mail;
using Portal.Business.PersonalLinks;
using Portal.Business.Scheduling;

namespace Portal.Business.Contracts;

public static class ContractsSetup
{
    public static IServiceCollection AddContracts(this IServiceCollection services)
    {
        services.AddRenewals();
        services.AddBilling();
        services.AddScoped<ContractDocuments>();
        services.AddApprovals();
        return services.AddUseCases("Contracts");
    }

    private static void AddBilling(this IServiceCollection services)
    {
        services.AddScoped<ContractBilling>();
        services.AddScoped<BillingTransaction>();
        services.AddScoped<IndexationRun>();
        services.AddScoped<IndexationUndo>();
        services.AddScoped<ContractCredits>();
        services.AddScoped<ContractRequests>();
        services.AddScheduledWork<GenerateContractRequests>(
            "generate-contract-requests", typeof(ContractsText), WorkSchedule.Every(TimeSpan.FromHours(6)),
            async (work, asOf, ct) => WorkSummary.Of(
                await work.RunAsync(new GenerateContractRequests.Input(asOf), ct), run => [("RequestsMade", run.Made), ("Failed", run.Failed)]));
        services.AddScheduledWork<BillContracts>(
            "bill-contracts", typeof(ContractsText), WorkSchedule.Every(TimeSpan.FromHours(1)),
            async (work, asOf, ct) => WorkSummary.Of(
                await work.RunAsync(new BillContracts.Input(asOf), ct), run => [("Billed", run.Invoices), ("Issued", run.Issued), ("Parked", run.Parked), ("Waiting", run.Waiting.Count), ("Failed", run.Failed), ("TaxToCheck", run.TaxToCheck)]));
    }

    private static void AddApprovals(this IServiceCollection services)
    {
        services.AddScoped<ContractOffers>();
        services.AddScoped<ContractLinks>();
        services.AddScoped<ContractMails>();
        services.AddScoped<ContractAnswerMails>();
        services.AddScoped<PublicContracts>();
        services.AddScoped<IMessageFollower>(p => new LinkSendings<Contract>(p.GetRequiredService<TimeProvider>(), ContractMails.Kinds, "Contracts.NotDelivered"));
        foreach (var kind in ContractMails.Kinds)
        {
            services.AddMailKind(kind);
        }
    }

    private static void AddRenewals(this IServiceCollection services)
    {
        services.AddSingleton<RenewalMails>();
        services.AddScoped<IndexationLetters>();
        services.AddMailKind(IndexationLetters.Kind);
        foreach (var kind in RenewalMails.Kinds)
        {
            services.AddMailKind(kind);
        }

        services.AddScheduledWork<SendAskedLetters>(
            "send-indexation-letters", typeof(RenewalText), WorkSchedule.Every(TimeSpan.FromSeconds(20)),
            async (work, _, ct) => WorkSummary.Of(await work.RunAsync(ct), done => [("LettersSent", done.Sent), ("Failed", done.Failed)]));
        services.AddScheduledWork<TakeBackIndexations>(
            "take-back-indexations", typeof(RenewalText), WorkSchedule.Every(TimeSpan.FromSeconds(10)),
            async (work, _, ct) => WorkSummary.Of(await work.RunAsync(ct), done => [("TakenBack", done.Finished), ("Kept", done.Kept), ("Failed", done.Failed)]));
        services.AddScheduledWork<OpenContractPeriods>(
            "open-contract-periods", typeof(RenewalText), WorkSchedule.Every(TimeSpan.FromHours(1)),
            async (work, asOf, ct) => WorkSummary.Of(
                await work.RunAsync(new OpenContractPeriods.Input(asOf), ct), done => [("Opened", done.Opened), ("Closed", done.Closed), ("Failed", done.Failed)]));
        services.AddScheduledWork<AnnounceRenewals>(
            "announce-renewals", typeof(RenewalText), WorkSchedule.Every(TimeSpan.FromHours(1)),
            async (work, asOf, ct) => WorkSummary.Of(
                await work.RunAsync(new AnnounceRenewals.Input(asOf), ct), done => [("Raised", done.Raised), ("ClientsTold", done.ClientsTold), ("Failed", done.Failed)]));
    }
}
