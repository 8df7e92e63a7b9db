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
    public static Expression<Func<Invoice, decimal>> Held(IQueryable<Invoice> notes, DateOnly day) =>
        i => i.Retained - notes.Where(n => n.OriginalId == i.Id).Sum(n => n.Retained)
            - i.Releases.Where(r => r.ReleasedOn <= day && (r.ReversedOn == null || r.ReversedOn > day)).Sum(r => r.Amount);

    /// <summary>Instalments and releases that fall due on a day or later.</summary>
    /// <param name="asOf">With the releases as they stood at the end of this day; null: now.</param>
    public static Expression<Func<Invoice, decimal>> From(DateOnly day, DateOnly? asOf = null)
    {
        var seen = asOf ?? DateOnly.MaxValue;
        return i => i.Instalments.Where(t => t.DueOn >= day).Sum(t => t.Amount)
            + i.Releases.Where(r => r.ReleasedOn >= day && r.ReleasedOn <= seen && (r.ReversedOn == null || r.ReversedOn > seen)).Sum(r => r.Amount);
    }

    /// <summary>
    /// What is owed now that fell due before a day; zero or less where nothing is. Instalments are looked at only where one of them may be ahead: the last of an
    /// invoice of which nothing was released is due on its own day.
    /// </summary>
    public static Expression<Func<Invoice, decimal>> Overdue(DateOnly day) => Rules.Over<Invoice, decimal>(
        (Invoice i, decimal later) => i.Balance - i.Held - (i.DueOn < day && !i.Releases.Any() ? 0m : later), From(day));

    public static Expression<Func<Invoice, bool>> IsDueBefore(DateOnly day) => IsOverdue(Overdue(day));

    /// <summary>Of what is owed at all only: an index holds that, and it is little.</summary>
    public static Expression<Func<Invoice, bool>> IsOverdue(Expression<Func<Invoice, decimal>> overdue) =>
        Rules.Over<Invoice, bool>((Invoice i, decimal late) => i.Balance > 0 && i.Balance > i.Held && late > 0, overdue);

    /// <summary>Whether its oldest instalment or release that is open is of these days. What is held back is of no day, and so ahead of all.</summary>
    public static Expression<Func<Invoice, bool>> IsNextWithin(DateOnly? from, DateOnly? to)
    {
        static Expression<Func<Invoice, bool>> Before(DateOnly day) => Rules.Over<Invoice, bool>((Invoice i, decimal late) => late > 0, Overdue(day));
        Expression<Func<Invoice, bool>> before = from is { } first ? Before(first) : i => false;
        Expression<Func<Invoice, bool>> within = to is { } last ? Before(last.AddDays(1)) : i => true;
        return Rules.Over<Invoice, bool>((Invoice i, bool earlier, bool until) => !earlier && until, before, within);
    }

    /// <summary>Whether the day that it shows as due is one of these. Where nothing is to be paid, no instalment is looked at.</summary>
    public static Expression<Func<Invoice, bool>> IsShownWithin(DateOnly? from, DateOnly? to) => Rules.Over<Invoice, bool>(
        (Invoice i, bool next) => i.Balance > i.Held ? next : i.DueOn != null && (from == null || i.DueOn >= from) && (to == null || i.DueOn <= to), IsNextWithin(from, to));

    /// <summary>What is owed of instalments and releases of these days; what is held back is ahead of all.</summary>
    public static Expression<Func<Invoice, decimal>> OpenWithin(DateOnly? from, DateOnly? to)
    {
        Expression<Func<Invoice, decimal>> before = from is { } first ? Overdue(first) : i => 0m;
        Expression<Func<Invoice, decimal>> until = to is { } last ? Overdue(last.AddDays(1)) : i => i.Balance;
        return Rules.Over<Invoice, decimal>((Invoice i, decimal earlier, decimal all) => all - (earlier > 0 ? earlier : 0m), before, until);
    }

    /// <summary>Whether something is owed of an instalment or release of these days.</summary>
    public static Expression<Func<Invoice, bool>> IsOpenWithin(DateOnly? from, DateOnly? to) =>
        Rules.Over<Invoice, bool>((Invoice i, decimal open) => i.Balance > 0 && open > 0, OpenWithin(from, to));

    /// <summary>
    /// As <see cref="Invoice.NextDueOn"/>: the day of the oldest instalment or release that is open. They are added up only where something is to be paid and one may be
    /// due before the last, so that a list of many is sorted by it.
    /// </summary>
    public static Expression<Func<Invoice, DateOnly?>> Next { get; } = i => i.Balance <= i.Held || (!i.Instalments.Any(t => t.DueOn < i.DueOn) && !i.Releases.Any())
        ? i.DueOn
        : i.Instalments.Select(t => new { t.DueOn, t.Amount }).Concat(i.Releases.Where(r => r.ReversedOn == null).Select(r => new { DueOn = r.ReleasedOn, r.Amount }))
            .Where(p => i.Balance - i.Held > i.Instalments.Where(t => t.DueOn > p.DueOn).Sum(t => t.Amount)
                + i.Releases.Where(r => r.ReversedOn == null && r.ReleasedOn > p.DueOn).Sum(r => r.Amount))
            .Min(p => (DateOnly?)p.DueOn) ?? i.DueOn;
}
