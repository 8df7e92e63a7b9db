using Microsoft.AspNetCore.Components;
using Portal.Business.Payments.UseCases;

namespace Portal.Web.Payments;

public sealed partial class InvoiceShares
{
    [Parameter, EditorRequired]
    public IReadOnlyList<ListOpenInvoicesOfPayer.Row> Invoices { get; set; } = [];

    /// <summary>By invoice; changed in place.</summary>
    [Parameter, EditorRequired]
    public Dictionary<long, decimal> Shares { get; set; } = default!;

    [Parameter]
    public decimal Amount { get; set; }

    [Parameter]
    public string? Currency { get; set; }

    /// <summary>A person entered a share.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    /// <summary>Up to how much of an invoice's rest may be given up; zero offers it nowhere.</summary>
    [Parameter]
    public decimal WriteOffLimit { get; set; }

    /// <summary>Invoices whose rest is given up; changed in place.</summary>
    [Parameter]
    public HashSet<long>? WriteOffs { get; set; }

    private decimal RestOf(ListOpenInvoicesOfPayer.Row invoice) => ShareOf(invoice.Id) is { } share ? invoice.Balance - share : 0;

    private void Give(long invoiceId, bool on)
    {
        if (on)
        {
            WriteOffs?.Add(invoiceId);
        }
        else
        {
            WriteOffs?.Remove(invoiceId);
        }
    }

    private decimal Allocated => Shares.Values.Sum();

    private decimal Left => Math.Max(0, Amount) - Allocated;

    private decimal? ShareOf(long invoiceId) => Shares.TryGetValue(invoiceId, out var share) ? share : null;

    private Task SetAsync(long invoiceId, decimal? share)
    {
        if (share is { } value && value != 0)
        {
            Shares[invoiceId] = value;
        }
        else
        {
            Shares.Remove(invoiceId);
        }

        WriteOffs?.Remove(invoiceId);
        return Changed.InvokeAsync();
    }

    /// <summary>Oldest due first, as much as there is.</summary>
    public static void Distribute(IEnumerable<ListOpenInvoicesOfPayer.Row> invoices, decimal amount, Dictionary<long, decimal> shares)
    {
        shares.Clear();
        foreach (var invoice in invoices.TakeWhile(_ => amount > 0))
        {
            var share = Math.Min(amount, invoice.Balance);
            shares[invoice.Id] = share;
            amount -= share;
        }
    }
}
