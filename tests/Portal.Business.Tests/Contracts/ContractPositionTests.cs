using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
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
    public async Task Duplicate_IsUnderThePositionThatTheCodesOfItsLinesAreOf(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var (position, zero) = await ExportAsync(boreal);
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(Start), ContractBook.Line(boreal, "Entretien", 1, 1200));
        Boreal.Value(await boreal.Portal.Get<ChangeContractPosition>().RunAsync(new(contract.Id, contract.Version, April, position), default));

        var copy = await ContractBook.FindAsync(boreal, Boreal.Value(await boreal.Portal.Get<DuplicateContract>().RunAsync(new(Guid.NewGuid(), contract.Id, new(2027, 1, 1)), default)));

        Assert.Equal((position, zero), (copy.FiscalPositionId, Assert.Single(copy.Lines).TaxCodeId));
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
    public async Task Position_FromADayBeforeALaterChange_LastsUntilThatOne_AndEveryDayIsBilledWithItsOwnCodes(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var (position, zero) = await ExportAsync(boreal);
        var rental = await ProductAsync(boreal);
        var contract = await ContractBook.AddAsync(
            boreal, ContractBook.Head(Start), ContractBook.Line(boreal, "Entretien", 1, 1200),
            ContractBook.Line(boreal, "Location", 1, 600) with { StartsOn = new DateOnly(2026, 5, 1), ProductId = rental });
        await ContractBook.RunAsync(boreal);
        contract = await ContractBook.FindAsync(boreal, contract.Id);
        var amended = Boreal.Value(await boreal.Portal.Get<AmendContractLines>().RunAsync(
            new(contract.Id, contract.Version, [contract.Lines.Single(l => l.Description == "Entretien").Id], new(2026, 7, 1), new(UnitPrice: 2400)), default));
        var change = boreal.Portal.Get<ChangeContractPosition>();
        var august = new DateOnly(2026, 8, 1);
        var version = Boreal.Value(await change.RunAsync(new(contract.Id, amended, august, position), default));
        var input = new ChangeContractPosition.Input(contract.Id, version, new(2026, 4, 1), position);

        var preview = Boreal.Value(await boreal.Portal.Get<PreviewContractPosition>().RunAsync(input, default));
        Assert.Equal(
            [("Entretien", new(2026, 4, 1)), ("Entretien", new(2026, 7, 1)), ("Location", new DateOnly(2026, 5, 1))],
            preview.Rows.OrderBy(r => r.Description).ThenBy(r => r.From).Select(r => (r.Description, r.From)));
        version = Boreal.Value(await change.RunAsync(input, default));

        // And back to none for one month of it: three changes stand one after another.
        version = Boreal.Value(await change.RunAsync(new(contract.Id, version, new(2026, 6, 1), null), default));
        contract = await ContractBook.FindAsync(boreal, contract.Id);
        Assert.Equal([(new(2026, 4, 1), position), (new(2026, 6, 1), null), (august, (long?)position)], contract.PositionChanges.Select(p => (p.From, p.FiscalPositionId)));
        boreal.Portal.Clock.Set(new DateTime(2026, 9, 2, 10, 0, 0, DateTimeKind.Utc));
        await ContractBook.RunAsync(boreal);

        var lines = (await ContractBook.InvoicesAsync(boreal)).SelectMany(i => i.Lines.Select(l => (l.ServiceFrom!.Value.Month, l.Net, l.TaxCodeId == zero, i.FiscalPositionId == position)));
        Assert.Equal(
            [
                (1, 100m, false, false), (2, 100m, false, false), (3, 100m, false, false), (4, 100m, true, true), (5, 50m, true, true), (5, 100m, true, true), (6, 50m, false, false),
                (6, 100m, false, false), (7, 50m, false, false), (7, 200m, false, false), (8, 50m, true, true), (8, 200m, true, true), (9, 50m, true, true), (9, 200m, true, true),
            ],
            lines.Order());
    }

    [Theory, EachDatabase]
    public async Task Position_BeforeALaterChange_OnADayThatIsBilled_IsRefused_AndSaysThroughWhichDay(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var (position, _) = await ExportAsync(boreal);
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(Start), ContractBook.Line(boreal, "Entretien", 1, 1200));
        await ContractBook.RunAsync(boreal);
        contract = await ContractBook.FindAsync(boreal, contract.Id);
        var change = boreal.Portal.Get<ChangeContractPosition>();
        var version = Boreal.Value(await change.RunAsync(new(contract.Id, contract.Version, new(2026, 8, 1), position), default));

        var refused = await change.RunAsync(new(contract.Id, version, new(2026, 2, 1), position), default);

        Assert.Equal(("Contracts.BilledBeyond", "From"), Code(refused));
        Assert.Equal(new DateOnly(2026, 3, 31), refused.Refusal!.Args[0]);
        Assert.Equal(2, (await ContractBook.FindAsync(boreal, contract.Id)).Lines.Count);
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

    /// <summary>June was planned by the amendment that is taken back: it counts for the June that the line before has to visit.</summary>
    [Theory, EachDatabase]
    public async Task Undo_OfOtherVisits_DoesNotAskAgainForAMonthThatIsPlanned(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(Start), ContractBook.Line(boreal, "Entretien", 1, 1200, new VisitPlan(2, [6, 9], null, 60)));
        var generate = boreal.Portal.Get<GenerateRequests>();
        Assert.Equal(2, Boreal.Value(await generate.RunAsync(new(contract.Id), default)));
        contract = await ContractBook.FindAsync(boreal, contract.Id);
        Boreal.Value(await boreal.Portal.Get<AmendContractLines>().RunAsync(
            new(contract.Id, contract.Version, [contract.Lines[0].Id], April, new(Visits: new VisitPlan(4, [6, 8, 10, 12], null, 60))), default));
        Assert.Equal(4, Boreal.Value(await generate.RunAsync(new(contract.Id), default)));
        var amended = (await ContractBook.FindAsync(boreal, contract.Id)).Lines.Single(l => l.PreviousId is not null);
        await VisitBillingTests.VisitAsync(boreal, amended.Id, new DateOnly(2026, 6, 4));

        Boreal.Value(await boreal.Portal.Get<UndoContractAmendment>().RunAsync(new(contract.Id, (await ContractBook.FindAsync(boreal, contract.Id)).Version, amended.Id), default));

        Assert.Equal(1, Boreal.Value(await generate.RunAsync(new(contract.Id), default)));
        Assert.Equal(0, Boreal.Value(await generate.RunAsync(new(contract.Id), default)));
        Assert.Equal(["2026-06-01", "2026-09-01"], await WantedAsync(boreal));
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

    private static async Task<long> ProductAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        var product = new Product { LegalEntityId = boreal.Entity.Id, Code = "LOC", Name = new LocalText("Location", "Rental"), TaxCodeId = boreal.TaxCode.Id };
        db.Products.Add(product.IndexForSearch());
        await db.SaveChangesAsync();
        return product.Id;
    }

    /// <summary>A position that makes 20 % nothing.</summary>
    private static async Task<(long Position, long Zero)> ExportAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        var position = await db.FiscalPositions.AsNoTracking().Include(p => p.Taxes).SingleAsync(p => p.LegalEntityId == boreal.Entity.Id && p.Code == "EXPORT");
        return (position.Id, position.TaxCodeFor(boreal.TaxCode.Id)!.Value);
    }
}
