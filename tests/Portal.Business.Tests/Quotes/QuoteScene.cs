using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.PersonalLinks;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Quotes;

/// <summary>The steps that tests of quotes take through the use cases, as a person would.</summary>
internal static class QuoteScene
{
    public static async Task<long> DraftAsync(this Boreal boreal, params IReadOnlyList<QuoteLineFields> lines)
    {
        var id = Boreal.Value(await boreal.Portal.Get<CreateQuote>().RunAsync(new CreateQuote.Input(boreal.Client.Id, Title: "Enseigne"), default));
        if (lines.Count > 0)
        {
            Boreal.Value(await boreal.SaveAsync(id, f => f.Lines = [.. lines]));
        }

        return id;
    }

    public static QuoteLineFields Line(this Boreal boreal, string description, decimal? quantity, decimal? price, bool optional = false) =>
        new() { Description = description, Quantity = quantity, UnitPrice = price, TaxCodeId = boreal.TaxCode.Id, GlAccountId = boreal.Income.Id, IsOptional = optional };

    public static async Task<Result<SaveQuoteDraft.Saved>> SaveAsync(this Boreal boreal, long quoteId, Action<QuoteDraftFields> change, int? version = null)
    {
        var view = Boreal.Value(await boreal.Portal.Get<ShowQuote>().RunAsync(new ShowQuote.Input(quoteId), default));
        change(view.Fields);
        return await boreal.Portal.Get<SaveQuoteDraft>().RunAsync(new SaveQuoteDraft.Input(quoteId, version ?? view.Version, view.Fields), default);
    }

    /// <summary>Sends it to the billing manager, the two others in copy; returns the secret of the personal link.</summary>
    public static async Task<string> SendAsync(this Boreal boreal, long quoteId, string key = "first")
    {
        var others = boreal.Client.Contacts.Where(c => c.Id != boreal.Client.BillingManagerId).Select(c => c.Id).ToList();
        var message = Boreal.Value(await boreal.Portal.Get<SendQuote>().RunAsync(
            new SendQuote.Input(quoteId, await boreal.VersionAsync(quoteId), new LinkMailWishes(key, boreal.Client.BillingManagerId, others)), default));
        await using var db = boreal.Portal.Open();
        var text = await db.OutgoingMessages.Where(m => m.Id == message).Select(m => m.TextBody).SingleAsync();
        return text.Split("/q/")[1].Split('?')[0];
    }

    public static async Task<int> VersionAsync(this Boreal boreal, long quoteId)
    {
        await using var db = boreal.Portal.Open();
        return await db.Quotes.Where(q => q.Id == quoteId).Select(q => q.Version).SingleAsync();
    }

    public static async Task<Quote> QuoteAsync(this Boreal boreal, long quoteId)
    {
        await using var db = boreal.Portal.Open();
        return await db.Quotes.AsNoTracking().Include(q => q.Lines).Include(q => q.Schedules).SingleAsync(q => q.Id == quoteId);
    }

    /// <summary>Opens a link as somebody who has not signed in.</summary>
    public static async Task<Result<PublicQuote>> OpenAsync(this Boreal boreal, string secret, params IReadOnlyList<long> options)
    {
        var before = boreal.Portal.User;
        boreal.Portal.User = Nobody;
        var result = await boreal.Portal.Get<OpenQuoteByLink>().RunAsync(new OpenQuoteByLink.Input(secret, options.Count > 0 ? options : null), default);
        boreal.Portal.User = before;
        return result;
    }

    public static TestUser Nobody { get; } = new(null, "", [], ClientScope.Nobody);
}
