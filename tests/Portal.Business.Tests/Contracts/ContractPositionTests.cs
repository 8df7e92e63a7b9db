using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Tests.Contracts.Billing;
using Portal.Business.Tests.Contracts.Renewals;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts;

/// <summary>Another fiscal position from a day on, and what it does to tax codes; other sites, codes and plans of lines. It is the 2nd of March 2026.</summary>
public sealed class ContractPositionTests
{
    private static readonly DateOnly Start = new(2026, 1, 1);
    private static readonly DateOnly April = new(2026, 4, 1);

    [Theory, EachDatabase]
    public async Task Position_ChangedFromADay_AmendsTheCodes_SaysSoBefore_AndInvoicesOfEachDayHaveTheirOwn(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var (position, zero) = await ExportAsync(boreal);
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(Start), ContractBook.Line(boreal, "Entretien", 1, 1200));
        await ContractBook.RunAsync(boreal);
        contract = await ContractBook.FindAsync(boreal, contract.Id);
        var input = new ChangeContractPosition.Input(contract.Id, contract.Version, April, position);

        var preview = Boreal.Value(await boreal.Portal.Get<PreviewContractPosition>().RunAsync(input, default));
        Assert.Equal([("Entretien", April, "TVA20", "EXPORT")], preview.Rows.Select(r => (r.Description, r.From, r.OldTax, r.NewTax)));
        Assert.Single((await ContractBook.FindAsync(boreal, contract.Id)).Lines);
        Boreal.Value(await boreal.Portal.Get<ChangeContractPosition>().RunAsync(input, default));
        await ContractBook.RunAsync(boreal, new RunBilling.Input(April));

