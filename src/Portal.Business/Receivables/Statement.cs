namespace Portal.Business.Receivables;

/// <summary>Which statement is wanted.</summary>
/// <param name="LegalEntityId">Null: the one that serves the client.</param>
/// <param name="Currency">Null: the client's.</param>
/// <param name="Day">Null: today.</param>
/// <param name="From">The first day of the movements to list; null lists what is open.</param>
public sealed record StatementWish(long ClientId, long? LegalEntityId = null, string? Currency = null, DateOnly? Day = null, DateOnly? From = null);

/// <summary>One of the accounts of a client: amounts of different ones are never added up.</summary>
public sealed record ClientAccount(long LegalEntityId, string LegalEntity, string Currency);

/// <summary>What a client owed one legal entity in one currency at the end of a day.</summary>
/// <param name="Items">Invoices with something open, oldest due first.</param>
/// <param name="Credits">Payments that no invoice took, or took too much of.</param>
/// <param name="More">Open invoices beyond those listed; the sums have them.</param>
/// <param name="Held">Of the balance, what the client holds back: not due yet.</param>
/// <param name="Period">What happened since a day; null for what is open.</param>
public sealed record Statement(
    long ClientId, string Client, ClientAccount Account, DateOnly Day, Ageing Ageing, decimal Credit, IReadOnlyList<StatementItem> Items,
    IReadOnlyList<StatementItem> Credits, int More, StatementPeriod? Period, decimal Held = 0)
{
    /// <summary>How many lines one statement lists at most.</summary>
    public const int Most = 1000;

    public decimal Balance => Ageing.Total - Credit;
}

/// <summary>An open invoice, or what is open of one of its instalments; a credit.</summary>
/// <param name="Open">Always positive.</param>
/// <param name="Instalment">Which of <paramref name="Instalments"/> it is, from 1; zero where the invoice has one only.</param>
public sealed record StatementItem(
    long Id, bool IsInvoice, string Number, DateOnly On, DateOnly DueOn, decimal Total, decimal Open, decimal Overdue, bool IsDisputed = false, decimal Held = 0, int Instalment = 0,
    int Instalments = 0);

public enum MovementKind
{
    Invoice,
    CreditNote,
    Payment,
    Reversal,
    Refund,
    RefundReversal,
    WriteOff,
    WriteOffReversal,
}

/// <param name="Amount">Above zero it adds to what the client owes.</param>
public sealed record Movement(MovementKind Kind, long Id, string Number, DateOnly On, decimal Amount);

/// <summary>Movements of a period between what was owed before and after.</summary>
/// <param name="Rows">In the order of their days.</param>
public sealed record StatementPeriod(DateOnly From, decimal Opening, IReadOnlyList<Movement> Rows)
{
    public decimal Closing => Opening + Rows.Sum(r => r.Amount);

    /// <summary>Each movement with the balance after it.</summary>
    public IEnumerable<(Movement Row, decimal Balance)> Running()
    {
        var balance = Opening;
        foreach (var row in Rows)
        {
            balance += row.Amount;
            yield return (row, balance);
        }
    }
}
