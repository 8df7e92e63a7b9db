using Portal.Business.Common;

namespace Portal.Business.Catalog;

/// <summary>When an invoice is due: one date, or several instalments.</summary>
public sealed class PaymentTerms : Entity, IVersioned, IAudited, IReferenceData
{
    public required string Code { get; set; }

    public required LocalText Name { get; set; }

    /// <summary>Their percentages add up to 100.</summary>
    public required IReadOnlyList<TermInstalment> Instalments { get; set; }

    /// <summary>Off the total for who pays early ("escompte"), in percent; null for none. Documents say it; nothing is booked by itself.</summary>
    public decimal? EarlyPercent { get; set; }

    /// <summary>Up to and including how many days after the issue date.</summary>
    public int? EarlyDays { get; set; }

    public bool IsActive { get; set; } = true;

    public int Version { get; private set; }

    /// <summary>What an invoice of a day says of early payment; null where nothing is given.</summary>
    public EarlyDiscount? EarlyOn(DateOnly issued) => EarlyPercent is { } percent && EarlyDays is { } days ? new(percent, issued.AddDays(days)) : null;

    /// <summary>Due dates and amounts, which add up to <paramref name="total"/> to the cent. No date is before the issue date.</summary>
    public IReadOnlyList<Instalment> DueOn(DateOnly issued, decimal total)
    {
        var amounts = Money.Split(total, [.. Instalments.Select(i => i.Percent)]);
        return [.. Instalments.Select((instalment, i) => new Instalment(instalment.DueOn(issued), amounts[i])).OrderBy(i => i.DueOn)];
    }
}

/// <summary>A share of the total and when it is due.</summary>
/// <param name="Percent">Of the total; 50 means half.</param>
/// <param name="Days">Days after the issue date.</param>
/// <param name="EndOfMonth">Then moved to the end of that month.</param>
/// <param name="DayOfNextMonth">And then to this day of the following month (30 days, end of month, the 10th); null for none.</param>
public sealed record TermInstalment(decimal Percent, int Days, bool EndOfMonth = false, int? DayOfNextMonth = null)
{
    public DateOnly DueOn(DateOnly issued)
    {
        var due = issued.AddDays(Days);
        if (EndOfMonth)
        {
            due = new DateOnly(due.Year, due.Month, DateTime.DaysInMonth(due.Year, due.Month));
        }

        if (DayOfNextMonth is { } day)
        {
            var next = new DateOnly(due.Year, due.Month, 1).AddMonths(1);
            due = next.AddDays(Math.Min(day, DateTime.DaysInMonth(next.Year, next.Month)) - 1);
        }

        return due;
    }
}

/// <summary>What is taken off the total for payment up to and including a day.</summary>
public sealed record EarlyDiscount(decimal Percent, DateOnly Until);

/// <summary>An amount and the day it is due.</summary>
public sealed record Instalment(DateOnly DueOn, decimal Amount);
