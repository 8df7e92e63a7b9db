using Microsoft.EntityFrameworkCore;
using Portal.Business.ClientPortal.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Quotes;

public sealed class QuoteListTests
{
    [Theory, EachDatabase]
    public async Task List_FiltersSearchesPagesAndAddsUp(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var first = await boreal.DraftAsync(boreal.Line("Pose", 1, 100));
        var second = await boreal.DraftAsync(boreal.Line("Pose", 1, 200));
        await boreal.SendAsync(second);
        await boreal.SaveAsync(first, f => f.PurchaseOrder = "BC-77é");

        var all = await ListAsync(boreal, new ListQuotes.Input(new PageRequest(1, 1)));
        Assert.Equal((2, 1, 300m), (all.Page.Total, all.Page.Rows.Count, all.Totals.Single().Net));
        Assert.Equal(second, (await ListAsync(boreal, new ListQuotes.Input(new PageRequest(), Status: QuoteStatus.Sent))).Page.Rows.Single().Id);
        Assert.Equal(first, (await ListAsync(boreal, new ListQuotes.Input(new PageRequest(), "bc-77E"))).Page.Rows.Single().Id);
        Assert.Equal(2, (await ListAsync(boreal, new ListQuotes.Input(new PageRequest(), "érable"))).Page.Total);
        Assert.Equal(first, (await ListAsync(boreal, new ListQuotes.Input(new PageRequest(), "ERABLE bc-77e"))).Page.Rows.Single().Id);
        Assert.Equal(0, (await ListAsync(boreal, new ListQuotes.Input(new PageRequest(), "érable introuvable"))).Page.Total);
        Assert.Equal(0, (await ListAsync(boreal, new ListQuotes.Input(new PageRequest(), From: new DateOnly(2026, 3, 3)))).Page.Total);
        Assert.Equal(2, (await ListAsync(boreal, new ListQuotes.Input(new PageRequest(), Mine: true, Open: true))).Page.Total);
        foreach (var sort in new[] { "number", "date", "valid", "total", "unknown" })
        {
            Assert.Equal(2, (await ListAsync(boreal, new ListQuotes.Input(new PageRequest(1, 10, sort, true)))).Page.Rows.Count);
        }
    }

    [Theory, EachDatabase]
    public async Task Portal_TellsRevisionsApart_AndGivesTheSignedDocument(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var first = await boreal.DraftAsync(boreal.Line("Pose", 1, 100));
        await boreal.SendAsync(first);
        var second = Boreal.Value(await boreal.Portal.Get<ReviseQuote>().RunAsync(new ReviseQuote.Input(first, await boreal.VersionAsync(first)), default));
        await boreal.SendAsync(second);
        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id);
        var number = (await boreal.QuoteAsync(first)).Number;
        Assert.Equal($"{number}-2", Assert.Single(Boreal.Value(await boreal.Portal.Get<ShowPortalHome>().RunAsync(default)).Quotes).Number);

        boreal.Portal.User = TestUser.Administrator;
        Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(new ApproveQuote.Input(second, null, [], null, "Marie Roy", null, "", "", "", "par téléphone"), default));
        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id);
        var rows = Boreal.Value(await boreal.Portal.Get<ListOwnQuotes>().RunAsync(new PageRequest(), default)).Page.Rows;
        Assert.Equal([$"{number}-2", number], rows.Select(r => r.Number));
        await using var db = boreal.Portal.Open();
        var kinds = await db.StoredDocuments.ToDictionaryAsync(d => d.Id, d => d.Kind);
        Assert.Equal([DocumentKinds.SignedQuote, DocumentKinds.Quote], rows.Select(r => kinds[r.DocumentId!.Value]));
    }

    [Theory, EachDatabase]
    public async Task Search_FindsByNumberTitleAndClientUsersFindNothing(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var quote = await boreal.QuoteAsync(await boreal.DraftAsync());

        async Task<List<string>> FindAsync(string text)
        {
            var hits = new List<string>();
            foreach (var source in boreal.Portal.Get<IEnumerable<ISearchSource>>())
            {
                hits.AddRange((await source.FindAsync(text, 6, default)).Select(h => h.Kind));
            }

            return hits;
        }

        Assert.Contains("quote", await FindAsync(quote.Number));
        Assert.Contains("quote", await FindAsync("nseign"));
        Assert.Contains("job", await FindAsync("Enseigne"));
        Assert.DoesNotContain("quote", await FindAsync("%_"));
        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id);
        Assert.Empty(await FindAsync(quote.Number));
    }

    private static async Task<ListQuotes.Listed> ListAsync(Boreal boreal, ListQuotes.Input input) =>
        Boreal.Value(await boreal.Portal.Get<ListQuotes>().RunAsync(input, default));
}
