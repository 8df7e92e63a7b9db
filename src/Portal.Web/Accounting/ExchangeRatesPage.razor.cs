using Microsoft.Extensions.Localization;
using Portal.Business.Accounting.Currencies.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Accounting;

/// <summary>What other currencies are worth in the books, day by day: entered one by one or imported.</summary>
public sealed partial class ExchangeRatesPage(
    ExchangeRateList List, SaveExchangeRate save, RemoveExchangeRate remove, ImportExchangeRates import, Toasts toasts,
    IStringLocalizer<AccountingPages> T)
{
    private static readonly Refusal TooLarge = Refusal.Invalid("Accounting.RatesTooLarge", ImportExchangeRates.Largest / 1024 / 1024);

    private DataTable<ListExchangeRates.Row>? table;
    private Result? result;
    private int? total;
    private bool adding;
    private bool importing;
    private DateOnly? on;
    private string books = "";
    private string? currency;
    private decimal? rate;
    private string? source;
    private bool inverse;

    private IReadOnlyList<(string Value, string Text)> BooksOptions => [.. (List.Last?.Books ?? []).Select(b => (b.Currency, b.Currency))];

    /// <summary>What the number means, in words: the two ways round are mixed up too easily.</summary>
    private string Says => inverse ? T["RateOf", books, "…", currency ?? "…"] : T["RateOf", currency ?? "…", "…", books];

    private void Count(int found)
    {
        total = found;
        books = books.Length > 0 ? books : List.Last?.Books.Count > 0 ? List.Last.Books[0].Currency : "";
    }

    /// <summary>A rate is of the day that it is for the company in whose books it counts.</summary>
    private DateOnly? TodayOf(string currency) => List.Last?.Books.FirstOrDefault(b => b.Currency == currency)?.Today;

    private void Add() => (adding, on) = (true, TodayOf(books));

    private void KeepIn(string currency)
    {
        on = on == TodayOf(books) ? TodayOf(currency) : on;
        books = currency;
    }

    private async Task<Result> SaveAsync()
    {
        var saved = await save.RunAsync(new(books, currency ?? "", on, rate, source ?? "", inverse), default);
        if (saved.Succeeded)
        {
            toasts.Say(T["RateSaved"]);
        }

        return saved;
    }

    private async Task<Result> RemoveAsync(IReadOnlyList<ListExchangeRates.Row> rows)
    {
        foreach (var row in rows)
        {
            var removed = await remove.RunAsync(new(row.Id, row.Version), default);
            if (!removed.Succeeded)
            {
                return removed;
            }
        }

        return Result.Done;
    }

    private async Task ImportAsync(DroppedFile file)
    {
        file.Content.Position = 0;
        var imported = await import.RunAsync(new(file.Content, books, inverse), default);
        result = imported;
        if (imported.TryGet(out var done))
        {
            toasts.Say(T["RatesImported", done.Added, done.Changed, done.Same]);
            await ReloadAsync();
        }
    }

    private async Task ReloadAsync()
    {
        (adding, importing) = (false, false);
        await (table?.ReloadAsync() ?? Task.CompletedTask);
    }
}
