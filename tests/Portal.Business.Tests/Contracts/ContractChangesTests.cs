using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Amending;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Tests.Contracts.Renewals;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts;

/// <summary>Amendments, charges, rests and ends of a monthly contract in advance that began on the 1st of January 2026; it is the 2nd of March.</summary>
public sealed class ContractChangesTests
{
    private static readonly DateOnly Start = new(2026, 1, 1);
    private static readonly DateOnly BilledThrough = new(2026, 3, 31);

    [Theory, EachDatabase]
    public async Task Amend_SeveralLinesByPercent_EndsThemTheDayBefore_AndCanBeUndone(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var contract = await BilledAsync(scene);
        var from = BilledThrough.AddDays(1);

        var version = Boreal.Value(await AmendAsync(scene, contract, contract.Version, from, new(null, 10, null)));

        var amended = await scene.FindAsync(contract.Id);
        Assert.Equal(
            [(1200m, BilledThrough), (600m, BilledThrough), (1320m, null), (660m, (DateOnly?)null)],
            amended.Lines.OrderBy(l => l.PreviousId is not null).ThenBy(l => l.Position).Select(l => (l.UnitPrice, l.EndsOn)));
        Assert.Equal(from, amended.NextInvoiceOn);
        Assert.Equal([(from, 165m), (new(2026, 5, 1), 165m)], (await PreviewAsync(scene, contract.Id)).Take(2).Select(i => (i.On, i.Net)));

        var second = amended.Lines.Single(l => l.UnitPrice == 660m);
        Boreal.Value(await scene.Portal.Get<UndoContractAmendment>().RunAsync(new(contract.Id, version, second.Id), default));
        Assert.Equal((from, 160m), (await PreviewAsync(scene, contract.Id))[0] is var next ? (next.On, next.Net) : default);
    }

    [Theory, EachDatabase]
    public async Task Amend_BeforeWhatIsBilled_IsRefusedBesideTheDay(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var contract = await BilledAsync(scene);

        var refused = await AmendAsync(scene, contract, contract.Version, BilledThrough, new(null, 10, null));

        Assert.Equal([BilledThrough, BilledThrough.AddDays(1)], refused.Refusal!.Args);
        Assert.Equal(("Contracts.BilledBeyond", "From"), (refused.Refusal!.Code, refused.Refusal.Field));
        Assert.Equal("UnitPrice", (await AmendAsync(scene, contract, contract.Version, BilledThrough.AddDays(1), new(null, null, null))).Refusal?.Field);
        Assert.Equal("PricePercent", (await AmendAsync(scene, contract, contract.Version, BilledThrough.AddDays(1), new(5, 5, null))).Refusal?.Field);
        Assert.Equal(2, (await scene.FindAsync(contract.Id)).Lines.Count);
    }

    [Theory, EachDatabase]
    public async Task Undo_OfAnAmendmentThatIsBilled_IsRefused(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var contract = await BilledAsync(scene);
        var version = Boreal.Value(await AmendAsync(scene, contract, contract.Version, BilledThrough.AddDays(1), new(null, null, 2)));
        await scene.BillAsync(contract.Id, BilledThrough.AddDays(1));
        var line = (await scene.FindAsync(contract.Id)).Lines.First(l => l.PreviousId is not null);

        Assert.Equal("Contracts.AmendmentIsBilled", (await scene.Portal.Get<UndoContractAmendment>().RunAsync(new(contract.Id, version, line.Id), default)).Refusal?.Code);
    }

    [Theory, EachDatabase]
    public async Task Undo_WhereThePeriodIsBilledUpToTheAmendment_IsRefused_SoThatTheRestOfItIsNotLost(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var contract = await BilledAsync(scene);
        var version = Boreal.Value(await AmendAsync(scene, contract, contract.Version, new(2026, 4, 15), new(null, 10, null)));
        await scene.BillAsync(contract.Id, new(2026, 4, 1));
        var line = (await scene.FindAsync(contract.Id)).Lines.First(l => l.PreviousId is not null);

        Assert.Equal("Contracts.LineEndIsBilled", (await scene.Portal.Get<UndoContractAmendment>().RunAsync(new(contract.Id, version, line.Id), default)).Refusal?.Code);
    }

