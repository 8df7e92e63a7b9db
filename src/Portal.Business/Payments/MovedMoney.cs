using Portal.Business.Accounting;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Payments;

/// <summary>What holds for money received and for money given back alike.</summary>
internal static class MovedMoney
{
    /// <summary>What is said about it, and what the books need.</summary>
    public static IEnumerable<Refusal> CheckRest(string reference, string note, LegalEntity entity, BankBooks? books) =>
        [
            .. TooLong(reference, "Reference", Lengths.Name),
            .. TooLong(note, "Note", Lengths.Text),
            .. AccountingEntries.MissingForPayments(entity, books),
        ];

    public static IEnumerable<Refusal> CheckAmount(decimal amount)
    {
        if (amount <= 0)
        {
            yield return Refusal.Invalid("Payments.AmountOutOfRange").On("Amount");
        }
        else if (amount > Money.LargestAmount)
        {
            yield return Refusal.Invalid("Payments.AmountTooLarge", Money.LargestAmount).On("Amount");
        }
        else if (Money.Round(amount) != amount)
        {
            yield return Refusal.Invalid("Payments.TooManyDecimals").On("Amount");
        }
    }

    private static IEnumerable<Refusal> TooLong(string text, string field, int longest) =>
        text.Length > longest ? [Refusal.Invalid("Common.TooLong", field, longest).On(field)] : [];
}
