using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Business.Accounting;
using Portal.Business.Accounts;
using Portal.Business.Banking;
using Portal.Business.Batches;
using Portal.Business.Catalog;
using Portal.Business.ClientPortal;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Contracts;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Helpdesk;
using Portal.Business.Integrity;
using Portal.Business.Interventions;
using Portal.Business.Invoicing;
using Portal.Business.JobFolders;
using Portal.Business.Mail;
using Portal.Business.Operations;
using Portal.Business.Payments;
using Portal.Business.PersonalLinks;
using Portal.Business.PrepaidHours;
using Portal.Business.Quotes;
using Portal.Business.Receivables;
using Portal.Business.Reminders;
using Portal.Business.Reporting;
using Portal.Business.SavedViews;
using Portal.Business.Scheduling;
using Portal.Business.Timesheets;

namespace Portal.Business;

/// <summary>Registers every capability of the business. The host adds who the current user is.</summary>
public static class PortalSetup
{
    private const string Home = "Portal.Business.";

    /// <summary>By capability, which is the first part of the namespace below this one; looked for once, as there are thousands of types.</summary>
    private static readonly Lazy<ILookup<string, Type>> UseCases = new(() => typeof(PortalSetup).Assembly.GetExportedTypes()
        .Where(t => t is { IsClass: true, IsAbstract: false, IsNested: false } && t.Namespace?.StartsWith(Home, StringComparison.Ordinal) == true && t.GetMethod("RunAsync") is not null)
        .ToLookup(t => t.Namespace![Home.Length..].Split('.')[0]));

    public static IServiceCollection AddPortalBusiness(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddLocalization();
        services.AddSingleton<RefusalTexts>();
        services.AddSingleton<AnswerMails>();
        services.AddPortalDatabase(configuration);
        services.AddJobFolders();
        services.AddQuotes(configuration);
        services.AddMail(configuration);
        services.AddDocuments();
        services.AddScheduling(configuration);
        services.AddCompanies();
        services.AddCatalog();
        services.AddClients();
        services.AddAccounts(configuration);
        services.AddPayments(configuration);
        services.AddBanking();
        services.AddAccounting(configuration);
        services.AddClientPortal();
        services.AddInvoicing();
        services.AddBatches();
        services.AddReceivables();
        services.AddReminders();
        services.AddInterventions();
        services.AddTimesheets();
        services.AddPrepaidHours();
        services.AddHelpdesk(configuration);
        services.AddContracts();
        services.AddReporting();
        services.AddIntegrity();
        services.AddSavedViews();
        services.AddOperations();
        return services;
    }

    /// <summary>Registers the use cases of a capability: the public classes with a <c>RunAsync</c> in its namespace.</summary>
    public static IServiceCollection AddUseCases(this IServiceCollection services, string capability)
    {
        foreach (var type in UseCases.Value[capability])
        {
            services.TryAddScoped(type);
        }

        return services;
    }
}
