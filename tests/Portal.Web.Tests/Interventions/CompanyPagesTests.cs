using System.Data.Common;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions.UseCases;
using Portal.Web.Interventions.Visits;
using Portal.Web.Tests.Kit;
using Portal.Web.Tests.Security;

namespace Portal.Web.Tests.Interventions;

/// <summary>A page of one company at a time, whose answers may come late.</summary>
public sealed class CompanyPagesTests : KitContext, IAsyncLifetime
{
    private readonly Gate gate = new();
    private readonly PortalApp app;
    private IServiceScope scope = default!;
    private List<long> companies = [];

    public CompanyPagesTests() => app = new PortalApp
    {
        Configure = services =>
        {
            services.AddScoped<ICurrentUser>(_ => SystemUser.Instance);
            services.AddSingleton(provider => DatabaseSetup.Configure(
                new DbContextOptionsBuilder<PortalDbContext>(), provider.GetRequiredService<Microsoft.Extensions.Options.IOptions<DatabaseOptions>>().Value).AddInterceptors(gate).Options);
        },
    };

    async Task IAsyncLifetime.InitializeAsync()
    {
        await app.AsSystemAsync<DemoData>(demo => demo.RunAsync(default));
        scope = app.Services.CreateScope();
        Services.AddFallbackServiceProvider(scope.ServiceProvider);
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        companies = await db.LegalEntities.OrderBy(e => e.Name).Select(e => e.Id).ToListAsync();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        scope.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public void WithoutACompanyInTheAddress_ShowsTheFirst()
    {
        var page = Render<WorkRulesPage>();

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[name=MinimumMinutes]")));
    }

    [Fact]
    public async Task AnswerOfTheCompanyBefore_ThatComesLate_DoesNotReplaceTheOneChosenSince()
    {
        await SaveAsync(companies[0], minimum: 11);
        await SaveAsync(companies[1], minimum: 22);
        var navigation = Services.GetRequiredService<NavigationManager>();
        gate.Hold();
        navigation.NavigateTo($"/?company={companies[0]}");
        var page = Render<WorkRulesPage>();
        await gate.Held;
        navigation.NavigateTo($"/?company={companies[1]}");
        page.WaitForAssertion(() => Assert.Equal("22", page.Find("[name=MinimumMinutes]").GetAttribute("value")));

        gate.Open();
        await gate.Passed;
        await page.InvokeAsync(() => Task.CompletedTask);

        Assert.Equal("22", page.Find("[name=MinimumMinutes]").GetAttribute("value"));
    }

    private Task SaveAsync(long company, int minimum) =>
        app.AsSystemAsync<SaveWorkRules>(save => save.RunAsync(new SaveWorkRules.Input(company, 0, 15, true, minimum, null, false), default));

    /// <summary>Holds the next read of the rules of work until it is opened; those after it pass.</summary>
    private sealed class Gate : DbCommandInterceptor
    {
        private readonly TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource passed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int holds;

        public Task Held => held.Task;

        public Task Passed => passed.Task;

        public void Hold() => holds = 1;

        public void Open() => opened.SetResult();

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (command.CommandText.Contains("\"WorkRules\"", StringComparison.Ordinal) && Interlocked.Exchange(ref holds, 0) == 1)
            {
                held.SetResult();
                await opened.Task;
                passed.SetResult();
            }

            return result;
        }
    }
}
