using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Integrity;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.Documents;
using Portal.Business.JobFolders;
using Portal.Business.Payments;
using Portal.Business.Reminders;

namespace Portal.Business.Operations;

/// <summary>
/// Fills the database with many clients and issued invoices, for measuring and trying things out at size. Everything goes through
/// the entities' own rules, so what comes out passes <see cref="VerifyBooks"/>. The same numbers give the same data.
/// </summary>
public sealed class SeedLargeData(PortalDbContextFactory contexts, InvoiceDocuments documents, ICurrentUser user, TimeProvider clock)
{
    private const int Batch = 250;

    private static readonly string[] Trades = ["Imprimerie", "Boulangerie", "Garage", "Clinique", "Atelier", "Transport", "Plomberie", "Hôtel", "Librairie", "Menuiserie"];
    private static readonly string[] Places = ["du Fleuve", "des Érables", "Saint-Jean", "Bellevue", "du Vieux-Port", "Lafontaine", "des Alpes", "du Parc", "Beauséjour", "Montcalm"];
    private static readonly string[] Works = ["Entretien annuel", "Déplacement", "Remplacement d’une pièce", "Impression de dépliants", "Heures de soutien", "Installation", "Inspection"];

    /// <param name="Documents">Render and store each PDF too; without, <see cref="VerifyBooks"/> reports them missing.</param>
    /// <param name="Progress">Is told how many invoices are there.</param>
    public sealed record Input(int Clients, int Invoices, bool Documents = true, Action<int>? Progress = null);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.SettingsManage))
        {
            return Refusal.Forbidden;
        }

        List<long> clientIds;
        LegalEntity? entity;
        await using (var db = contexts.CreateDbContext())
        {
            entity = await db.LegalEntities.AsNoTracking().OrderBy(e => e.Id).FirstOrDefaultAsync(ct);
        }

        if (entity is null)
        {
            return Refusal.NotNow("Operations.NoLegalEntity");
        }

        clientIds = await AddClientsAsync(entity, input.Clients, ct);
        for (var from = 0; from < input.Invoices; from += Batch)
        {
            await AddInvoicesAsync(entity, clientIds, from, Math.Min(Batch, input.Invoices - from), input, ct);
            input.Progress?.Invoke(Math.Min(from + Batch, input.Invoices));
        }

        return Result.Done;
    }

    private async Task<List<long>> AddClientsAsync(LegalEntity entity, int count, CancellationToken ct)
    {
        var ids = new List<long>(count);
        for (var from = 0; from < count; from += 1000)
        {
            await using var db = contexts.CreateDbContext();
            for (var i = from; i < Math.Min(count, from + 1000); i++)
            {
                var manager = new Contact { Name = $"Responsable {i + 1}", Email = $"facturation{i + 1}@client{i + 1}.example" };
                var client = new Client(entity.Id, $"{Trades[i % 10]} {Places[i / 10 % 10]} {i + 1}", manager)
                {
                    Language = entity.Language,
                    Currency = entity.Currency,
                    BillingAddress = entity.Address with { Line1 = $"{i + 1}, rue Principale" },
                };
                db.Clients.Add(client.IndexForSearch());
                ids.Add(client.Id);
            }

            await db.SaveChangesAsync(ct);
        }

        return ids;
    }

    private async Task AddInvoicesAsync(LegalEntity entity, List<long> clientIds, int from, int count, Input input, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        var taxes = await TaxTable.LoadAsync(db, entity.Id, ct);
        var taxCodes = await db.TaxCodes.Where(c => c.LegalEntityId == entity.Id && c.IsActive && c.Components.Count > 0).OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(ct);
        var account = await db.GlAccounts.Where(a => a.LegalEntityId == entity.Id && a.Kind == GlAccountKind.Income).OrderBy(a => a.Number).Select(a => a.Id).FirstAsync(ct);
        var terms = await db.LateTerms.AsNoTracking().Where(t => t.LegalEntityId == entity.Id).OrderBy(t => t.From).ToListAsync(ct);
        var ids = Enumerable.Range(from, count).Select(i => clientIds[i * 7919 % clientIds.Count]).ToList();
        var clients = await db.Clients.AsNoTracking().Include(c => c.Contacts).Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var today = entity.DayOf(now);
        var earliest = await db.NumberSeries.Where(s => s.LegalEntityId == entity.Id && s.Document == NumberedDocument.Invoice).Select(s => s.LastDate).SingleAsync(ct);

        await using var transaction = await db.BeginWriteAsync(ct);
        for (var i = 0; i < count; i++)
        {
            var index = from + i;
            var client = clients[ids[i]];
            var day = today.AddDays(-(int)((long)(input.Invoices - index) * 700 / input.Invoices));
            day = day < earliest ? earliest.Value : day;
            var number = (await db.TakeNumberAsync(entity.Id, NumberedDocument.Invoice, day, ct)).Value;
            var jobNumber = (await db.TakeNumberAsync(entity.Id, NumberedDocument.Job, day, ct)).Value;
            var issuedAt = entity.ToUtc(day, new TimeOnly(9, 0));
            var job = new Job(entity.Id, client.Id, jobNumber, Works[index % Works.Length], entity.Currency, issuedAt);
            var invoice = new Invoice(InvoiceKind.Invoice, entity.Id, client.Id, client.Id, client.Language, entity.Currency, issuedAt);
            invoice.BelongTo(job.Id);
            for (var l = 0; l < 3; l++)
            {
                var line = new InvoiceLine { Source = InvoiceLineSource.Text };
                line.Set(new InvoiceLine.Values(
                    Works[(index + l) % Works.Length], 1 + ((index + l) % 5), "", 12.35m + ((index * 37 % 900) * (l + 1)), 0, taxCodes[0], account));
                invoice.AddLine(line);
            }

            invoice.Issue(number, day, issuedAt, InvoiceParties.Of(entity, client, client, late: LateTerm.On(terms, day)), taxes, null);
            StoredDocument? stored = null;
            if (input.Documents)
            {
                var file = await documents.RenderAsync(db, invoice, invoice.Parties!, ct);
                stored = StoredDocument.Generated(
                    SubjectRef.To(invoice), DocumentKinds.Invoice, 1, file, client.Id, DocumentVisibility.SharedWithClient, issuedAt);
                db.StoredDocuments.Add(stored);
            }

            AccountingEntries.AddForInvoice(db, invoice, entity);
            InvoiceSeals.Add(db, invoice, stored);
            invoice.HandOver(AccountingState.HandedOver);
            invoice.MarkSent(issuedAt);
            if (index % 10 < 8)
            {
                await PayAsync(db, entity, client, invoice, day.AddDays(index % 30), issuedAt, ct);
            }

            db.AddRange(job, invoice);
        }

        foreach (var transfer in db.AccountingTransfers.Local)
        {
            transfer.Succeed("seed", now);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task PayAsync(PortalDbContext db, LegalEntity entity, Client client, Invoice invoice, DateOnly day, DateTime at, CancellationToken ct)
    {
        var number = (await db.TakeNumberAsync(entity.Id, NumberedDocument.Payment, day, ct)).Value;
        var payment = new Payment(
            new NewPayment(entity.Id, client.Id, PaymentMethod.Transfer, invoice.Total, invoice.Currency, day, "", "", [], $"seed:{invoice.Id}"), number, at);
        payment.IndexForSearch(client.Name);
        payment.Allocate(invoice.Id, invoice.Total, at);
        invoice.Pay(invoice.Total);
        db.Payments.Add(payment);
        AccountingEntries.AddForPayment(db, payment, entity, client.Name);
        PaymentSeals.Add(db, payment, receipt: null);
    }
}
