using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Banking.Reading;
using Portal.Business.Banking.UseCases;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Banking;

/// <summary>
/// Demonstration data: a bank account per company, and a small statement of each: a payment that names its invoice, one that nobody
/// knows, and charges.
/// </summary>
public sealed class DemoBank(PortalDbContextFactory contexts, SaveBankAccount save, ImportBankStatement import, TimeProvider clock)
{
    private static readonly CsvMapping Mapping = new() { Date = 0, Label = 1, Name = 2, Amount = 3, Mark = DecimalMark.Point };

    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        foreach (var entity in await db.LegalEntities.AsNoTracking().ToListAsync(ct))
        {
            var branch = entity.Bank.Transit.Split('-');
            var account = await save.RunAsync(
                new SaveBankAccount.Input(null, 0, new BankAccountFields
                {
                    LegalEntityId = entity.Id,
                    Name = entity.Bank.BankName,
                    Iban = entity.Bank.Iban,
                    Transit = branch[0],
                    Institution = branch.Length > 1 ? branch[1] : "",
                    Number = entity.Bank.Account,
                    Currency = entity.Currency,
                    GlAccountId = entity.BankAccountId,
                    JournalId = entity.BankJournalId,
                }), ct);
            using var file = new MemoryStream(Encoding.UTF8.GetBytes(await StatementAsync(db, entity, ct)));
            var imported = await import.RunAsync(new ImportBankStatement.Input(file, $"{entity.Today(clock):yyyy-MM}.csv", Must(account), Mapping, DryRun: false), ct);
            Must(imported);
        }
    }

    private async Task<string> StatementAsync(PortalDbContext db, LegalEntity entity, CancellationToken ct)
    {
        var invoice = await db.Invoices.Where(i => i.LegalEntityId == entity.Id && i.Kind == InvoiceKind.Invoice && i.Number != null && i.Balance > 0)
            .OrderByDescending(i => i.Balance).Select(i => new { i.Number, i.Balance, Payer = db.Clients.Where(c => c.Id == i.BilledToId).Select(c => c.Name).First() }).FirstOrDefaultAsync(ct);
        var day = entity.Today(clock).AddDays(-1);
        (string Label, string Name, decimal Amount)[] rows =
        [
            .. invoice is null ? [] : new[] { ($"Virement facture {invoice.Number}", invoice.Payer, invoice.Balance) },
            ("Virement reçu", "Boulangerie des Quais", 245.60m),
            ("Frais mensuels", entity.Bank.BankName, -14.95m),
        ];
        return "Date,Libellé,Nom,Montant\n" + string.Concat(rows.Select(r => string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd},{r.Label},\"{r.Name}\",{r.Amount:0.00}\n")));
    }

    private static T Must<T>(Result<T> result) => result.TryGet(out var value)
        ? value
        : throw new InvalidOperationException($"Demonstration data: {string.Join(", ", result.Refusals.Select(r => $"{r.Code} {r.Field}"))}");
}