    [Theory, EachDatabase]
    public async Task Resume_OnADayOfABilledPeriod_IsRefused_SoThatItsDaysAreNotLost(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var contract = await BilledAsync(scene);
        var version = Boreal.Value(await scene.Portal.Get<PauseContract>().RunAsync(new(contract.Id, contract.Version, new(2026, 4, 10), "Travaux"), default));
        await scene.BillAsync(contract.Id, new(2026, 4, 1));
        var resume = scene.Portal.Get<ResumeContract>();

        Assert.Equal("Contracts.ResumeIsBilled", (await resume.RunAsync(new(contract.Id, version, new(2026, 4, 16)), default)).Refusal?.Code);
        Boreal.Value(await resume.RunAsync(new(contract.Id, version, new(2026, 5, 1)), default));
        Assert.Equal((new DateOnly(2026, 5, 1), 150m), (await PreviewAsync(scene, contract.Id))[0] is var next ? (next.On, next.Net) : default);
    }

    [Theory, EachDatabase]
    public async Task Save_ALaterEndOfWhatIsBilledThroughItsLastDay_IsRefused(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var contract = await BilledAsync(scene);
        var save = scene.Portal.Get<SaveContract>();
        var ending = contract.Written with { RenewsAutomatically = false, EndsOn = new DateOnly(2026, 4, 20) };
        var version = Boreal.Value(await save.RunAsync(new(contract.Id, contract.Version, ending), default));
        await scene.BillAsync(contract.Id, new(2026, 4, 1));

        var longer = await save.RunAsync(new(contract.Id, version, ending with { EndsOn = new DateOnly(2026, 12, 31) }), default);

        Assert.Equal(("Contracts.EndIsBilled", "EndsOn"), longer.Refusal is { } r ? (r.Code, r.Field) : default);
        Boreal.Value(await save.RunAsync(new(contract.Id, version, ending with { Notes = "Reconduction à voir" }), default));
    }

    [Theory, EachDatabase]
    public async Task EndLines_ThroughADay_StopsThem_AndCanBeTakenBackUntilItIsBilled(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var contract = await BilledAsync(scene);
        var end = scene.Portal.Get<EndContractLines>();
        long[] one = [contract.Lines[0].Id];
        Assert.Equal("EndsOn", (await end.RunAsync(new(contract.Id, contract.Version, one, new(2026, 3, 1)), default)).Refusal?.Field);

        var version = Boreal.Value(await end.RunAsync(new(contract.Id, contract.Version, one, BilledThrough.AddDays(30)), default));
        Assert.Equal([150m, 50m], (await PreviewAsync(scene, contract.Id)).Take(2).Select(i => i.Net));
        version = Boreal.Value(await end.RunAsync(new(contract.Id, version, one, null), default));
        Assert.Equal([150m, 150m], (await PreviewAsync(scene, contract.Id)).Take(2).Select(i => i.Net));
    }

    [Theory, EachDatabase]
    public async Task Charge_IsInThePreviewOfItsDay_AndGoesWhileItIsNotBilled(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var contract = await BilledAsync(scene);
        var charge = new AddContractCharge.Values(new(2026, 4, 1), null, "Mise en service", 1, "", 250, scene.Boreal.TaxCode.Id, scene.Boreal.Income.Id);
        var add = scene.Portal.Get<AddContractCharge>();
        Assert.Equal(
            ["ChargedOn", "TaxCodeId"],
            (await add.RunAsync(new(contract.Id, contract.Version, charge with { ChargedOn = Start.AddDays(-1), TaxCodeId = null }), default)).Refusals.Select(r => r.Field).Order());

        var version = Boreal.Value(await add.RunAsync(new(contract.Id, contract.Version, charge), default));

        Assert.Equal((new DateOnly(2026, 4, 1), 400m), (await PreviewAsync(scene, contract.Id))[0] is var next ? (next.On, next.Net) : default);
        var id = (await scene.FindAsync(contract.Id)).Charges[0].Id;
        Boreal.Value(await scene.Portal.Get<RemoveContractCharge>().RunAsync(new(contract.Id, version, id), default));
        Assert.Empty((await scene.FindAsync(contract.Id)).Charges);
    }

    [Theory, EachDatabase]
    public async Task PauseAndResume_LeaveTheDaysOut_AndARestOfBilledDaysIsRefused(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var contract = await BilledAsync(scene);
        var pause = scene.Portal.Get<PauseContract>();
        Assert.Equal(("Contracts.RestIsBilled", "From"), (await pause.RunAsync(new(contract.Id, contract.Version, new(2026, 3, 10), "Travaux"), default)).Refusal is { } r ? (r.Code, r.Field) : default);

        var version = Boreal.Value(await pause.RunAsync(new(contract.Id, contract.Version, new(2026, 4, 1), "Travaux"), default));
        Assert.Equal(ContractStatus.Paused, (await scene.FindAsync(contract.Id)).Status);
        Assert.Empty(await PreviewAsync(scene, contract.Id));

        Boreal.Value(await scene.Portal.Get<ResumeContract>().RunAsync(new(contract.Id, version, new(2026, 6, 1)), default));
        var resumed = await scene.FindAsync(contract.Id);
        Assert.Equal((ContractStatus.Active, new DateOnly(2026, 6, 1)), (resumed.Status, resumed.NextInvoiceOn!.Value));
    }

