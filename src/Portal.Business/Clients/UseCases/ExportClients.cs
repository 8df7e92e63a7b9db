using System.Buffers;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Portal.Business.Clients.Import;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Clients.UseCases;

/// <summary>
/// Writes clients as CSV in the columns of the import, row by row as the database gives them. The file opens in spreadsheets
/// (UTF-8 with byte order mark, semicolons); cells that a spreadsheet would run as a formula are quoted with an apostrophe.
/// </summary>
public sealed class ExportClients(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, IStringLocalizer<ClientsText> texts)
{
    private static readonly SearchValues<char> Telephone = SearchValues.Create("+-0123456789 .()/");

    /// <param name="Output">Stays open.</param>
    /// <param name="OnlyHeadings">The empty file that an import can be prepared in.</param>
    public sealed record Input(ClientFilter Filter, Stream Output, bool OnlyHeadings = false);

    /// <summary>How many clients were written.</summary>
    public async Task<Result<int>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ClientsView))
        {
            return Refusal.Forbidden;
        }

        await using var csv = CsvWriter.Create(
            input.Output,
            new CsvWriterOptions { Separator = ';', WriteByteOrderMark = true, Injection = CsvInjection.Escape, InjectionCharacters = "=@\t\r" },
            leaveOpen: true);
        foreach (var column in ClientColumns.All)
        {
            csv.WriteField(ClientColumns.Heading(texts, column));
        }

        await csv.EndRecordAsync(ct);
        if (input.OnlyHeadings)
        {
            return 0;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var terms = await db.PaymentTerms.ToDictionaryAsync(t => t.Id, t => t.Code, ct);
        var positions = await db.FiscalPositions.ToDictionaryAsync(p => p.Id, p => p.Code, ct);
        var accounts = await db.GlAccounts.ToDictionaryAsync(a => a.Id, a => a.Number, ct);
        var count = 0;
        var clients = input.Filter.Apply(db.Clients.AsNoTracking().Include(c => c.Contacts).Include(c => c.Labels)).OrderBy(c => c.FoldedName).ThenBy(c => c.Id).AsAsyncEnumerable();
        await foreach (var client in clients.WithCancellation(ct))
        {
            foreach (var column in ClientColumns.All)
            {
                csv.WriteField(Guarded(Cell(client, column, terms, positions, accounts)));
            }

            await csv.EndRecordAsync(ct);
            count++;
        }

        return count;
    }

    private static string Cell(
        Client client, ClientColumn column, Dictionary<long, string> terms, Dictionary<long, string> positions, Dictionary<long, string> accounts)
    {
        var manager = client.Contacts.Find(c => c.Id == client.BillingManagerId);
        var copies = client.Contacts.Where(c => c.Id != client.BillingManagerId && c is { InvoicesByEmail: true, IsActive: true }).OrderBy(c => c.Id).ToList();
        return column switch
        {
            ClientColumn.Name => client.Name,
            ClientColumn.Kind => client.Kind == ClientKind.Person ? "person" : "company",
            ClientColumn.Siren => client.Numbers.Siren,
            ClientColumn.Siret => client.Numbers.Siret,
            ClientColumn.VatId => client.Numbers.VatId,
            ClientColumn.Neq => client.Numbers.Neq,
            ClientColumn.Gst => client.Numbers.Gst,
            ClientColumn.Qst => client.Numbers.Qst,
            ClientColumn.Language => client.Language,
            ClientColumn.Currency => client.Currency,
            ClientColumn.PaymentTerms => Code(terms, client.PaymentTermsId),
            ClientColumn.FiscalPosition => Code(positions, client.FiscalPositionId),
            ClientColumn.GlAccount => Code(accounts, client.DefaultGlAccountId),
            ClientColumn.PurchaseOrderRequired => client.PurchaseOrderRequired ? "1" : "0",
            ClientColumn.Phone => client.Phone,
            ClientColumn.Email => client.Email,
            ClientColumn.Line1 => client.BillingAddress.Line1,
            ClientColumn.Line2 => client.BillingAddress.Line2,
            ClientColumn.City => client.BillingAddress.City,
            ClientColumn.Region => client.BillingAddress.Region,
            ClientColumn.PostalCode => client.BillingAddress.PostalCode,
            ClientColumn.Country => client.BillingAddress.Country,
            ClientColumn.ManagerName => manager?.Name ?? "",
            ClientColumn.ManagerTitle => manager?.Title ?? "",
            ClientColumn.ManagerEmail => manager?.Email ?? "",
            ClientColumn.ManagerPhone => manager?.Phone ?? "",
            ClientColumn.Copy1Name => copies.ElementAtOrDefault(0)?.Name ?? "",
            ClientColumn.Copy1Email => copies.ElementAtOrDefault(0)?.Email ?? "",
            ClientColumn.Copy2Name => copies.ElementAtOrDefault(1)?.Name ?? "",
            ClientColumn.Copy2Email => copies.ElementAtOrDefault(1)?.Email ?? "",
            ClientColumn.Notes => client.Notes,
            ClientColumn.Labels => string.Join(", ", client.Labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => l.Name)),
            _ => throw new ArgumentOutOfRangeException(nameof(column), column, "This column is not exported."),
        };
    }

    /// <summary>A telephone number keeps its sign; other text that starts with one could be a formula.</summary>
    private static string Guarded(string cell) => cell is ['+' or '-', ..] && cell.AsSpan().ContainsAnyExcept(Telephone) ? "'" + cell : cell;

    private static string Code(Dictionary<long, string> codes, long? id) => id is { } known && codes.TryGetValue(known, out var code) ? code : "";
}
