using Portal.Business.Banking.Reading;
using Portal.Business.Common;

namespace Portal.Business.Banking;

public enum BankLineState
{
    ToDo,
    Matched,
    Ignored,
}

/// <summary>
/// A movement of a bank account. What the bank said never changes; a person says what it is: a payment or several, a refund, a payment that
/// the bank took back, or nothing of ours. Each confirmation makes at most one payment.
/// </summary>
public sealed class BankLine : Entity, IVersioned, IAuditedPart
{
    private BankLine()
    {
    }

    public BankLine(BankStatement statement, KeyedLine keyed, DateTime now)
    {
        var line = keyed.Line;
        BankAccountId = statement.BankAccountId;
        LegalEntityId = statement.LegalEntityId;
        StatementId = statement.Id;
        Key = keyed.Key;
        Position = line.Row;
        BookedOn = line.BookedOn;
        ValueOn = line.ValueOn;
        Amount = line.Amount;
        Currency = statement.Currency;
        IsReversal = line.IsReversal;
        Name = Fit(line.Name, Data.Lengths.Name);
        Iban = Fit(line.Iban, 40);
        Label = Fit(line.Label, Data.Lengths.Text);
        EndToEndId = Fit(line.EndToEndId, Data.Lengths.Name);
        CreditorReference = Fit(line.CreditorReference, Data.Lengths.Name);
        BankReference = Fit(line.BankReference, Data.Lengths.Name);
        CreatedAt = now;
        SearchKey = Fit(Folding.Fold(Name, Iban, Label, EndToEndId, CreditorReference, BankReference), Data.Lengths.Text);
    }

    public long BankAccountId { get; private set; }

    public long LegalEntityId { get; private set; }

    public long StatementId { get; private set; }

    /// <summary>The database refuses a second line of the same account with it: <see cref="LineKeys"/>.</summary>
    [NotAudited]
    public string Key { get; private set; } = "";

    /// <summary>Its place in the file.</summary>
    public int Position { get; private set; }

    public DateOnly BookedOn { get; private set; }

    public DateOnly? ValueOn { get; private set; }

    /// <summary>Money that came is positive, money that left negative.</summary>
    public decimal Amount { get; private set; }

    public string Currency { get; private set; } = "";

    /// <summary>The bank takes an earlier movement back: a cheque that bounced, a returned debit.</summary>
    public bool IsReversal { get; private set; }

    /// <summary>Who paid, or was paid.</summary>
    public string Name { get; private set; } = "";

    public string Iban { get; private set; } = "";

    /// <summary>What the payer wrote, and what the bank adds.</summary>
    public string Label { get; private set; } = "";

    public string EndToEndId { get; private set; } = "";

    /// <summary>ISO 11649 ("RF…") or the bank's own.</summary>
    public string CreditorReference { get; private set; } = "";

    public string BankReference { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    public BankLineState State { get; private set; }

    /// <summary>The payments that it is: one, or several that came together, as cheques of one deposit.</summary>
    public List<BankLinePayment> Payments { get; } = [];

    /// <summary>The payment was made from this line; undoing takes it back. Otherwise it was there before.</summary>
    public bool MadePayment { get; private set; }

    public long? RefundId { get; private set; }

    /// <summary>The payment that this line takes back: a cheque that bounced, a returned debit.</summary>
    public long? ReversedPaymentId { get; private set; }

    /// <summary>Why it is ignored.</summary>
    public string Reason { get; private set; } = "";

    public string SettledBy { get; private set; } = "";

    public DateTime? SettledAt { get; private set; }

    /// <summary>How often it was settled: the payment of each time has a key of its own.</summary>
    [NotAudited]
    public int Rounds { get; private set; }

    [NotAudited]
    public string SearchKey { get; private set; } = "";

    public int Version { get; private set; }

    public bool IsCredit => Amount > 0;

    /// <summary><see cref="Payments.Payment.OnceKey"/> of the payment that this confirmation makes.</summary>
    public string OnceKey => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"bank:{Id}:{Rounds}");

    /// <summary>All that it says, for whoever looks for references.</summary>
    public string AllText => string.Join('\n', new[] { CreditorReference, EndToEndId, Label, Name }.Where(t => t.Length > 0));

    /// <summary>Null while nobody has settled it.</summary>
    public Refusal? WhyDone() => State switch
    {
        BankLineState.Matched => Refusal.Conflict("Banking.MatchedAlready", SettledBy),
        BankLineState.Ignored => Refusal.Conflict("Banking.IgnoredAlready", SettledBy),
        _ => null,
    };

    /// <param name="made">From this line, just now; else they were there before.</param>
    public Result MatchPayments(IReadOnlyList<long> paymentIds, bool made, ICurrentUser by, DateTime now)
    {
        if (!IsCredit)
        {
            return Refusal.Invalid("Banking.NotACredit");
        }

        var settled = Settle(BankLineState.Matched, by, now);
        if (settled.Succeeded)
        {
            Payments.AddRange(paymentIds.Select(id => new BankLinePayment(Id, id)));
            MadePayment = made;
        }

        return settled;
    }

    public Result MatchRefund(long refundId, ICurrentUser by, DateTime now)
    {
        var settled = SettleDebit(by, now);
        if (settled.Succeeded)
        {
            RefundId = refundId;
        }

        return settled;
    }

    public Result MatchReversal(long paymentId, ICurrentUser by, DateTime now)
    {
        var settled = SettleDebit(by, now);
        if (settled.Succeeded)
        {
            ReversedPaymentId = paymentId;
        }

        return settled;
    }

    public Result Ignore(string reason, ICurrentUser by, DateTime now)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return Refusal.Invalid("Banking.ReasonMissing").On("Reason");
        }

        var settled = Settle(BankLineState.Ignored, by, now);
        if (settled.Succeeded)
        {
            Reason = reason.Trim();
        }

        return settled;
    }

    /// <summary>It waits for a person again. Its payments have to be loaded.</summary>
    public void Reopen()
    {
        State = BankLineState.ToDo;
        Payments.Clear();
        (MadePayment, RefundId, ReversedPaymentId, Reason, SettledBy, SettledAt) = (false, null, null, "", "", null);
    }

    private Result SettleDebit(ICurrentUser by, DateTime now) => IsCredit ? Refusal.Invalid("Banking.NotADebit") : Settle(BankLineState.Matched, by, now);

    private Result Settle(BankLineState state, ICurrentUser by, DateTime now)
    {
        if (WhyDone() is { } done)
        {
            return done;
        }

        (State, SettledBy, SettledAt) = (state, by.Name, now);
        Rounds++;
        return Result.Done;
    }

    private static string Fit(string text, int longest) => Folding.Cut(Folding.Clean(text).Trim(), longest);
}

/// <summary>A payment that a line is.</summary>
public sealed class BankLinePayment : Entity, IAuditedPart
{
    private BankLinePayment()
    {
    }

    internal BankLinePayment(long lineId, long paymentId) => (BankLineId, PaymentId) = (lineId, paymentId);

    public long BankLineId { get; private set; }

    public long PaymentId { get; private set; }
}