        var invoices = await ContractBook.InvoicesAsync(boreal);
        Assert.Equal(
            [((long?)null, 20m), (null, 20m), (null, 20m), (position, 0m)], invoices.OrderBy(i => i.Lines[0].ServiceFrom).Select(i => (i.FiscalPositionId, i.Tax)));
        Assert.Equal((boreal.TaxCode.Id, zero), (await ContractBook.FindAsync(boreal, contract.Id)).Lines.OrderBy(l => l.StartsOn is not null).ToList() is [var old, var now] ? (old.TaxCodeId, now.TaxCodeId!.Value) : default);
    }

    [Theory, EachDatabase]
    public async Task Position_FromADayThatIsBilled_IsRefused_AndNothingChanges(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var (position, _) = await ExportAsync(boreal);
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(Start), ContractBook.Line(boreal, "Entretien", 1, 1200));
        await ContractBook.RunAsync(boreal);
        contract = await ContractBook.FindAsync(boreal, contract.Id);
        var change = boreal.Portal.Get<ChangeContractPosition>();

        Assert.Equal(("Contracts.BilledBeyond", "From"), Code(await change.RunAsync(new(contract.Id, contract.Version, new(2026, 3, 15), position), default)));
        Assert.Equal(["Contracts.PositionOutsideContract"], (await change.RunAsync(new(contract.Id, contract.Version, Start.AddDays(-1), position), default)).Refusals.Select(r => r.Code));
        Assert.Equal("Contracts.PositionIsTheSame", (await change.RunAsync(new(contract.Id, contract.Version, April, null), default)).Refusal?.Code);
        Assert.Equal(
            ("Contracts.PositionIsDated", "FiscalPositionId"),
            Code(await boreal.Portal.Get<SaveContract>().RunAsync(new(contract.Id, contract.Version, contract.Written with { FiscalPositionId = position }), default)));
        Assert.Single((await ContractBook.FindAsync(boreal, contract.Id)).Lines);
    }

    [Theory, EachDatabase]
    public async Task Position_TakenBackFromTheSameDay_GivesTheLinesTheirCodesAgain(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var (position, _) = await ExportAsync(boreal);
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(Start), ContractBook.Line(boreal, "Entretien", 1, 1200));
        var change = boreal.Portal.Get<ChangeContractPosition>();
        var version = Boreal.Value(await change.RunAsync(new(contract.Id, contract.Version, April, position), default));

        Boreal.Value(await change.RunAsync(new(contract.Id, version, April, null), default));

        var after = await ContractBook.FindAsync(boreal, contract.Id);
        Assert.All(after.Lines, l => Assert.Equal(boreal.TaxCode.Id, l.TaxCodeId));
        Assert.Empty(after.PositionChanges);
    }

    [Theory, EachDatabase]
    public async Task Position_OfADraft_IsChangedOnItsHead_WithTheCodesOfItsLines(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var (position, zero) = await ExportAsync(scene.Boreal);
        var id = Boreal.Value(await ContractWritingTests.CreateAsync(scene, ContractWritingTests.Head(), Guid.NewGuid(), ContractWritingTests.Line(scene)));
        var contract = await scene.FindAsync(id);

        Boreal.Value(await scene.Portal.Get<SaveContract>().RunAsync(new(id, contract.Version, contract.Written with { FiscalPositionId = position }), default));

        var saved = await scene.FindAsync(id);
        Assert.Equal((position, zero), (saved.FiscalPositionId!.Value, Assert.Single(saved.Lines).TaxCodeId!.Value));
        Assert.Contains(Boreal.Value(await scene.Portal.Get<ShowContract>().RunAsync(id, default)).Timeline, e => e.Text.Contains("position", StringComparison.OrdinalIgnoreCase));
    }

    [Theory, EachDatabase]
    public async Task Amend_OtherVisits_WithdrawsRequestsThatNobodyPlanned_MakesThoseOfTheNewPlan_AndUndoBringsThemBack(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(Start), ContractBook.Line(boreal, "Entretien", 1, 1200, new VisitPlan(2, [3, 9], null, 60)));
        var generate = boreal.Portal.Get<GenerateRequests>();
        Assert.Equal(2, Boreal.Value(await generate.RunAsync(new(contract.Id), default)));
        contract = await ContractBook.FindAsync(boreal, contract.Id);
        var (_, zero) = await ExportAsync(boreal);

        var version = Boreal.Value(await boreal.Portal.Get<AmendContractLines>().RunAsync(
            new(contract.Id, contract.Version, [contract.Lines[0].Id], April, new(TaxCodeId: zero, Visits: new VisitPlan(4, [3, 6, 9, 12], null, 90))), default));
        Boreal.Value(await generate.RunAsync(new(contract.Id), default));
        Assert.Equal(["2026-03-01", "2026-06-01", "2026-09-01", "2026-12-01"], await WantedAsync(boreal));
        var amended = (await ContractBook.FindAsync(boreal, contract.Id)).Lines.Single(l => l.PreviousId is not null);
        Assert.Equal((zero, 90, 1200m), (amended.TaxCodeId!.Value, amended.Visits.Minutes, amended.UnitPrice));

        version = (await ContractBook.FindAsync(boreal, contract.Id)).Version;
        Boreal.Value(await boreal.Portal.Get<UndoContractAmendment>().RunAsync(new(contract.Id, version, amended.Id), default));
        Boreal.Value(await generate.RunAsync(new(contract.Id), default));
        Assert.Equal(["2026-03-01", "2026-09-01"], await WantedAsync(boreal));
    }

    [Theory, EachDatabase]
    public async Task Amend_ToASiteOfAnotherClient_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(Start), ContractBook.Line(boreal, "Entretien", 1, 1200));

        var refused = await boreal.Portal.Get<AmendContractLines>().RunAsync(new(contract.Id, contract.Version, [contract.Lines[0].Id], April, new(Site: new(4711))), default);

        Assert.Equal(("Contracts.UnknownChoice", "SiteId"), Code(refused));
    }

    private static (string, string?) Code(Result result) => (result.Refusal!.Code, result.Refusal.Field);

    private static async Task<List<string>> WantedAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        return [.. (await db.ServiceRequests.OrderBy(r => r.WantedFrom).Select(r => r.WantedFrom!.Value).ToListAsync()).Select(BilledPeriod.KeyOf)];
    }

    /// <summary>A position that makes 20 % nothing.</summary>
    private static async Task<(long Position, long Zero)> ExportAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        var position = await db.FiscalPositions.AsNoTracking().Include(p => p.Taxes).SingleAsync(p => p.LegalEntityId == boreal.Entity.Id && p.Code == "EXPORT");
        return (position.Id, position.TaxCodeFor(boreal.TaxCode.Id)!.Value);
    }
}
