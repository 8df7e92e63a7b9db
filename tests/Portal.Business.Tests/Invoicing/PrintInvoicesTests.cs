using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Invoicing;

public sealed class PrintInvoicesTests
{
    [Theory, EachDatabase]
    public async Task Print_IssuedAndProforma_IsOneFileOfAllPages(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var ids = new[] { (await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 100))).Id, await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 100)) };
        using var file = new MemoryStream();

        var pages = Boreal.Value(await boreal.Portal.Get<PrintInvoices>().RunAsync(new PrintInvoices.Input(new ListInvoices.Filter(Ids: ids), "Factures", "fr-CA", file), default));

        Assert.Equal(2, pages);
        Assert.Equal("%PDF-1.7", System.Text.Encoding.ASCII.GetString(file.ToArray(), 0, 8));
        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<PrintInvoices>().RunAsync(new PrintInvoices.Input(new ListInvoices.Filter(Ids: ids), "Factures", "fr-CA", file), default)).Refusal);
    }
}
