using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Invoicing;

public sealed partial class InvoicePage(
    ShowInvoice show, ShowInvoiceHistory showHistory, ShowInvoiceChoices showChoices,
    IStringLocalizer<InvoicingPages> T, IStringLocalizer<InvoicingText> Texts)
{
    private ShowInvoice.Shown? view;
    private ShowInvoiceHistory.History? history;
    private ShowInvoiceChoices.Choices? choices;
    private Refusal? refusal;
    private InvoiceEditor? editor;

    [Parameter]
    public long Id { get; set; }

    private IReadOnlyList<(string, string)> Crumbs => view!.Work.JobId is { } job
        ? [(T["Invoices"], "/invoices"), (view.Work.JobNumber ?? "", $"/jobs/{job}")]
        : [(T["Invoices"], "/invoices")];

    private Status? Payment =>
        InvoiceWords.Payment(view!.Kind, view.Number is not null, view.Sums.Total, view.Sums.Paid, view.Sums.Credited, view.Sums.Balance, view.IsOverdue, T);

    /// <summary>The life of an invoice; that a proforma was sent is a step only while it is one.</summary>
    private IReadOnlyList<(InvoiceStatus? Status, string Text)> Life =>
    [
        .. (view!.Kind == InvoiceKind.CreditNote ? [InvoiceStatus.ReadyToSend, InvoiceStatus.Sent] : Enum.GetValues<InvoiceStatus>())
            .Where(s => s != InvoiceStatus.ProformaSent || view.Status == s).Select(s => ((InvoiceStatus?)s, Texts[$"InvoiceStatus.{s}"].Value)),
        .. view.Kind == InvoiceKind.CreditNote ? [] : new (InvoiceStatus?, string)[] { (null, T["Paid"]) },
    ];

    private int CurrentStep => view is { Kind: InvoiceKind.Invoice, Number: not null, Sums.Balance: <= 0 }
        ? Life.Count - 1
        : Life.Select(s => s.Status).ToList().IndexOf(view!.Status);

    protected override Task OnParametersSetAsync() => view?.Id == Id ? Task.CompletedTask : LoadAsync();

    private static string Count(int count) => Formats.Current.Quantity(count);

    /// <summary>With the choices too: lines that came in may be booked on other accounts.</summary>
    private Task LoadAnewAsync()
    {
        choices = null;
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var result = await show.RunAsync(new ShowInvoice.Input(Id), default);
        refusal = result.Refusal;
        if (!result.TryGet(out var found))
        {
            view = null;
            return;
        }

        history = (await showHistory.RunAsync(new ShowInvoiceHistory.Input(Id), default)).TryGet(out var shown) ? shown : null;
        if (found.May.Edit is null && (choices is null || view?.Id != Id))
        {
            long?[] chosen =
            [
                found.Head.FiscalPositionId, found.Head.PaymentTermsId, found.Head.SiteId,
                .. found.Lines.Select(l => l.Values.TaxCodeId), .. found.Lines.Select(l => l.Values.GlAccountId),
            ];
            choices = (await showChoices.RunAsync(new ShowInvoiceChoices.Input(found.Seller.Id, found.SoldTo.Id, [.. chosen.OfType<long>().Distinct()]), default))
                .TryGet(out var c) ? c : null;
        }

        view = found;
    }

    /// <summary>Before anything is done with a proforma: what was typed is saved, or stands there with its reasons.</summary>
    private async Task<Result<ShowInvoice.Shown>> SaveNowAsync()
    {
        if (editor is not null && view!.May.Edit is null && await editor.SaveNowAsync() is { Succeeded: false } refused)
        {
            return Result<ShowInvoice.Shown>.Refused(refused.Refusals);
        }

        return view!;
    }
}
