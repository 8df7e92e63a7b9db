using Portal.Business.Common;

namespace Portal.Business.Invoicing;

public enum DiscountKind
{
    Percent,
    Amount,
}

/// <summary>
/// A discount on a whole document (EN 16931: document-level allowance). It is cut into a share per line in proportion to the lines'
/// nets, so each tax, account and credited part carries its own: see docs/invoicing.md.
/// </summary>
/// <param name="Value">10 means 10 % or 10.00 in the document's currency; 0 is no discount.</param>
public readonly record struct DocumentDiscount(DiscountKind Kind, decimal Value)
{
    public static DocumentDiscount None => default;

    public bool IsNone => Value == 0;

    public DocumentDiscount Rounded() => this with { Value = Kind == DiscountKind.Percent ? Money.RoundPercent(Value) : Money.Round(Value) };

    /// <summary>What it comes to, to the cent: never below zero nor above <paramref name="sum"/>, the sum of the lines' nets.</summary>
    public decimal Of(decimal sum) =>
        sum <= 0 ? 0 : Math.Clamp(Kind == DiscountKind.Percent ? Money.Round(sum * Value / 100m) : Money.Round(Value), 0, sum);

    /// <summary>The share of each line; they add up to <see cref="Of"/> to the cent, as each is cut from the running total.</summary>
    public IReadOnlyList<decimal> Shares(IReadOnlyList<decimal> lineNets) =>
        Of(lineNets.Sum()) is var amount and not 0 ? Money.Split(amount, lineNets) : new decimal[lineNets.Count];

    /// <param name="sum">Of the lines' nets.</param>
    public Refusal? WhyNot(decimal sum) =>
        Value < 0 || (Kind == DiscountKind.Percent && Value > 100) ? Refusal.Invalid("Common.DiscountOutOfRange").On(nameof(Invoice.Head.Discount))
        : Kind == DiscountKind.Amount && Value > 0 && Value > sum ? Refusal.Invalid("Invoicing.DiscountAboveLines", sum).On(nameof(Invoice.Head.Discount))
        : null;
}
