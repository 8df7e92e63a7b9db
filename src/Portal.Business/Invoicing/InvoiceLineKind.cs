namespace Portal.Business.Invoicing;

public enum InvoiceLineKind
{
    Priced,

    /// <summary>A title above the lines that follow it.</summary>
    Section,

    /// <summary>The sum of the lines since the last section or subtotal, before the document's discount.</summary>
    Subtotal,

    /// <summary>Text between the lines.</summary>
    Remark,
}

public static class Subtotals
{
    /// <summary>For each line, in their order: what a subtotal comes to; null for the other kinds.</summary>
    /// <param name="lines">With the net before the document's discount.</param>
    public static IReadOnlyList<decimal?> Of(IEnumerable<(InvoiceLineKind Kind, decimal Net)> lines)
    {
        var sum = 0m;
        return
        [
            .. lines.Select(line =>
            {
                var said = line.Kind == InvoiceLineKind.Subtotal ? sum : (decimal?)null;
                sum = line.Kind is InvoiceLineKind.Section or InvoiceLineKind.Subtotal ? 0 : sum + line.Net;
                return said;
            }),
        ];
    }
}
