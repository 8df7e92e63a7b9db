using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>
/// Starts a deposit: a share or an amount of what a job orders, by tax code, or an amount for a client, who gets a job for it. It takes
/// no quantities: the invoice of the work bills them and deducts it. It is no more than the job has left for it (<see cref="DepositRoom"/>).
/// </summary>
public sealed class DraftDeposit(PortalDbContextFactory contexts, CompanyBooks books, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Percent">10 means 10 % of what the job orders; else <paramref name="Amount"/>.</param>
    /// <param name="Amount">Before tax, or with it.</param>
    /// <param name="TaxIncluded">Whether the taxes are in the amount.</param>
    /// <param name="LegalEntityId">Who sells where there is no job; null takes the client's usual company.</param>
    /// <param name="TaxCodeId">How it is taxed where the job orders nothing (<see cref="DepositTaxes"/>); null takes the only one that can be meant.</param>
    public sealed record Input(
        long? ClientId, long? JobId, decimal? Percent, decimal? Amount, bool TaxIncluded = false, long? LegalEntityId = null, long? TaxCodeId = null);

    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesEdit))
        {
            return Refusal.Forbidden;
        }

        if (Check(input) is { } invalid)
        {
            return invalid;
        }

        await using var db = contexts.CreateDbContext();
        var job = input.JobId is { } jobId ? await db.Jobs.Include(j => j.Lines).SingleOrDefaultAsync(j => j.Id == jobId, ct) : null;
        var clientId = job?.ClientId ?? input.ClientId;
        var client = await db.Clients.SingleOrDefaultAsync(c => c.Id == clientId, ct);
        if (client is null || (input.JobId is not null && job is null))
        {
            return Refusal.NotFound;
        }

        if (job is { IsFinished: true })
        {
            return Refusal.NotNow("Invoicing.JobIsFinished", job.Number);
        }

        if (!(await db.SellerAsync(client, job, input.LegalEntityId, ct)).TryGet(out var seller, out var sellsNothing))
        {
            return sellsNothing;
        }

        var (entity, taxes, _, _) = await books.GetAsync(db, seller.Id, ct);
        if (entity.DepositAccountId is not { } account)
        {
            return Refusal.NotNow("Accounting.NoDepositAccount", entity.Name);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(ct);
        if (job is null)
        {
            if (!(await db.TakeNumberAsync(entity.Id, NumberedDocument.Job, entity.DayOf(now), ct)).TryGet(out var jobNumber, out var noJob))
            {
                return noJob;
            }

            db.Jobs.Add(job = new Job(entity.Id, client.Id, jobNumber, client.Name, client.CurrencyWith(entity), now));
        }

        var invoice = Invoice.ForJob(client, job, job.TitleFor(client.Name), now);
        invoice.AskDeposit();
        long? tax = null;
        if (!DepositLines.SaysTax(job))
        {
            if (input.Percent is not null)
            {
                return Refusal.NotNow("Invoicing.JobOrdersNothing", job.Number).On(nameof(input.Percent));
            }

            if (!(await DepositTaxes.LoadAsync(db, entity.Id, invoice.FiscalPositionId, ct)).Take(input.TaxCodeId, entity.Name).TryGet(out var code, out var noTax))
            {
                return noTax;
            }

            tax = code;
        }

        var room = await DepositRoom.FindAsync(db, invoice, ct);
        var net = input is { Percent: null, TaxIncluded: true, Amount: { } gross } ? DepositLines.NetOf(gross, job, tax, taxes, entity.DayOf(now), room) : input.Amount;
        DepositLines.Add(invoice, job, account, input.Percent, net, tax, room);
        if (invoice.Lines.Count == 0)
        {
            return Refusal.NotNow("Invoicing.DepositIsNothing", (0m, invoice.Currency)).On(input.Percent is null ? nameof(input.Amount) : nameof(input.Percent));
        }

        if (await DepositRoom.AllowAsync(db, invoice, user, now, ct) is { } tooMuch)
        {
            return tooMuch.On(input.Percent is null ? nameof(input.Amount) : nameof(input.Percent));
        }

        if (!(await db.TakeNumberAsync(entity.Id, NumberedDocument.Proforma, entity.DayOf(now), ct)).TryGet(out var number, out var noNumber))
        {
            return noNumber;
        }

        if (await db.HoldOpenAsync(job, Refusal.NotNow("Invoicing.JobIsFinished", job.Number), ct) is { } notHeld)
        {
            return notHeld;
        }

        invoice.GiveProformaNumber(number);
        invoice.Calculate(taxes, entity.DayOf(now));
        invoice.IndexForSearch(client.Name);
        db.Invoices.Add(invoice);
        db.TimelineEntries.Add(new TimelineEntry(client.Id, job.Id, now, user, "Invoicing.DepositDrafted", nameof(Invoice), invoice.Id, number, (invoice.Total, invoice.Currency)));
        if (await db.TrySaveAsync(ct) is { Succeeded: false } lost)
        {
            return lost.Refusal!;
        }

        await transaction.CommitAsync(ct);
        return invoice.Id;
    }

    private static Refusal? Check(Input input) => input switch
    {
        { JobId: null, ClientId: null } => Refusal.Invalid("Common.Required").On(nameof(input.ClientId)),
        { Percent: null, Amount: null } => Refusal.Invalid("Common.Required").On(nameof(input.Amount)),
        { Percent: <= 0 or > 100 } => Refusal.Invalid("Invoicing.DepositPercentOutOfRange").On(nameof(input.Percent)),
        { Percent: null, Amount: { } amount } when amount <= 0 || amount > Money.LargestAmount || Money.Round(amount) != amount =>
            Refusal.Invalid("Invoicing.DepositAmountOutOfRange").On(nameof(input.Amount)),
        _ => null,
    };
}
