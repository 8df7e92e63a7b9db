using System.Globalization;
using System.Text;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounting.Currencies.UseCases;

/// <summary>
/// Reads rates from a CSV file: day (2026-03-02), currency, rate, and where it comes from, separated by semicolons, commas or tabs; a row of
/// headings may come first. All of it, or nothing: a table with holes would be worse than none.
/// </summary>
public sealed class ImportExchangeRates(PortalDbContextFactory contexts, ICurrentUser user)
{
    public const int Largest = 2 * 1024 * 1024;
    private const int MostRows = 20_000;
    private const int MostSaid = 20;

    /// <inheritdoc cref="SaveExchangeRate.Input" />
    public sealed record Input(Stream File, string BookCurrency, bool IsInverse);

    /// <param name="Changed">There before, with another rate.</param>
    public sealed record Imported(int Added, int Changed, int Same);

    public async Task<Result<Imported>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.CatalogEdit))
        {
            return Refusal.Forbidden;
        }

        var (rates, problems) = (new Dictionary<(string, DateOnly), ReadRate>(), new List<Refusal>());
        using var reader = new StreamReader(input.File, Encoding.UTF8, leaveOpen: true);
        for (var row = 1; await reader.ReadLineAsync(ct) is { } line && problems.Count < MostSaid; row++)
        {
            var cells = line.Split(line.Contains('\t') ? '\t' : line.Contains(';') ? ';' : ',').Select(c => c.Trim().Trim('"').Trim()).ToArray();
            var day = DateOnly.TryParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) ? on : (DateOnly?)null;
            if (cells.All(c => c.Length == 0) || (row == 1 && day is null))
            {
                continue;
            }

            var amount = cells.Length > 2 && decimal.TryParse(cells[2].Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var typed) ? typed : (decimal?)null;
            var read = ReadRate.Of(input.BookCurrency, cells.ElementAtOrDefault(1) ?? "", day, amount, cells.ElementAtOrDefault(3) ?? "", input.IsInverse);
            if (!read.TryGet(out var rate) || rates.Count == MostRows)
            {
                problems.Add(Refusal.Invalid("Accounting.RateRow", row, Folding.Cut(line, 60)));
                continue;
            }

            rates[(rate.Currency, rate.On)] = rate;
        }

        if (problems.Count > 0 || rates.Count == 0)
        {
            return problems.Count > 0 ? Result<Imported>.Refused(problems) : Refusal.Invalid("Accounting.NoRatesInFile");
        }

        await using var db = contexts.CreateDbContext();
        var imported = await ReadRate.AddAsync(db, [.. rates.Values], ct);
        var saved = await db.TrySaveAsync(ct);
        return saved.Succeeded ? imported : Result<Imported>.Refused(saved.Refusals);
    }
}
