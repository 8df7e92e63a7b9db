using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Tests.Contracts.Billing;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts;

/// <summary>A client's own contracts, and nobody else's. Today is the 2nd of March 2026.</summary>
public sealed class OwnContractsTests
{
    [Theory, EachDatabase]
    public async Task Client_SeesTheContract_ItsIssuedInvoicesAndTheNext(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var contract = await ContractBook.AddAsync(
            boreal, ContractBook.Head(new DateOnly(2026, 2, 1)) with { Delivery = ContractDelivery.Issue }, ContractBook.Line(boreal, "Entretien", 2, 600));
        await ContractBook.RunAsync(boreal);

        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id);
        var row = Assert.Single(Boreal.Value(await boreal.Portal.Get<ListOwnContracts>().RunAsync(new PageRequest(), default)).Page.Rows);
        var shown = Boreal.Value(await boreal.Portal.Get<ShowOwnContract>().RunAsync(contract.Id, default));

        Assert.Equal((contract.Id, contract.Reference, ContractStatus.Active, new DateOnly(2026, 4, 1)), (row.Id, row.Reference, row.Status, row.NextInvoiceOn));
        Assert.Equal((contract.Reference, 1200m, "Entretien"), (shown.Reference, Assert.Single(shown.Lines).AnnualNet, shown.Lines[0].Description));
        Assert.Equal((new DateOnly(2026, 4, 1), new DateOnly(2026, 4, 30), 100m), (shown.Next[0].On, shown.Next[0].To, shown.Next[0].Net));
        Assert.Equal(2, shown.Invoices.Count);
        Assert.Equal(6, shown.Next.Count);
        Assert.EndsWith(".pdf", Boreal.Value(await boreal.Portal.Get<DownloadContract>().RunAsync(new(contract.Id), default)).Name, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task SecondClient_FindsNothingOfTheFirst(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 2, 1)), ContractBook.Line(boreal, "Entretien", 1, 1200));

        var other = new Client(boreal.Entity.Id, "Filiale", new Contact { Name = "Luc Roy", Email = "luc@filiale.example" });
        await using (var db = boreal.Portal.Open())
        {
            db.Add(other.IndexForSearch());
            await db.SaveChangesAsync();
        }

        boreal.Portal.User = TestUser.OfClients(other.Id);

        Assert.Empty(Boreal.Value(await boreal.Portal.Get<ListOwnContracts>().RunAsync(new PageRequest(), default)).Page.Rows);
        Assert.Equal(RefusalKind.NotFound, (await boreal.Portal.Get<ShowOwnContract>().RunAsync(contract.Id, default)).Refusal?.Kind);
        Assert.Equal(RefusalKind.NotFound, (await boreal.Portal.Get<DownloadContract>().RunAsync(new(contract.Id), default)).Refusal?.Kind);
    }

    [Theory, EachDatabase]
    public async Task DraftAndCancelled_AreNotShownToTheClient(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var cancelled = await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 4, 1)), ContractBook.Line(boreal, "Entretien", 1, 1200));
        await ContractBook.ChangeAsync(boreal, cancelled.Id, c => Boreal.Require(c.Cancel(isBilled: false)));
        var draft = new Contract(boreal.Entity.Id, boreal.Client.Id, "C-DRAFT", boreal.Client.Currency, new DateOnly(2026, 4, 1), boreal.Portal.Clock.GetUtcNow().UtcDateTime);
        await using (var db = boreal.Portal.Open())
        {
            db.Contracts.Add(draft);
            await db.SaveChangesAsync();
        }

        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id);

        Assert.Equal(0, Boreal.Value(await boreal.Portal.Get<ListOwnContracts>().RunAsync(new PageRequest(), default)).Page.Total);
        Assert.Equal(RefusalKind.NotFound, (await boreal.Portal.Get<ShowOwnContract>().RunAsync(cancelled.Id, default)).Refusal?.Kind);
        Assert.Equal(RefusalKind.NotFound, (await boreal.Portal.Get<ShowOwnContract>().RunAsync(draft.Id, default)).Refusal?.Kind);
        Assert.Equal(RefusalKind.NotFound, (await boreal.Portal.Get<DownloadContract>().RunAsync(new(draft.Id), default)).Refusal?.Kind);
    }
}
