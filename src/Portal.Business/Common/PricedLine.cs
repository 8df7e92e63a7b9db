namespace Portal.Business.Common;

/// <summary>What a line with a price must obey, on quotes, jobs and invoices alike.</summary>
public static class PricedLine
{
    public const decimal LargestQuantity = 9_999_999m;
    public const int LongestDescription = 2000;

    public static List<Refusal> Check(string description, decimal quantity, decimal unitPrice, decimal discountPercent)
    {
        var refusals = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(description))
        {
            refusals.Add(Refusal.Invalid("Common.Required").On("Description"));
        }
        else if (description.Length > LongestDescription)
        {
            refusals.Add(Refusal.Invalid("Common.TooLong", "Description", LongestDescription).On("Description"));
        }

        if (Money.RoundQuantity(quantity) <= 0)
        {
            refusals.Add(Refusal.Invalid("Common.QuantityNotPositive").On("Quantity"));
        }
        else if (quantity > LargestQuantity)
        {
            refusals.Add(Refusal.Invalid("Common.QuantityTooLarge", LargestQuantity).On("Quantity"));
        }

        if (discountPercent is < 0 or > 100)
        {
            refusals.Add(Refusal.Invalid("Common.DiscountOutOfRange").On("DiscountPercent"));
        }

        if (Math.Abs(unitPrice) > Money.LargestAmount || (quantity <= LargestQuantity && Math.Abs(quantity * unitPrice) > Money.LargestAmount))
        {
            refusals.Add(Refusal.Invalid("Common.AmountTooLarge", Money.LargestAmount).On("UnitPrice"));
        }

        return refusals;
    }
}
