using System.Linq.Expressions;
using Portal.Business.Data;

namespace Portal.Business.Invoicing;

/// <summary>
/// What of an invoice is due when, as rules that the database runs. Instalments fall due on their days, what was released on the day of its release, and what is
/// held back on none. What was paid and credited settles the oldest first.
/// </summary>
internal static class InvoiceDue
{
    /// <summary>What the client held back at the end of a day: retained, less what credit notes and releases took of it by then.</summary>
    /// <param name="notes">Credit notes that were issued by then.</param>
    /// <param name="asOf">Null: now.</param>
    public static Expression<Func<Invoice, decimal>> Held(IQueryable<Invoice> notes, DateOnly? asOf)
    {
        var day = asOf ?? DateOnly.MaxValue;
        return i => i.Retained - notes.Where(n => n.OriginalId == i.Id).Sum(n => n.Retained)
            - i.Releases.Where(r => r.ReleasedOn <= day && (r.ReversedOn == null || r.ReversedOn > day)).Sum(r => r.Amount);
    }

    /// <summary>Instalments and releases that fall due on a day or later.</summary>
    /// <param name="asOf">With the releases as they stood at the end of this day; null: now.</param>
    public static Expression<Func<Invoice, decimal>> From(DateOnly day, DateOnly? asOf = null)
    {
        var seen = asOf ?? DateOnly.MaxValue;
        return i => i.Instalments.Where(t => t.DueOn >= day).Sum(t => t.Amount)
            + i.Releases.Where(r => r.ReleasedOn >= day && r.ReleasedOn <= seen && (r.ReversedOn == null || r.ReversedOn > seen)).Sum(r => r.Amount);
    }

    /// <summary>What is owed now that fell due before a day; zero or less where nothing is.</summary>
    public static Expression<Func<Invoice, decimal>> Overdue(DateOnly day) =>
        Rules.Over<Invoice, decimal>((Invoice i, decimal later) => i.Balance - i.Held - later, From(day));

    public static Expression<Func<Invoice, bool>> IsDueBefore(DateOnly day) => Rules.Over<Invoice, bool>((Invoice i, decimal overdue) => i.Balance > 0 && overdue > 0, Overdue(day));
}
