using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Mail;
using Portal.Business.PersonalLinks;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Quotes;

public sealed class QuoteDraftTests
{
    [Theory, EachDatabase]
    public async Task Create_WithoutJob_MakesTheJobWithItsNumber(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);

        var id = await boreal.DraftAsync();

        await using var db = boreal.Portal.Open();
        var quote = await db.Quotes.SingleAsync(q => q.Id == id);
        var job = await db.Jobs.SingleAsync(j => j.Id == quote.JobId);
        Assert.Equal(("Enseigne", boreal.Client.Id), (job.Name, job.ClientId));
        Assert.NotEqual("", job.Number);
        Assert.Equal(quote.QuotedOn.AddDays(30), quote.ValidUntil);
        Assert.Equal(2, await db.TimelineEntries.CountAsync(e => e.JobId == job.Id));
    }

    [Theory, EachDatabase]
    public async Task Create_ManyAtOnce_NumbersHaveNoGapAndNoDouble(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => boreal.DraftAsync())));

        await using var db = boreal.Portal.Open();
        var numbers = (await db.Quotes.Select(q => q.Number).ToListAsync()).Select(n => long.Parse(n[^4..], null)).Order().ToList();
        Assert.Equal(Enumerable.Range(0, 8).Select(i => numbers[0] + i), numbers);
    }

    [Theory, EachDatabase]
    public async Task Save_KeepsRowsAndComputesTaxByComponent(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 100), boreal.Line("Vis", 4, 10), boreal.Line("Garantie", 1, 50, optional: true));

        var saved = Boreal.Value(await boreal.SaveAsync(id, f =>
        {
            f.Lines.Reverse();
            f.Lines[0].Description = "Garantie prolongée";
        }));

        var quote = await boreal.QuoteAsync(id);
        Assert.Equal((140.00m, 20.97m, 160.97m), (quote.Net, quote.Tax, quote.Total));
        Assert.Equal([7.00m, 13.97m], quote.Taxes.Select(t => t.Amount));
        Assert.Equal(saved.Lines, quote.Lines.OrderBy(l => l.Position).Select(l => l.Id));
        Assert.Equal(["Garantie prolongée", "Vis", "Pose"], quote.Lines.OrderBy(l => l.Position).Select(l => l.Description));
    }

    [Theory, EachDatabase]
    public async Task Save_WithManyFaults_RefusesAllAtOnceAndSavesNothing(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 100));

        var result = await boreal.SaveAsync(id, f =>
        {
            f.Title = new string('x', 10_000_000);
            f.ValidUntil = new DateOnly(2020, 1, 1);
            f.Lines.Add(boreal.Line("Négative", -3, 5));
            f.Lines.Add(boreal.Line("Absurde", 999_999_999_999m, 5));
            f.Lines.Add(boreal.Line("", 1, 12_000_000_000m));
            f.Lines.Add(new QuoteLineFields { Description = "Sans taxe", UnitPrice = 3 });
            f.Lines.Add(new QuoteLineFields());
            f.Schedules[0].Stages[0].Percent = 90;
        });

        Assert.Equal(
            ["Lines[1].Quantity", "Lines[2].Quantity", "Lines[3].Description", "Lines[3].UnitPrice", "Lines[4].TaxCodeId", "Schedules[0]", "Title", "ValidUntil"],
            result.Refusals.Select(r => r.Field!).Distinct().Order(StringComparer.Ordinal));
        var quote = await boreal.QuoteAsync(id);
        Assert.Equal(("Enseigne", 1), (quote.Title, quote.Lines.Count));
    }

    [Theory, EachDatabase]
    public async Task Save_WithControlCharacters_KeepsTheReadableText(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync();

        Boreal.Value(await boreal.SaveAsync(id, f => f.Lines.Add(boreal.Line("Po\u0000se\u0007 d’été\u202e", 1, 1))));

        Assert.DoesNotContain((await boreal.QuoteAsync(id)).Lines.Single().Description, char.IsControl);
    }

    [Theory, EachDatabase]
    public async Task Save_FromAnOlderVersion_IsStaleAndLosesNothing(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 100));
        var version = await boreal.VersionAsync(id);
        Boreal.Value(await boreal.SaveAsync(id, f => f.Lines[0].UnitPrice = 200));

        var result = await boreal.SaveAsync(id, f => f.Title = "Ancien", version);

        Assert.Equal(Refusal.Stale, result.Refusal);
        var quote = await boreal.QuoteAsync(id);
        Assert.Equal(("Enseigne", 200m), (quote.Title, quote.Net));
    }

    [Theory, EachDatabase]
    public async Task Save_WithATaxCodeOfAnotherCompany_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync();

        var result = await boreal.SaveAsync(id, f => f.Lines.Add(boreal.Line("Pose", 1, 1) with { TaxCodeId = 4711 }));

        Assert.Equal("Quotes.UnknownChoice", result.Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Save_OfAQuoteThatWasSent_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 100));
        await boreal.SendAsync(id);

        Assert.Equal("Quotes.NotADraft", (await boreal.SaveAsync(id, f => f.Title = "x")).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Delete_OfARevision_LetsThePredecessorBeAnsweredAgain(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 100));
        var secret = await boreal.SendAsync(id);
        var revision = Boreal.Value(await boreal.Portal.Get<ReviseQuote>().RunAsync(new ReviseQuote.Input(id, await boreal.VersionAsync(id)), default));
        Assert.Equal("Quotes.LinkSuperseded", (await boreal.OpenAsync(secret)).Refusal!.Code);

        Boreal.Require(await boreal.Portal.Get<DeleteQuoteDraft>().RunAsync(new DeleteQuoteDraft.Input(revision, await boreal.VersionAsync(revision)), default));

        Assert.True(Boreal.Value(await boreal.OpenAsync(secret)).CanAnswer);
    }

    [Theory, EachDatabase]
    public async Task Duplicate_CopiesLinesIntoAJobOfItsOwn(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 100), boreal.Line("Option", 1, 10, optional: true));

        var copy = await boreal.QuoteAsync(Boreal.Value(await boreal.Portal.Get<DuplicateQuote>().RunAsync(new DuplicateQuote.Input(Guid.NewGuid(), id), default)));

        var original = await boreal.QuoteAsync(id);
        Assert.NotEqual((original.Number, original.JobId), (copy.Number, copy.JobId));
        Assert.Equal((original.Total, 2, QuoteStatus.Draft), (copy.Total, copy.Lines.Count, copy.Status));
    }

    [Theory, EachDatabase]
    public async Task Duplicate_PressedAgainAndAgainAtOnce_MakesOneCopy(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var input = new DuplicateQuote.Input(Guid.NewGuid(), await boreal.DraftAsync(boreal.Line("Pose", 1, 100)));

        var copies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => boreal.Portal.Get<DuplicateQuote>().RunAsync(input, default))));

        Assert.Single(copies.Select(Boreal.Value).Distinct());
        Assert.NotEqual(Boreal.Value(copies[0]), Boreal.Value(await boreal.Portal.Get<DuplicateQuote>().RunAsync(input with { FormKey = Guid.NewGuid() }, default)));
        await using var db = boreal.Portal.Open();
        Assert.Equal(3, await db.Quotes.CountAsync());
    }

    [Theory, EachDatabase]
    public async Task Duplicate_ForAnotherClient_IsTaxedAndBookedAsTheirFiscalPositionSays(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var position = new FiscalPosition { LegalEntityId = boreal.Entity.Id, Code = "EXO", Name = LocalText.Same("Exonéré") };
        long exempt;
        Client exonerated, foreign;
        await using (var db = boreal.Portal.Open())
        {
            exempt = await db.TaxCodes.Where(c => c.LegalEntityId == boreal.Entity.Id && c.Components.Count == 0).Select(c => c.Id).FirstAsync();
            position.Taxes.Add(new TaxMapping { FromTaxCodeId = boreal.TaxCode.Id, ToTaxCodeId = exempt });
            exonerated = new Client(boreal.Entity.Id, "Exonérés inc.", new Contact { Name = "Ana", Email = "ana@exo.example" }) { Language = "fr-CA", Currency = "CAD", FiscalPositionId = position.Id };
            foreign = new Client(boreal.Entity.Id, "Ailleurs SA", new Contact { Name = "Max", Email = "max@ailleurs.example" }) { Language = "fr-CA", Currency = "EUR" };
            db.AddRange(position, exonerated.IndexForSearch(), foreign.IndexForSearch());
            await db.SaveChangesAsync();
        }

        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 100));
        async Task<Result<long>> DuplicateAsync(long quoteId, long clientId) => await boreal.Portal.Get<DuplicateQuote>().RunAsync(new DuplicateQuote.Input(Guid.NewGuid(), quoteId, clientId), default);

        var theirs = await boreal.QuoteAsync(Boreal.Value(await DuplicateAsync(id, exonerated.Id)));
        Assert.Equal((position.Id, exempt, 100m), (theirs.FiscalPositionId!.Value, theirs.Lines[0].TaxCodeId!.Value, theirs.Total));
        var back = await boreal.QuoteAsync(Boreal.Value(await DuplicateAsync(theirs.Id, boreal.Client.Id)));
        Assert.Equal((null, boreal.TaxCode.Id, (await boreal.QuoteAsync(id)).Total), (back.FiscalPositionId, back.Lines[0].TaxCodeId!.Value, back.Total));
        Assert.Equal("Quotes.OtherCurrency", (await DuplicateAsync(id, foreign.Id)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Message_WithMarkupInTheNameOfTheClient_CarriesItAsItIs(DatabaseProvider provider)
    {
        const string Name = "[Gagnez](http://mechant.example) **ici**";
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 100));
        await using (var db = boreal.Portal.Open())
        {
            (await db.Clients.SingleAsync()).Name = Name;
            db.MailTemplates.Add(new MailTemplate("quote.sent", "fr-CA", "{{Client.Name}}", "{{Client.Name}}\n\n{{Quote.Link}}"));
            await db.SaveChangesAsync();
        }

        var proposal = Boreal.Value(await boreal.Portal.Get<ProposeQuoteSending>().RunAsync(new ProposeQuoteSending.Input(id), default));
        Boreal.Value(await boreal.Portal.Get<SendQuote>().RunAsync(new SendQuote.Input(
            id, await boreal.VersionAsync(id), new LinkMailWishes("k", boreal.Client.BillingManagerId, [], proposal.Subject, proposal.Body)), default));

        await using var after = boreal.Portal.Open();
        var message = await after.OutgoingMessages.SingleAsync();
        Assert.Equal(Name, message.Subject);
        Assert.Contains(Name, message.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"http://mechant.example", message.HtmlBody, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task UseCases_WithoutPermission_AreForbidden(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 100));
        boreal.Portal.User = TestUser.With(Permissions.ClientsView);

        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<CreateQuote>().RunAsync(new CreateQuote.Input(boreal.Client.Id), default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<SaveQuoteDraft>().RunAsync(new SaveQuoteDraft.Input(id, 1, new QuoteDraftFields()), default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<SendQuote>().RunAsync(new SendQuote.Input(id, 1, new LinkMailWishes("k", 1, [])), default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<ListQuotes>().RunAsync(new ListQuotes.Input(new PageRequest()), default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<ShowQuote>().RunAsync(new ShowQuote.Input(id), default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<RefuseQuote>().RunAsync(new RefuseQuote.Input(null, id, "x", "y"), default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<ExpireQuotes>().RunAsync(new ExpireQuotes.Input(), default)).Refusal);
    }
}
