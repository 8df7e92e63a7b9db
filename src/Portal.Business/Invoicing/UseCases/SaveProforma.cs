using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>Saves the head and all lines of a proforma as they stand on the screen, in one save, and answers with its new version.</summary>
public sealed class SaveProforma(PortalDbContextFactory contexts, CompanyBooks books, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Version">The version that the user saw.</param>
    /// <param name="Lines">In their order.</param>
    public sealed record Input(long InvoiceId, int Version, Invoice.Head Head, IReadOnlyList<ProformaLines.Line> Lines);

    public async Task<Result<int>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var invoice = await db.Invoices.AsSplitQuery().Include(i => i.Lines).Include(i => i.Taxes).SingleOrDefaultAsync(i => i.Id == input.InvoiceId, ct);
        if (invoice is null)
        {
            return Refusal.NotFound;
        }

        // Said before anything else: what somebody else saved meanwhile would be counted against this.
        if (invoice.IsProforma && invoice.Version != input.Version)
        {
            return Refusal.Stale;
        }

        db.ExpectVersion(invoice, input.Version);
        var (now, net) = (clock.GetUtcNow().UtcDateTime, invoice.Net);
        var book = await books.GetAsync(db, invoice.LegalEntityId, ct);

        // A day that has passed since it was planned may stay: the invoice waits for what is missing.
        var late = input.Head.PlannedOn is { } day && day != invoice.PlannedOn && day < book.Entity.Today(clock);
        var isForOther = input.Head.BilledToId != invoice.BilledToId;
        var head = isForOther ? await ForPayerAsync(db, invoice, input.Head, ct) : input.Head;
        if (invoice.Edit(head) is { Succeeded: false } frozen)
        {
            return frozen.Refusal!;
        }

        List<long> deducted = [.. invoice.Lines.Select(l => l.DepositId).OfType<long>().Distinct()];
        var refusals = await ProformaLines.ApplyAsync(db, book, invoice, input.Lines, user, now, ct);
        if (refusals.Count == 0 && invoice.WhyNotDiscount() is { } noDiscount)
        {
            refusals.Add(noDiscount);
        }

        if (refusals.Count == 0)
        {
            refusals.AddRange(await DepositDeductions.AddOfTakenAsync(db, invoice, deducted, book.Taxes, ct));
        }

        if (!await ClientSites.MayNameAsync(db, input.Head.SiteId, invoice.ClientId, ct))
        {
            refusals.Add(Refusal.Invalid("Invoicing.UnknownSite").On(nameof(input.Head.SiteId)));
        }

        refusals.AddRange(Retention.Refusals(input.Head, invoice.IsDeposit, book.Entity, book.Entity.Today(clock)));
        if (late)
        {
            refusals.Add(Refusal.Invalid("Invoicing.IssueDayInThePast").On(nameof(input.Head.PlannedOn)));
        }

        if (refusals.Count > 0)
        {
            return Result<int>.Refused(refusals);
        }

        var clientName = await db.Clients.Where(c => c.Id == invoice.ClientId).Select(c => c.Name).SingleAsync(ct);
        invoice.Calculate(book.Taxes, invoice.PlannedOn ?? book.Entity.Today(clock));
        if (invoice is { IsDeposit: true, Deducted: not 0 } && await DepositDeductions.RecountAsync(db, invoice, book.Taxes, ct) is { Count: > 0 } over)
        {
            return Result<int>.Refused(over);
        }

        if (invoice.Net > net && await DepositRoom.AllowAsync(db, invoice, user, now, ct) is { } above)
        {
            return above;
        }

        invoice.IndexForSearch(clientName);
        invoice.TryToIssueAgain(isForOther);
        await UnsavedProforma.ForgetAsync(db, invoice.Id, user, ct);
        db.Touch(invoice);
        var saved = await db.TrySaveAsync(ct);
        return saved.Succeeded ? invoice.Version : saved.Refusal!;
    }

    /// <summary>Billed to somebody else, it is written in their language and due by their terms, unless terms were chosen in the same step.</summary>
    private static async Task<Invoice.Head> ForPayerAsync(PortalDbContext db, Invoice invoice, Invoice.Head head, CancellationToken ct)
    {
        if (await db.Clients.Where(c => c.Id == head.BilledToId).Select(c => new { c.Language, c.PaymentTermsId }).SingleOrDefaultAsync(ct) is not { } payer)
        {
            return head;
        }

        invoice.WriteIn(payer.Language);
        return head.PaymentTermsId == invoice.PaymentTermsId ? head with { PaymentTermsId = payer.PaymentTermsId } : head;
    }
}
