using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Tests.Contracts.Renewals;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts;

public sealed class ContractWritingTests
{
    private static readonly DateOnly Start = new(2026, 3, 1);

    [Theory, EachDatabase]
    public async Task Create_WithoutReference_TakesTheNextNumber_AndTheSameFormMakesItOnce(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var key = Guid.NewGuid();

        var made = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => CreateAsync(scene, Head(), key, Line(scene)))));

        Assert.Single(made.Select(Boreal.Value).Distinct());
        var other = Boreal.Value(await CreateAsync(scene, Head(), Guid.NewGuid()));
        var first = await scene.FindAsync(made[0].Value);
        var second = await scene.FindAsync(other);
        Assert.NotEmpty(first.Reference);
        Assert.NotEqual(first.Reference, second.Reference);
        Assert.Equal((ContractStatus.Draft, scene.Boreal.Client.Id, 1), (first.Status, first.PayerId, first.Lines.Count));
    }

    [Theory, EachDatabase]
    public async Task Create_WithAReferenceThatIsTaken_IsRefusedBesideIt(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        Boreal.Value(await CreateAsync(scene, Head() with { Reference = "M-1" }, Guid.NewGuid()));

        var again = await CreateAsync(scene, Head() with { Reference = "M-1" }, Guid.NewGuid());

        Assert.Equal(("Contracts.ReferenceInUse", "Reference"), (again.Refusal!.Code, again.Refusal.Field));
    }

    [Theory, EachDatabase]
    public async Task Create_WithWrongFields_SaysAllOfThemBesideTheirFields(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);

        var refused = await CreateAsync(
            scene, Head() with { Title = "", RenewsAutomatically = false, JournalId = 4711, PayerId = 4711 }, Guid.NewGuid(),
            Line(scene) with { AnnualQuantity = 0, TaxCodeId = 4711, Visits = new VisitPlan(2, [], null, 60) });

        Assert.Equal(
            ["EndsOn", "JournalId", "Lines[0].Months", "Lines[0].Quantity", "Lines[0].TaxCodeId", "PayerId", "Title"],
            refused.Refusals.Select(r => r.Field).Order(StringComparer.Ordinal));
        await using var db = scene.Portal.Open();
        Assert.False(await db.Contracts.AnyAsync());
    }

    [Theory, EachDatabase]
    public async Task Activate_AllLines_MakesTheContractActive_AndComputesItsNextInvoice(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var id = Boreal.Value(await CreateAsync(scene, Head(), Guid.NewGuid(), Line(scene)));
        var version = Boreal.Value(await scene.Portal.Get<SaveContractLine>().RunAsync(new(id, (await scene.FindAsync(id)).Version, null, Line(scene) with { Description = "Astreinte", UnitPrice = 600 }), default));
        var preview = Boreal.Value(await scene.Portal.Get<PreviewContract>().RunAsync(id, default));
        Assert.True(preview.WhileDraft);

        Boreal.Value(await scene.Portal.Get<ActivateContractLines>().RunAsync(new(id, version), default));

        var contract = await scene.FindAsync(id);
        Assert.Equal((ContractStatus.Active, Start), (contract.Status, contract.NextInvoiceOn!.Value));
        Assert.All(contract.Lines, l => Assert.Equal(ContractLineStatus.Active, l.Status));
        var after = Boreal.Value(await scene.Portal.Get<PreviewContract>().RunAsync(id, default));
        Assert.Equal(PreviewContract.Most, after.Invoices.Count);
        Assert.Equal(preview.Invoices.Select(i => (i.On, i.From, i.To, i.Net)), after.Invoices.Select(i => (i.On, i.From, i.To, i.Net)));
        Assert.Equal((Start, new DateOnly(2026, 3, 31), 150m), (after.Invoices[0].On, after.Invoices[0].To, after.Invoices[0].Net));
    }

    [Theory, EachDatabase]
    public async Task SaveLine_ThatIsActive_IsRefused_AndAnOldVersionIsStale(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var contract = await scene.ContractAsync("C-1", Start);
        var line = contract.Lines[0];

        Assert.Equal("Contracts.LineIsActive", (await scene.Portal.Get<SaveContractLine>().RunAsync(new(contract.Id, contract.Version, line.Id, line.Current), default)).Refusal?.Code);
        Assert.Equal("Contracts.LineIsActive", (await scene.Portal.Get<RemoveContractLine>().RunAsync(new(contract.Id, contract.Version, line.Id), default)).Refusal?.Code);
        Assert.Equal(Refusal.Stale, (await scene.Portal.Get<SaveContractLine>().RunAsync(new(contract.Id, contract.Version - 1, null, line.Current), default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Save_OnceBilled_KeepsTheDates_ButTakesTheRest(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var contract = await scene.ContractAsync("C-1", Start, frequency: BillingFrequency.Monthly);
        await scene.BillAsync(contract.Id, Start);
        var save = scene.Portal.Get<SaveContract>();

        var refused = await save.RunAsync(new(contract.Id, contract.Version, contract.Written with { Frequency = BillingFrequency.Yearly }), default);
        Assert.Equal(("Contracts.DatesAreBilled", "Frequency"), (refused.Refusal!.Code, refused.Refusal.Field));

        Boreal.Value(await save.RunAsync(new(contract.Id, contract.Version, contract.Written with { Title = "Autre", Reference = "C-9" }), default));
        Assert.Equal(("Autre", "C-9"), (await scene.FindAsync(contract.Id)) is var saved ? (saved.Title, saved.Reference) : default);
    }

    [Theory, EachDatabase]
    public async Task List_FiltersSortsAndAddsUp(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        await scene.ContractAsync("C-1", Start, prices: [100m]);
        await scene.ContractAsync("C-2", Start, frequency: BillingFrequency.Monthly, prices: [300m, 20m]);
        Boreal.Value(await CreateAsync(scene, Head() with { Reference = "D-3" }, Guid.NewGuid(), Line(scene)));
        var list = scene.Portal.Get<ListContracts>();

        var byAmount = Boreal.Value(await list.RunAsync(new(new PageRequest(1, 50, "annual", true)), default));
        Assert.Equal([("D-3", 1200m), ("C-2", 320m), ("C-1", 100m)], byAmount.Page.Rows.Select(r => (r.Reference, r.AnnualNet)));
        Assert.Equal(1620m, Assert.Single(byAmount.Totals).AnnualNet);

        // An amendment to come does not count beside the line that it follows.
        var first = byAmount.Page.Rows.Single(r => r.Reference == "C-1");
        var contract = await scene.FindAsync(first.Id);
        Boreal.Value(await scene.Portal.Get<AmendContractLines>().RunAsync(new(contract.Id, contract.Version, [contract.Lines[0].Id], new DateOnly(2026, 12, 1), new(UnitPrice: 500)), default));
        var amended = Boreal.Value(await list.RunAsync(new(new PageRequest(), "c-1"), default));
        Assert.Equal((100m, 100m), (Assert.Single(amended.Page.Rows).AnnualNet, Assert.Single(amended.Totals).AnnualNet));
        Assert.Equal(100m, Boreal.Value(await scene.Portal.Get<ShowContract>().RunAsync(contract.Id, default)).AnnualNet);
        var lines = Boreal.Value(await scene.Portal.Get<ListContractLines>().RunAsync(new(new PageRequest(), "c-1", Running: true), default));
        Assert.Equal((2, 100m), (lines.Page.Total, Assert.Single(lines.Totals).AnnualNet));
        var monthly = Boreal.Value(await list.RunAsync(new(new PageRequest(), Status: ContractStatus.Active, Frequency: BillingFrequency.Monthly), default));
        Assert.Equal("C-2", Assert.Single(monthly.Page.Rows).Reference);
        Assert.Equal(1, Boreal.Value(await list.RunAsync(new(new PageRequest(), "d-3"), default)).Page.Total);
        foreach (var sort in new[] { "reference", "client", "starts", "next", "annual" })
        {
            Assert.Equal(3, Boreal.Value(await list.RunAsync(new(new PageRequest(1, 50, sort)), default)).Page.Rows.Count);
        }
    }

    [Theory, EachDatabase]
    public async Task Changes_WithoutThePermission_AreRefused(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var contract = await scene.ContractAsync("C-1", Start);
        scene.Portal.User = TestUser.With(Permissions.ContractsView);

        Assert.Equal(Refusal.Forbidden, (await CreateAsync(scene, Head(), Guid.NewGuid())).Refusal);
        Assert.Equal(Refusal.Forbidden, (await scene.Portal.Get<SaveContract>().RunAsync(new(contract.Id, contract.Version, contract.Written), default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await scene.Portal.Get<AmendContractLines>().RunAsync(new(contract.Id, contract.Version, [contract.Lines[0].Id], Start.AddMonths(1), new(1, null, null)), default)).Refusal);
        Assert.Equal("C-1", Boreal.Value(await scene.Portal.Get<ShowContract>().RunAsync(contract.Id, default)).Contract.Reference);
    }

    internal static Contract.Head Head() => new(
        "", "Entretien", 0, ContractEntry.Simple, null, Start, null, true, 0, false, false, BillingFrequency.Monthly, BillingTiming.InAdvance, BillingAnchor.Anniversary,
        FirstPeriod.FullPrice, InvoiceGrouping.PerContract, ContractRevision.None, ContractDelivery.Proforma, null, null, null, "", "", null, null);

    internal static ContractLine.Values Line(RenewalScene scene) => new(
        null, "Maintenance", 1, "", 1200, 0, scene.Boreal.TaxCode.Id, scene.Boreal.Income.Id, null, null, true, null, null, null, VisitPlan.None);

    internal static Task<Result<long>> CreateAsync(RenewalScene scene, Contract.Head head, Guid key, params ContractLine.Values[] lines) =>
        scene.Portal.Get<CreateContract>().RunAsync(new(key, scene.Boreal.Client.Id, null, head, lines), default);
}
