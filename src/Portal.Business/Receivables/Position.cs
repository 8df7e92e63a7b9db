namespace Portal.Business.Receivables;

/// <summary>Where one invoice or payment stood at the end of a day.</summary>
internal sealed class Position
{
    public required long LegalEntityId { get; init; }

    /// <summary>Who owes, or paid.</summary>
    public required long ClientId { get; init; }

    public required string Currency { get; init; }

    public required bool IsInvoice { get; init; }

    public required long Id { get; init; }

    public required string Number { get; init; }

    public required DateOnly On { get; init; }

    public required DateOnly DueOn { get; init; }

    public required decimal Total { get; init; }

    /// <summary>Owed by the client; below zero it stands to their credit.</summary>
    public required decimal Open { get; init; }

    /// <summary>Of what is open, what the client may hold back: not due yet.</summary>
    public required decimal Held { get; init; }

    /// <summary>The client contests it, as far as is known today.</summary>
    public required bool IsDisputed { get; init; }

    /// <summary>Instalments of an invoice that are at most so many days late: <see cref="Ageing.Limits"/>.</summary>
    public required decimal UpTo0 { get; init; }

    public required decimal UpTo30 { get; init; }

    public required decimal UpTo60 { get; init; }

    public required decimal UpTo90 { get; init; }
}

/// <summary>The positions of one account, summed by the database.</summary>
internal sealed class AccountSum
{
    public required long LegalEntityId { get; init; }

    public required long ClientId { get; init; }

    public required string Currency { get; init; }

    public required decimal Owed { get; init; }

    public required decimal Credit { get; init; }

    /// <summary>Of what is owed, on invoices that the client contests.</summary>
    public required decimal Disputed { get; init; }

    /// <summary>Of what is owed, what the client holds back.</summary>
    public required decimal Held { get; init; }

    public required decimal UpTo0 { get; init; }

    public required decimal UpTo30 { get; init; }

    public required decimal UpTo60 { get; init; }

    public required decimal UpTo90 { get; init; }

    public Ageing Ageing => Ageing.OfYounger(Owed, UpTo0, UpTo30, UpTo60, UpTo90);
}
