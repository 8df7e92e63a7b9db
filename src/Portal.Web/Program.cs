using Portal.Business;
using Portal.Web;
using Portal.Web.Account;
using Portal.Web.Accounting;
using Portal.Web.Administration;
using Portal.Web.Administration.Mail;
using Portal.Web.Administration.Scheduler;
using Portal.Web.Banking;
using Portal.Web.Batches;
using Portal.Web.Catalog;
using Portal.Web.ClientPortal;
using Portal.Web.Clients;
using Portal.Web.Commands;
using Portal.Web.Companies;
using Portal.Web.Contracts;
using Portal.Web.Contracts.Billing;
using Portal.Web.Contracts.Renewals;
using Portal.Web.Helpdesk;
using Portal.Web.Home;
using Portal.Web.Integrity;
using Portal.Web.Interventions;
using Portal.Web.Interventions.Planning;
using Portal.Web.Interventions.Visits;
using Portal.Web.Invoicing;
using Portal.Web.JobFolders;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;
using Portal.Web.Payments;
using Portal.Web.Quotes;
using Portal.Web.Receivables;
using Portal.Web.Reminders;
using Portal.Web.Scheduling;
using Portal.Web.Shell;
using Portal.Web.Timesheets;

var builder = WebApplication.CreateBuilder(CommandLine.Settings(args));

// Styles and scripts of a build that was not published lie beside its sources; in Development they would be found by themselves.
builder.WebHost.UseStaticWebAssets();
builder.AddLogDefaults();
builder.CountPathsFromDataFolder();

builder.Services.AddPortalBusiness(builder.Configuration);
builder.Services.AddPreparation();
builder.AddShell();
builder.AddAccountScreens();
builder.Services.AddKit();
if (builder.Environment.IsDevelopment())
{
    builder.Services.AddKitSamples();
}

builder.Services.AddJobFoldersScreens();
builder.Services.AddInterventionsScreens();
builder.Services.AddPlanningScreens();
builder.Services.AddVisitScreens();
builder.Services.AddTimesheetsScreens();
builder.Services.AddHelpdeskScreens();
builder.Services.AddQuotesScreens();
builder.Services.AddContractsScreens();
builder.Services.AddAdministrationScreens();
builder.Services.AddCompaniesScreens();
builder.Services.AddCatalogScreens();
builder.Services.AddClientsScreens();
builder.Services.AddMailScreens();
builder.Services.AddSchedulerScreens();
builder.Services.AddInvoicingScreens();
builder.Services.AddBatchesScreens();
builder.Services.AddHomeScreens();
builder.Services.AddScheduler(builder.Configuration);
builder.AddPaymentsScreens();
builder.Services.AddBankingScreens();
builder.Services.AddAccountingScreens();
builder.Services.AddReceivablesScreens();
builder.Services.AddIntegrityScreens();
builder.Services.AddRemindersScreens();
builder.Services.AddRenewalScreens();
builder.Services.AddContractBillingScreens();

var app = builder.Build();

app.UseShell();

app.MapShell();
app.MapLists();
app.MapJobFolders();
app.MapInterventions();
app.MapCalendarFeeds();
app.MapVisits();
app.MapHelpdesk();
app.MapQuotes();
app.MapAccount();
app.MapCompanies();
app.MapClients();
app.MapMail();
app.MapPayments();
app.MapAccounting();
app.MapReceivables();
app.MapIntegrity();
app.MapReminders();
app.MapRenewals();
app.MapClientPortal();
app.MapInvoices();
app.MapContracts();

if (CommandLine.Understands(args))
{
    return await new CommandLine(app.Services).RunAsync(args, CancellationToken.None);
}

await app.PrepareAsync();
await app.RunAsync();
return 0;
