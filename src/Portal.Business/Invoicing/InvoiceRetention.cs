using Portal.Business.Accounting.Currencies;
using Portal.Business.Common;
using Portal.Business.Companies;

namespace Portal.Business.Invoicing;

/// <summary>What the client holds back of it until a day.</summary>
public sealed partial class Invoice
{
    /// <summary>Of the total, tax included; 5 means 5 %. Zero: nothing is held back.</summary>
    public decimal RetentionPercent { get; private set; }

    /// <summary>The day on which what is held back falls due; null on a proforma: a year after it is issued.</summary>
    public DateOnly? RetentionUntil { get; private set; }

    /// <summary>The day on which it is released by itself: as on the document, until a release is taken back; null leaves it to a person.</summary>
    public DateOnly? HeldUntil { get; private set; }

    /// <summary>Held back at issue; on a credit note, what of its total lowers what is held back of its original.</summary>
    public decimal Retained { get; private set; }

    /// <summary>Still held back: part of the balance, and never more than that.</summary>
    public decimal Held { get; private set; }

    /// <summary><see cref="Retained"/> in the books: at the rate of the issue; of a credit note, what it takes of that of its original.</summary>
    public decimal BookRetained { get; private set; }

    /// <summary><see cref="Held"/> in the books: part of <see cref="BookBalance"/>, and zero with it.</summary>
    public decimal BookHeld { get; private set; }

    public List<RetentionRelease> Releases { get; } = [];

    /// <summary>What may be paid and reminded of: the balance without what is held back.</summary>
    public decimal Payable => Balance - Held;

    /// <summary>What the invoice shows as held back: decided at issue, foreseen before.</summary>
    public decimal RetentionShown => IsIssued ? Retained : Retention.Of(Total, RetentionPercent);

    /// <summary>What a credit of an amount does: the held-back part falls in proportion, and to the balance where that is less.</summary>
    /// <param name="WriteOffsUndone">Small differences that are owed again, because the credit is more than what is owed.</param>
    /// <param name="Freed">Paid and not needed any more.</param>
    public readonly record struct AfterCredit(decimal Balance, decimal Held, decimal WriteOffsUndone, decimal Freed);

    public AfterCredit WouldCredit(decimal amount)
    {
        var (balance, left) = (Balance - amount, Total - Credited);
        var held = Math.Max(0, Math.Min(balance, Held - (left == 0 ? 0 : Money.Round(Held * amount / left))));
        var undone = balance < 0 ? WrittenOff : 0;
        return new AfterCredit(Math.Max(0, balance + undone), held, undone, Math.Max(0, -balance - undone));
    }

    /// <summary>Makes all or part of what is held back due.</summary>
    /// <param name="amount">Null: all of it.</param>
    /// <param name="made">How many releases it has had, taken back or not.</param>
    internal Result<RetentionRelease> Release(LegalEntity entity, decimal? amount, string reason, int made, DateOnly day, DateTime now)
    {
        var wanted = amount ?? Held;
        if (Held <= 0)
        {
            return Refusal.NotNow("Invoicing.NothingHeld", DisplayNumber);
        }

        if (wanted <= 0 || wanted > Held || Money.Round(wanted) != wanted)
        {
            return Refusal.Invalid("Invoicing.MoreThanHeld", DisplayNumber, (Held, Currency)).On("Amount");
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return Refusal.Invalid("Common.Required").On("Reason");
        }

        // Where nothing else is owed, the day it is due is that of the release.
        DueOn = Payable <= 0 ? day : DueOn;
        var book = Conversion.Share(BookHeld, wanted, Held);
        (Held, BookHeld) = (Held - wanted, BookHeld - book);
        var release = new RetentionRelease(this, entity, made + 1, wanted, book, reason, day, now);
        Releases.Add(release);
        return release;
    }

    /// <summary>Holds back again what was released and is not paid.</summary>
    /// <param name="until">Null: until a person releases it.</param>
    /// <param name="lastInstalment">The day the rest was due.</param>
    internal Result TakeBack(RetentionRelease release, string reason, DateOnly? until, DateOnly lastInstalment, DateOnly day, DateTime now)
    {
        if (until <= day)
        {
            return Refusal.Invalid("Invoicing.HeldUntilPast", day).On("Until");
        }

        if (release.ReversedOn is null && release.Amount > Payable)
        {
            return Refusal.NotNow("Invoicing.ReleaseIsPaid", DisplayNumber, (Payable, Currency));
        }

        var reversed = release.Reverse(reason, day, now);
        if (reversed.Succeeded)
        {
            (Held, BookHeld, HeldUntil) = (Held + release.Amount, BookHeld + release.BookAmount, until);
            var others = Releases.Where(r => r.ReversedOn is null).ToList();
            DueOn = Payable > 0 && Payable <= others.Sum(r => r.Amount) ? others.Max(r => r.ReleasedOn) : lastInstalment;
            release.HeldAgain(DueOn, until);
        }

        return reversed;
    }

    private Refusal? WhyNotPayable(decimal amount) =>
        amount > 0 && amount <= Payable ? null
        : amount > 0 && amount <= Balance ? Refusal.Invalid("Invoicing.IsHeldBack", DisplayNumber, (Payable, Currency), (Held, Currency))
        : Refusal.Invalid("Invoicing.MoreThanBalance", DisplayNumber, (Payable, Currency));
}
