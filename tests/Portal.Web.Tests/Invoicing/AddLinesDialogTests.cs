using Bunit;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Web.Invoicing;
using Portal.Web.Kit.Fields;
using Portal.Web.Tests.Kit;

namespace Portal.Web.Tests.Invoicing;

/// <summary>The window that adds several lines to a proforma.</summary>
public sealed class AddLinesDialogTests : KitContext
{
    private IReadOnlyList<InvoiceLineFields>? added;

    [Fact]
    public async Task Lines_OfProductAccountAndText_AreAddedTogether()
    {
        var dialog = Open(InvoiceLineSource.Product);
        await ChooseProductAsync(dialog);
        dialog.Find("[name='Added[0].Quantity']").Change("3");
        Another(dialog, 1).Click();
        dialog.Find("select[name='Added[1].Choice']").Change("70");
        dialog.Find("[name='Added[1].UnitPrice']").Change("12.50");
        Another(dialog, 2).Click();
        dialog.Find("[name='Added[2].Description']").Change("Delivered on Tuesday");

        await dialog.Find("form").SubmitAsync();

        Assert.Collection(
            added!,
            l => Assert.Equal((InvoiceLineSource.Product, (long?)7, "Poster", 3m, 40m, 71L), (l.Source, l.ProductId, l.Description, l.Quantity, l.UnitPrice, l.GlAccountId)),
            l => Assert.Equal((InvoiceLineSource.GlAccount, "Shipping", 1m, 12.5m, 70L), (l.Source, l.Description, l.Quantity, l.UnitPrice, l.GlAccountId)),
            l => Assert.Equal((InvoiceLineSource.Text, "Delivered on Tuesday", null), (l.Source, l.Description, l.UnitPrice)));
    }

    [Fact]
    public async Task TextLines_SeveralInTheWindow_AreAddedInTheirOrder_AndEmptyOnesLeftOut()
    {
        var dialog = Open(InvoiceLineSource.Text);
        dialog.Find("[name='Added[0].Description']").Change("First");
        Another(dialog, 2).Click();
        Another(dialog, 2).Click();
        dialog.Find("[name='Added[2].Description']").Change("Second");

        await dialog.Find("form").SubmitAsync();

        Assert.Equal(["First", "Second"], added!.Select(l => l.Description));
    }

    [Fact]
    public async Task Line_WithoutItsProduct_IsRefusedAtItsField_AndNothingIsLost()
    {
        var dialog = Open(InvoiceLineSource.Text);
        dialog.Find("[name='Added[0].Description']").Change("Kept");
        Another(dialog, 0).Click();
        dialog.Find("[name='Added[1].UnitPrice']").Change("5");

        await dialog.Find("form").SubmitAsync();

        Assert.Null(added);
        Assert.Equal("true", dialog.Find("input[role=combobox]").GetAttribute("aria-invalid"));
        Assert.Equal("Kept", dialog.Find("[name='Added[0].Description']").GetAttribute("value"));
    }

    [Fact]
    public void Window_ClosedAndOpenedAgain_HasWhatWasTyped()
    {
        var dialog = Open(InvoiceLineSource.Text);
        dialog.Find("[name='Added[0].Description']").Change("Not yet added");

        dialog.Render(p => p.Add(d => d.Open, false));
        dialog.Render(p => p.Add(d => d.Open, true));

        Assert.Equal("Not yet added", dialog.Find("[name='Added[0].Description']").GetAttribute("value"));
    }

    private static AngleSharp.Dom.IElement Another(IRenderedComponent<AddLinesDialog> dialog, int at) => dialog.FindAll(".row .button.small")[at];

    private static Task ChooseProductAsync(IRenderedComponent<AddLinesDialog> dialog)
    {
        var picker = dialog.FindComponent<PickerField<long?>>();
        return picker.InvokeAsync(() => picker.Instance.OnChosen.InvokeAsync(new Choice<long?>(7, "Poster")));
    }

    private IRenderedComponent<AddLinesDialog> Open(InvoiceLineSource first) => Render<AddLinesDialog>(p => p
        .Add(d => d.Choices, new ShowInvoiceChoices.Choices(new TaxTable([]), [], [], [], [new(70, "4200", new LocalText("Livraison", "Shipping"))], null, null, [], []))
        .Add(d => d.Accounts, [(70, "4200 Shipping")])
        .Add(d => d.FindProducts, (_, _) => Task.FromResult<IReadOnlyList<Choice<long?>>>([]))
        .Add(d => d.LineOf, id => new InvoiceLineFields { Source = InvoiceLineSource.Product, ProductId = id, Description = "Poster", UnitPrice = 40, GlAccountId = 71 })
        .Add(d => d.Language, "en")
        .Add(d => d.First, first)
        .Add(d => d.Open, true)
        .Add(d => d.OnAdd, lines => added = lines));
}
