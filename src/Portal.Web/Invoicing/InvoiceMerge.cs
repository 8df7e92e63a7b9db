using Portal.Business.Invoicing;

namespace Portal.Web.Invoicing;

/// <summary>What two people changed on the same proforma, and both put together.</summary>
public static class InvoiceMerge
{
    /// <param name="Label">Key of the field's name; null for a line that came or went.</param>
    /// <param name="Line">From 1, in the later state; null for the head.</param>
    public sealed record Change(string? Label, int? Line, object? Before, object? After);

    private static readonly Part<InvoiceFields>[] Head =
    [
        new("Subject", f => f.Title ?? "", (f, v) => f.Title = (string?)v),
        new("BilledTo", f => f.BilledToId, (f, v) => f.BilledToId = (long?)v),
        new("PurchaseOrder", f => f.PurchaseOrder ?? "", (f, v) => f.PurchaseOrder = (string?)v),
        new("PaymentTerms", f => f.PaymentTermsId, (f, v) => f.PaymentTermsId = (long?)v),
        new("FiscalPosition", f => f.FiscalPositionId, (f, v) => f.FiscalPositionId = (long?)v),
        new("DeliveredTo", f => f.SiteId, (f, v) => f.SiteId = (long?)v),
        new("MessageAtBottom", f => f.Message ?? "", (f, v) => f.Message = (string?)v),
        new("SuppliedOn", f => f.SuppliedOn, (f, v) => f.SuppliedOn = (DateOnly?)v),
        new("PlannedOn", f => f.PlannedOn, (f, v) => f.PlannedOn = (DateOnly?)v),
        new("SendWhenIssued", f => f.SendWhenIssued, (f, v) => f.SendWhenIssued = v is true),
        new("RetentionPercent", f => f.RetentionPercent ?? 0, (f, v) => f.RetentionPercent = (decimal?)v),
        new("RetentionUntil", f => f.RetentionUntil, (f, v) => f.RetentionUntil = (DateOnly?)v),
        new("DocumentDiscount", f => f.Discount, (f, v) => (f.DiscountKind, f.DiscountValue) = (((DocumentDiscount)v!).Kind, ((DocumentDiscount)v).Value)),
    ];

    private static readonly Part<InvoiceLineFields>[] Line =
    [
        new("Description", l => l.Description ?? "", (l, v) => l.Description = (string)v!),
        new("Quantity", l => l.Quantity, (l, v) => l.Quantity = (decimal?)v),
        new("Unit", l => l.Unit ?? "", (l, v) => l.Unit = (string?)v),
        new("UnitPrice", l => l.UnitPrice, (l, v) => l.UnitPrice = (decimal?)v),
        new("DiscountPercent", l => l.DiscountPercent ?? 0, (l, v) => l.DiscountPercent = (decimal?)v),
        new("TaxCode", l => l.TaxCodeId, (l, v) => l.TaxCodeId = (long?)v),
        new("Account", l => l.GlAccountId, (l, v) => l.GlAccountId = (long?)v),
        new("PurchaseOrder", l => l.PurchaseOrder ?? "", (l, v) => l.PurchaseOrder = (string?)v),
        new("ServiceFrom", l => l.ServiceFrom, (l, v) => l.ServiceFrom = (DateOnly?)v),
        new("ServiceTo", l => l.ServiceTo, (l, v) => l.ServiceTo = (DateOnly?)v),
    ];

    /// <summary>What one has to know of the way from one state to the other.</summary>
    public static IReadOnlyList<Change> Changes(InvoiceFields from, InvoiceFields to)
    {
        var changes = Differences(Head, from, to, null).ToList();
        for (var i = 0; i < to.Lines.Count; i++)
        {
            var now = to.Lines[i];
            changes.AddRange(from.Lines.Find(l => l.Id == now.Id && l.Id is not null) is { } before
                ? Differences(Line, before, now, i + 1)
                : [new Change(null, i + 1, null, now.Description)]);
        }

        return [.. changes, .. from.Lines.Where(l => l.Id is not null && !to.Lines.Exists(t => t.Id == l.Id)).Select(l => new Change(null, null, l.Description, null))];
    }

    /// <summary>
    /// Theirs, with what I changed since we both started. Of a field that both changed, mine stands; a line that one changed and the
    /// other removed stays.
    /// </summary>
    public static InvoiceFields Of(InvoiceFields start, InvoiceFields mine, InvoiceFields theirs)
    {
        Apply(Head, start, mine, theirs);
        foreach (var line in theirs.Lines.ToList())
        {
            var before = start.Lines.Find(l => l.Id == line.Id);
            if (mine.Lines.Find(l => l.Id == line.Id) is { } own && before is not null)
            {
                Apply(Line, before, own, line);
            }
            else if (before is not null && !Differences(Line, before, line, null).Any())
            {
                theirs.Lines.Remove(line);
            }
        }

        foreach (var own in mine.Lines.Where(l => l.Id is null || !theirs.Lines.Exists(t => t.Id == l.Id)))
        {
            var before = start.Lines.Find(l => l.Id == own.Id && l.Id is not null);
            if (before is null || Differences(Line, before, own, null).Any())
            {
                theirs.Lines.Add(own);
            }
        }

        return theirs;
    }

    /// <summary>As it is now, whatever is typed on.</summary>
    public static InvoiceFields Copy(InvoiceFields fields)
    {
        var copy = new InvoiceFields();
        Apply(Head, copy, fields, copy);
        copy.Lines.AddRange(fields.Lines.Select(l => l.Copy()));
        return copy;
    }

    private static void Apply<T>(IEnumerable<Part<T>> parts, T start, T mine, T theirs)
    {
        foreach (var part in parts.Where(p => !Equals(p.Get(start), p.Get(mine))))
        {
            part.Set(theirs, part.Get(mine));
        }
    }

    private static IEnumerable<Change> Differences<T>(IEnumerable<Part<T>> parts, T from, T to, int? line) =>
        parts.Select(p => new Change(p.Label, line, p.Get(from), p.Get(to))).Where(c => !Equals(c.Before, c.After));

    private sealed record Part<T>(string Label, Func<T, object?> Get, Action<T, object?> Set);
}
