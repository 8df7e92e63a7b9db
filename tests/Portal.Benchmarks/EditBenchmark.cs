using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using Portal.Business.Accounts;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Web.Invoicing;
using Portal.Web.Kit;

namespace Portal.Benchmarks;

/// <summary>
/// Edits a long proforma in its editor: what the server does from the event of a field to the finished drawing, then what saving one edited
/// line costs, use case and drawing: <c>edit sqlite 500</c>, <c>edit postgres 500 "Host=…"</c>.
/// </summary>
internal static class EditBenchmark
{
    private const int WarmUp = 30;
    private const int Times = 40;

    public static async Task RunAsync(string[] args)
    {
        var count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 500;
        var clerk = new Clerk();
        await using var portal = await BenchmarkPortal.StartAsync(args, clerk, services =>
        {
            services.AddLogging();
            services.AddLocalization();
            services.AddSingleton<IJSRuntime, NoScript>();
            services.AddKit();
        });
        var id = await DraftAsync(portal, clerk, count);
        await using var scope = portal.Services.CreateAsyncScope();
        await using var screen = new Screen(scope.ServiceProvider);
        var (show, choices) = (scope.ServiceProvider.GetRequiredService<ShowInvoice>(), scope.ServiceProvider.GetRequiredService<ShowInvoiceChoices>());
        var shown = Value(await show.RunAsync(new ShowInvoice.Input(id), default));
        var offered = Value(await choices.RunAsync(new ShowInvoiceChoices.Input(shown.Seller.Id, shown.SoldTo.Id), default));
        var page = new Page(show, shown, offered);

        var watch = Stopwatch.StartNew();
        await screen.OpenAsync(page);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} lines, first drawing: {watch.Elapsed.TotalMilliseconds:F1} ms, {screen.Parts} parts"));

        await MeasureAsync("one field edited", i => screen.ChangeAsync($"Lines[{i * 7 % count}].UnitPrice", (10 + i).ToString(CultureInfo.InvariantCulture)), screen);
        await MeasureAsync("one description edited", i => screen.ChangeAsync($"Lines[{i * 7 % count}].Description", $"Pose {i}"), screen);
        await MeasureAsync("one field edited and saved by the button", async i =>
            await screen.ChangeAsync($"Lines[{i * 7 % count}].UnitPrice", (100 + i).ToString(CultureInfo.InvariantCulture)) + await screen.ClickAsync("save"), screen);
        await MeasureSavingAsync(scope.ServiceProvider, show, id);
    }

    private static async Task MeasureAsync(string what, Func<int, Task<double>> edit, Screen screen)
    {
        var (times, drawn) = (new List<double>(), 0);
        for (var i = 0; i < WarmUp + Times; i++)
        {
            drawn = screen.Drawn;
            times.Add(await edit(i));
            drawn = screen.Drawn - drawn;
        }

        Report(what, times, $"; {drawn} components drawn");
    }

    /// <summary>The use case alone: one line of all is another.</summary>
    private static async Task MeasureSavingAsync(IServiceProvider services, ShowInvoice show, long id)
    {
        var save = services.GetRequiredService<SaveProforma>();
        var times = new List<double>();
        for (var i = 0; i < WarmUp + Times; i++)
        {
            var fields = InvoiceFields.Of(Value(await show.RunAsync(new ShowInvoice.Input(id), default)));
            fields.Lines[i].Quantity += 1;
            var version = Value(await show.RunAsync(new ShowInvoice.Input(id), default)).Version;
            var watch = Stopwatch.StartNew();
            Value(await save.RunAsync(new SaveProforma.Input(id, version, fields.ToHead(), fields.ToLines()), default));
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        Report("use case: one edited line saved", times, "");
    }

    private static void Report(string what, List<double> times, string more)
    {
        var counted = times.Skip(WarmUp).Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: median {counted[counted.Count / 2]:F1} ms, max {counted[^1]:F1} ms{more}"));
    }

    private static async Task<long> DraftAsync(BenchmarkPortal portal, Clerk clerk, int count)
    {
        await using var db = portal.Open();
        var person = new User("clerk@bench.example", "Clerk", "en", isClientUser: false);
        db.Users.Add(person);
        await db.SaveChangesAsync();
        clerk.UserId = person.Id;
        var entity = await db.LegalEntities.OrderBy(e => e.Id).FirstAsync();
        var client = await db.Clients.Where(c => c.LegalEntityId == entity.Id && !c.PurchaseOrderRequired).Select(c => c.Id).FirstAsync();
        var account = await db.GlAccounts.Where(a => a.LegalEntityId == entity.Id && a.Kind == GlAccountKind.Income).Select(a => a.Id).FirstAsync();
        var tax = await db.TaxCodes.Where(c => c.LegalEntityId == entity.Id && c.Components.Count == 2).Select(c => c.Id).FirstAsync();
        await using var scope = portal.Services.CreateAsyncScope();
        return Value(await scope.ServiceProvider.GetRequiredService<DraftInvoice>().RunAsync(
            new DraftInvoice.Input(
                client, null, Title: "Travaux",
                Lines: [.. Enumerable.Range(1, count).Select(i => new ProformaLines.Line(null, InvoiceLineSource.Text, null, null, new InvoiceLine.Values($"Pose {i}", 2, "h", 95, 0, tax, account)))]),
            default));
    }

    private static T Value<T>(Result<T> result) =>
        result.TryGet(out var value) ? value : throw new InvalidOperationException(string.Join(", ", result.Refusals.Select(r => r.Code)));

    /// <summary>The editor as the page of the invoice shows it: read anew when it has saved.</summary>
    private sealed class Page(ShowInvoice show, ShowInvoice.Shown shown, ShowInvoiceChoices.Choices choices) : IComponent, IHandleEvent
    {
        private RenderHandle handle;

        public void Attach(RenderHandle renderHandle) => handle = renderHandle;

        public Task SetParametersAsync(ParameterView parameters)
        {
            Draw();
            return Task.CompletedTask;
        }

        public Task HandleEventAsync(EventCallbackWorkItem item, object? arg) => item.InvokeAsync(arg);

        private void Draw() => handle.Render(builder =>
        {
            builder.OpenComponent<InvoiceEditor>(0);
            builder.AddComponentParameter(1, nameof(InvoiceEditor.View), shown);
            builder.AddComponentParameter(2, nameof(InvoiceEditor.Choices), choices);
            builder.AddComponentParameter(3, nameof(InvoiceEditor.OnReload), EventCallback.Factory.Create(this, ReloadAsync));
            builder.CloseComponent();
        });

        private async Task ReloadAsync()
        {
            shown = Value(await show.RunAsync(new ShowInvoice.Input(shown.Id), default));
            Draw();
        }
    }

    /// <summary>May do everything, and has a row of their own.</summary>
    private sealed class Clerk : ICurrentUser
    {
        public long? UserId { get; set; }

        public string Name => "Clerk";

        public ClientScope Clients => ClientScope.Everyone;

        public bool Has(string permission) => true;
    }

    /// <summary>No browser is there.</summary>
    private sealed class NoScript : IJSRuntime, IJSObjectReference
    {
        public ValueTask<T> InvokeAsync<T>(string identifier, object?[]? args) => ValueTask.FromResult(typeof(T) == typeof(IJSObjectReference) ? (T)(object)this : default!);

        public ValueTask<T> InvokeAsync<T>(string identifier, CancellationToken cancellationToken, object?[]? args) => InvokeAsync<T>(identifier, args);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
