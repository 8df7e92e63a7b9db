using Portal.Web.Kit;
using Portal.Web.Kit.Lists;
using Portal.Web.Shell;

var builder = WebApplication.CreateBuilder(args);

builder.AddShell();
builder.Services.AddKit();

var app = builder.Build();

app.UseShell();

app.MapShell();
app.MapLists();

await app.RunAsync();
