using Portal.Business.Common;
using Portal.Business.Invoicing.UseCases;

namespace Portal.Web.Invoicing;

/// <summary>What fields of an invoice offer, in the words of the person.</summary>
internal static class InvoiceOptions
{
    public static IReadOnlyList<(long?, string)> Options(this IEnumerable<ShowInvoiceChoices.Choice> choices) =>
        [.. choices.Select(c => ((long?)c.Id, c.Name.In(Formats.Current.Culture.Name)))];

    public static IReadOnlyList<(long?, string)> PositionOptions(this ShowInvoiceChoices.Choices choices) =>
        [.. choices.Positions.Select(p => ((long?)p.Id, p.Name.In(Formats.Current.Culture.Name)))];

    public static IReadOnlyList<(long?, string)> AccountOptions(this ShowInvoiceChoices.Choices choices) =>
        [.. choices.Accounts.Select(a => ((long?)a.Id, $"{a.Code} {a.Name.In(Formats.Current.Culture.Name)}"))];
}

/// <summary>What somebody else saved while a proforma was edited.</summary>
/// <param name="Changes">What they changed since both started.</param>
internal sealed record InvoiceConflict(ShowInvoice.Shown Shown, IReadOnlyList<InvoiceMerge.Change> Changes)
{
    public int Version => Shown.Version;

    /// <summary>Null where the refusal is another one, or the proforma is gone.</summary>
    public static async Task<InvoiceConflict?> FindAsync(ShowInvoice show, long invoiceId, InvoiceFields start, Result refused)
    {
        if (refused.Refusal != Refusal.Stale || !(await show.RunAsync(new ShowInvoice.Input(invoiceId), default)).TryGet(out var shown))
        {
            return null;
        }

        return new InvoiceConflict(shown, InvoiceMerge.Changes(start, InvoiceFields.Of(shown)));
    }
}
