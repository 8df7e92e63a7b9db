using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.Timesheets;
using Portal.Pdf;

namespace Portal.Business.Helpdesk;

/// <summary>The ordered lines on which time is billed, of tickets and of other work.</summary>
internal static class TicketTimeLines
{
    public static JobLine OfWork(Product product, FiscalPosition? position, string language, string name, decimal hours, decimal rate, string purchaseOrder) => new JobLine
    {
        ProductId = product.Id,
        Description = $"{product.Name.In(language)} · {name}",
        Quantity = hours,
        Unit = product.Unit.In(language),
        UnitPrice = rate,
        TaxCodeId = position is null ? product.TaxCodeId : position.TaxCodeFor(product.TaxCodeId),
        GlAccountId = position is null ? product.GlAccountId : position.AccountFor(product.GlAccountId),
        PurchaseOrder = purchaseOrder,
    }.Priced();

    /// <summary>By the hour as it was ordered: its price, discount, taxes, account and purchase order.</summary>
    public static JobLine AsOrdered(JobLine order, string name, decimal hours, decimal rate, string unit) => new JobLine
    {
        ProductId = order.ProductId,
        Description = $"{Folding.Cut(order.Description.Split('\n')[0], 300)} · {name}",
        Quantity = hours,
        Unit = rate == order.UnitPrice ? order.Unit : unit,
        UnitPrice = rate,
        DiscountPercent = order.DiscountPercent,
        TaxCodeId = order.TaxCodeId,
        GlAccountId = order.GlAccountId,
        PurchaseOrder = order.PurchaseOrder,
    }.Priced();

    public static async Task<Dictionary<long, JobLine>> OrdersAsync(PortalDbContext db, List<TimeEntry> entries, CancellationToken ct)
    {
        var ids = entries.Select(e => e.OrderLineId).OfType<long>().Distinct().ToList();
        return ids.Count == 0 ? [] : await db.Set<JobLine>().AsNoTracking().Where(l => ids.Contains(l.Id)).ToDictionaryAsync(l => l.Id, ct);
    }

    /// <summary>What the line of an entry is called, in the client's language.</summary>
    public static async Task<Func<TimeEntry, string>> NamesAsync(PortalDbContext db, List<TimeEntry> entries, BillTicketTime.Grouping by, string language, CancellationToken ct)
    {
        if (by == BillTicketTime.Grouping.Day)
        {
            return e => Formats.For(language).Date(e.Day);
        }

        var ids = entries.Select(e => by == BillTicketTime.Grouping.Ticket ? e.TicketId!.Value : e.UserId).Distinct().ToList();
        var names = by == BillTicketTime.Grouping.Ticket
            ? await db.Tickets.Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => PrintableText.Kept($"{t.Number} {t.Title}"), ct)
            : await db.Users.Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, ct);
        return e => names[by == BillTicketTime.Grouping.Ticket ? e.TicketId!.Value : e.UserId];
    }
}
