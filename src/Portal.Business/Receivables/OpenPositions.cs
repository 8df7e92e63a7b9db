using System.Linq.Expressions;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Payments;

namespace Portal.Business.Receivables;

/// <summary>
/// What was open at the end of a day, from what is dated up to it: documents issued, money received and not yet taken back, and what of
/// the money had been allocated. It looks at nothing that is stored as "now", so what happens later changes no earlier day. The same
/// rule runs in the database and over lists.
/// </summary>
internal sealed class OpenPositions(
    IQueryable<Invoice> invoices, IQueryable<Payment> payments, IQueryable<PaymentAllocation> allocations, IQueryable<WriteOff> writeOffs, IQueryable<Refund> refunds,
    IQueryable<RefundShare> refundShares, AsOf at)
{
    /// <summary>Of one legal entity.</summary>
    public static OpenPositions Of(PortalDbContext db, long legalEntityId, AsOf at) => new(
        db.Invoices.Where(i => i.LegalEntityId == legalEntityId), db.Payments.Where(p => p.LegalEntityId == legalEntityId), db.PaymentAllocations,
        db.WriteOffs.Where(w => w.LegalEntityId == legalEntityId), db.Refunds.Where(r => r.LegalEntityId == legalEntityId), db.RefundShares, at);

    /// <summary>Invoices and payments together: their sum is the balance of the account.</summary>
    public IQueryable<Position> All() => Invoices().Concat(Payments());

    /// <summary>Issued invoices less what was credited and paid by then.</summary>
    public IQueryable<Position> Invoices()
    {
        var (day, d30, d60, d90) = (at.Day, at.Day.AddDays(-30), at.Day.AddDays(-60), at.Day.AddDays(-90));
        var issued = invoices.Where(i => i.Kind == InvoiceKind.Invoice && i.Number != null && i.IssuedOn <= day);
        if (!at.IsPast)
        {
            issued = issued.Where(i => i.Balance != 0);
        }

        var notes = invoices.Where(i => i.Kind == InvoiceKind.CreditNote && i.Number != null && i.IssuedOn <= day);
        var active = Active();
        var given = WrittenOff();
        Expression<Func<Invoice, decimal, decimal, decimal, decimal, decimal, Position>> position = (i, held, from0, from30, from60, from90) => new Position
        {
            LegalEntityId = i.LegalEntityId,
            ClientId = i.BilledToId,
            Currency = i.Currency,
            IsInvoice = true,
            Id = i.Id,
            Number = i.Number!,
            On = i.IssuedOn!.Value,
            DueOn = i.DueOn!.Value,
            Total = i.Total,
            Open = i.Total - notes.Where(n => n.OriginalId == i.Id).Sum(n => n.Total) - active.Where(a => a.InvoiceId == i.Id).Sum(a => a.Amount)
                - given.Where(w => w.InvoiceId == i.Id).Sum(w => w.Amount),
            Held = held,
            IsDisputed = i.DisputedOn != null && i.DisputedOn <= day,
            UpTo0 = held + from0,
            UpTo30 = held + from30,
            UpTo60 = held + from60,
            UpTo90 = held + from90,
        };
        return issued.Select(Rules.Over<Invoice, Position>(
            position, InvoiceDue.Held(notes, day), InvoiceDue.From(day, day), InvoiceDue.From(d30, day), InvoiceDue.From(d60, day), InvoiceDue.From(d90, day)));
    }

    /// <summary>What no invoice had taken of the payments by then: below zero.</summary>
    public IQueryable<Position> Payments()
    {
        var received = Received();
        if (!at.IsPast)
        {
            received = received.Where(p => p.Unallocated != 0);
        }

        var active = Active();
        var kept = WrittenOff().Where(w => w.InvoiceId == null);
        var back = Refunded();
        return received.Select(p => new Position
        {
            LegalEntityId = p.LegalEntityId,
            ClientId = p.ClientId,
            Currency = p.Currency,
            IsInvoice = false,
            Id = p.Id,
            Number = p.Number,
            On = p.ReceivedOn,
            DueOn = p.ReceivedOn,
            Total = p.Amount,
            Open = active.Where(a => a.PaymentId == p.Id).Sum(a => a.Amount) + kept.Where(w => w.PaymentId == p.Id).Sum(w => w.Amount)
                + back.Where(s => s.PaymentId == p.Id).Sum(s => s.Amount) - p.Amount,
            Held = 0m,
            IsDisputed = false,
            UpTo0 = p.Amount,
            UpTo30 = p.Amount,
            UpTo60 = p.Amount,
            UpTo90 = p.Amount,
        });
    }

    public static IQueryable<AccountSum> Sum(IQueryable<Position> positions) => positions
        .GroupBy(p => new { p.LegalEntityId, p.ClientId, p.Currency })
        .Select(g => new AccountSum
        {
            LegalEntityId = g.Key.LegalEntityId,
            ClientId = g.Key.ClientId,
            Currency = g.Key.Currency,
            Owed = g.Sum(p => p.Open > 0 ? p.Open : 0m),
            Credit = g.Sum(p => p.Open < 0 ? -p.Open : 0m),
            Held = g.Sum(p => p.Open < p.Held ? p.Open > 0 ? p.Open : 0m : p.Held),
            Disputed = g.Sum(p => p.IsDisputed && p.Open > 0 ? p.Open : 0m),
            UpTo0 = g.Sum(p => p.Open <= 0 ? 0m : p.Open < p.UpTo0 ? p.Open : p.UpTo0),
            UpTo30 = g.Sum(p => p.Open <= 0 ? 0m : p.Open < p.UpTo30 ? p.Open : p.UpTo30),
            UpTo60 = g.Sum(p => p.Open <= 0 ? 0m : p.Open < p.UpTo60 ? p.Open : p.UpTo60),
            UpTo90 = g.Sum(p => p.Open <= 0 ? 0m : p.Open < p.UpTo90 ? p.Open : p.UpTo90),
        });

    private IQueryable<Payment> Received()
    {
        var day = at.Day;
        return payments.Where(p => p.ReceivedOn <= day && (p.ReversedOn == null || p.ReversedOn > day));
    }

    private IQueryable<WriteOff> WrittenOff()
    {
        var day = at.Day;
        return writeOffs.Where(w => w.WrittenOffOn <= day && (w.ReversedOn == null || w.ReversedOn > day));
    }

    /// <summary>By payment, what had been given back by then.</summary>
    private IQueryable<RefundShare> Refunded()
    {
        var day = at.Day;
        return from s in refundShares join r in refunds on s.RefundId equals r.Id where r.RefundedOn <= day && (r.ReversedOn == null || r.ReversedOn > day) select s;
    }

    /// <summary>
    /// What was made together with its payment is as old as the money; what a person allocated later holds from that day on. An invoice
    /// takes nothing before it is issued.
    /// </summary>
    private IQueryable<ActiveAllocation> Active()
    {
        var (day, ends) = (at.Day, at.Ends);
        return
            from a in allocations
            join p in Received() on a.PaymentId equals p.Id
            join i in invoices on a.InvoiceId equals i.Id
            where i.IssuedOn <= day && (a.CreatedAt == p.CreatedAt || a.CreatedAt < ends) && (a.UndoneAt == null || a.UndoneAt >= ends)
            select new ActiveAllocation { PaymentId = a.PaymentId, InvoiceId = a.InvoiceId, Amount = a.Amount };
    }

    private sealed class ActiveAllocation
    {
        public required long PaymentId { get; init; }

        public required long InvoiceId { get; init; }

        public required decimal Amount { get; init; }
    }
}
