using Portal.Web;
using Portal.Business;
using Portal.Web.Account;
using Portal.Web.Administration;
using Portal.Web.Administration.Mail;
using Portal.Web.Administration.Scheduler;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;
using Portal.Web.Scheduling;
using Portal.Web.Shell;

var builder = WebApplication.CreateBuilder(args);

builder.Services.AddPortalBusiness(builder.Configuration);
builder.AddShell();
builder.AddAccountScreens();
builder.Services.AddKit();
builder.Services.AddAdministrationScreens();
builder.Services.AddMailScreens();
builder.Services.AddSchedulerScreens();
builder.Services.AddScheduler(builder.Configuration);

var app = builder.Build();

app.UseShell();

app.MapShell();
app.MapLists();
app.MapAccount();
app.MapMail();

await app.PrepareAsync();
await app.RunAsync();
