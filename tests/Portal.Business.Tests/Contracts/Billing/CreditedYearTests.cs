using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Amending;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts.Billing;

/// <summary>Years of which invoices are credited by hand: before a revision, after it, and what such a credit opens again.</summary>
public sealed class CreditedYearTests
{
    /// <summary>Half of the year was credited by hand: a revision that credits no more than the other half is made, a larger one is left to a person by preview and run alike.</summary>
    [Theory]
    [EachDatabaseWith(2, true)]
    [EachDatabaseWith(1, false)]
    public async Task Revision_OfAYearThatIsCreditedInPart_CreditsWhatIsLeft_OrIsAnnouncedAsLeftToAPerson(DatabaseProvider provider, int visits, bool fits)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        boreal.Portal.Clock.Set(new DateTime(2025, 3, 1, 15, 0, 0, DateTimeKind.Utc));
        var head = ContractBook.Head(new DateOnly(2025, 3, 1), BillingFrequency.Yearly) with { RenewsAutomatically = false, EndsOn = new DateOnly(2026, 2, 28), Revision = ContractRevision.LastDay, Delivery = ContractDelivery.Issue };
        var contract = await ContractBook.AddAsync(boreal, head, ContractBook.Line(boreal, "Chaudière", 2, 600, RevisionScene.FourAYear));
        await ContractBook.RunAsync(boreal);
        await VisitBillingTests.HandOverAsync(boreal);
        Boreal.Value(await RevisionScene.CreditAsync(boreal, (await ContractBook.InvoicesAsync(boreal))[0], 1, reopens: false));
        await VisitBillingTests.RequestAsync(boreal, contract);
        for (var i = 0; i < visits; i++)
        {
            await VisitBillingTests.VisitAsync(boreal, contract.Lines[0].Id, new DateOnly(2025, 6, 1 + i));
        }

        boreal.Portal.Clock.Set(new DateTime(2026, 3, 1, 15, 0, 0, DateTimeKind.Utc));
        var preview = await ContractBook.PreviewAsync(boreal);
        var run = await ContractBook.RunAsync(boreal);

        Assert.Equal(fits ? (0, 1, 0) : (1, 0, 1), (preview.Parked, run.Invoices, run.Parked));
        Assert.Equal(fits ? [] : ["2026-02-28 Contracts.RevisionNotCreditable"], await ContractBook.ParkedAsync(boreal));
        Assert.Equal(fits ? [] : ["Contracts.RevisionNotCreditable"], preview.Rows.Rows.SelectMany(r => r.Reasons).Select(r => r.Code));
        Assert.Equal(fits ? [] : [(contract.Id, contract.Reference)], run.Left.Select(c => (c.Id, c.Reference)));
        Assert.Equal(fits ? 0 : 600m, await RevisionScene.NetAsync(boreal));
    }

    [Theory, EachDatabase]
    public async Task PeriodOfAYearThatARevisionCredited_IsNotOpenedAgainByACredit(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (invoice, _) = await RevisionScene.RevisedAsync(boreal, visits: 3);

        var refused = await RevisionScene.CreditAsync(boreal, invoice, 1, reopens: true);
        Assert.Equal(("Contracts.PeriodIsRevised", "ReopensPeriods"), refused.Refusal is { } r ? (r.Code, r.Field) : default);
        Boreal.Value(await RevisionScene.CreditAsync(boreal, invoice, 1, reopens: false));

        await ContractBook.RunAsync(boreal);
        Assert.Equal(1200m - 300m - 900m + 1200m, await RevisionScene.NetAsync(boreal));
    }

    /// <summary>What a revision billed on top stays as it is: the year comes to the same amount again.</summary>
    [Theory, EachDatabase]
    public async Task PeriodOfAYearThatARevisionBilled_IsBilledAgainAsItWas(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (invoice, contract) = await RevisionScene.RevisedAsync(boreal, visits: 5);
        var before = await RevisionScene.NetAsync(boreal);

        Boreal.Value(await RevisionScene.CreditAsync(boreal, invoice, 1, reopens: true));
        var open = await ContractBook.FindAsync(boreal, contract.Id);
        var amended = await boreal.Portal.Get<AmendContractLines>().RunAsync(new(open.Id, open.Version, [open.Lines[0].Id], new DateOnly(2025, 9, 1), new AmendedValues(1500)), default);
        Assert.Equal("Contracts.BilledBeyond", amended.Refusal?.Code);
        await ContractBook.RunAsync(boreal);

        Assert.Equal(before, await RevisionScene.NetAsync(boreal));
        Assert.Single((await ContractBook.InvoicesAsync(boreal)).SelectMany(i => i.Lines), l => l.Net == 300);
    }

    /// <summary>The other line was credited before, without opening its period: it stays billed.</summary>
    [Theory, EachDatabase]
    public async Task CreditThatOpensPeriods_OpensThoseOfTheLinesThatItCredits_NotOfThoseCreditedBefore(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await ContractBook.AddAsync(
            boreal, ContractBook.Head(new DateOnly(2026, 3, 1)) with { Delivery = ContractDelivery.Issue }, ContractBook.Line(boreal, "A", 1, 1200), ContractBook.Line(boreal, "B", 1, 2400));
        await ContractBook.RunAsync(boreal);
        await VisitBillingTests.HandOverAsync(boreal);
        var invoice = (await ContractBook.InvoicesAsync(boreal))[0];
        Boreal.Value(await RevisionScene.CreditAsync(boreal, invoice, 1, reopens: false, net: 100));

        Boreal.Value(await RevisionScene.CreditAsync(boreal, invoice, 1, reopens: true, net: 200));

        await ContractBook.RunAsync(boreal);
        Assert.Equal([100m, 200m, 100m, 200m, 200m], (await ContractBook.InvoicesAsync(boreal)).SelectMany(i => i.Lines.OrderBy(l => l.Position)).Select(l => Math.Abs(l.Net)));
    }
}