    [Theory, EachDatabase]
    public async Task EndAndContinue_AreReversible_AndAskForAReason(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var contract = await BilledAsync(scene);
        var end = scene.Portal.Get<EndContract>();
        Assert.Equal("reason", (await end.RunAsync(new(contract.Id, contract.Version, new(2026, 4, 30), " "), default)).Refusal?.Field);
        Assert.Equal("on", (await end.RunAsync(new(contract.Id, contract.Version, new(2026, 3, 15), "Départ"), default)).Refusal?.Field);

        var version = Boreal.Value(await end.RunAsync(new(contract.Id, contract.Version, new(2026, 4, 30), "Départ"), default));
        Assert.Equal(new DateOnly(2026, 4, 1), Assert.Single(await PreviewAsync(scene, contract.Id)).On);

        Boreal.Value(await scene.Portal.Get<ContinueContract>().RunAsync(new(contract.Id, version), default));
        Assert.Equal(PreviewContract.Most, (await PreviewAsync(scene, contract.Id)).Count);
    }

    [Theory, EachDatabase]
    public async Task End_PutLaterOnceItsDayIsBilled_IsRefused_SoThatTheRestOfThePeriodIsNotLost(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var contract = await BilledAsync(scene);
        var end = scene.Portal.Get<EndContract>();
        Boreal.Value(await end.RunAsync(new(contract.Id, contract.Version, new(2026, 4, 15), "Départ"), default));
        await scene.BillAsync(contract.Id, new(2026, 4, 1));

        var refused = await end.RunAsync(new(contract.Id, (await scene.FindAsync(contract.Id)).Version, new(2026, 6, 30), "Plus tard"), default);

        Assert.Equal(("Contracts.EndIsBilled", "on"), (refused.Refusal?.Code, refused.Refusal?.Field));
    }

    [Theory, EachDatabase]
    public async Task Cancel_OfWhatIsBilled_IsRefused_AndDuplicateMakesADraftOnce(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var contract = await BilledAsync(scene);
        Assert.Equal("Contracts.CancelIsBilled", (await scene.Portal.Get<CancelContract>().RunAsync(new(contract.Id, contract.Version), default)).Refusal?.Code);
        var key = Guid.NewGuid();
        var duplicate = scene.Portal.Get<DuplicateContract>();

        var copy = Boreal.Value(await duplicate.RunAsync(new(key, contract.Id, new(2027, 1, 1)), default));
        Assert.Equal(copy, Boreal.Value(await duplicate.RunAsync(new(key, contract.Id, new(2027, 1, 1)), default)));

        var made = await scene.FindAsync(copy);
        Assert.Equal((ContractStatus.Draft, 2, new DateOnly(2027, 1, 1)), (made.Status, made.Lines.Count, made.StartsOn));
        Assert.NotEqual(contract.Reference, made.Reference);
        Boreal.Value(await scene.Portal.Get<CancelContract>().RunAsync(new(copy, made.Version), default));
        Assert.Equal(ContractStatus.Cancelled, (await scene.FindAsync(copy)).Status);
    }

    private static async Task<Contract> BilledAsync(RenewalScene scene)
    {
        var contract = await scene.ContractAsync("C-1", Start, frequency: BillingFrequency.Monthly, prices: [1200m, 600m]);
        await scene.BillAsync(contract.Id, new(2026, 3, 1));
        return contract;
    }

    private static Task<Result<int>> AmendAsync(RenewalScene scene, Contract contract, int version, DateOnly from, AmendedValues values) =>
        scene.Portal.Get<AmendContractLines>().RunAsync(new(contract.Id, version, [.. contract.Lines.Select(l => l.Id)], from, values), default);

    private static async Task<IReadOnlyList<PreviewContract.Coming>> PreviewAsync(RenewalScene scene, long id) =>
        Boreal.Value(await scene.Portal.Get<PreviewContract>().RunAsync(id, default)).Invoices;
}
