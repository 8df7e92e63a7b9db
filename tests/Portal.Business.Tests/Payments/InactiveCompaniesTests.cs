using Microsoft.EntityFrameworkCore;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Payments;

public sealed class InactiveCompaniesTests
{
    [Theory, EachDatabase]
    public async Task Payment_OfferedFor_ActiveCompanies_AndOthersWhileTheyAreOwed(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var client = (await scene.ClientsAsync())[0];
        var invoice = await scene.IssueAsync(client, 140m);
        await using (var db = scene.Open())
        {
            (await db.LegalEntities.SingleAsync(e => e.Id == scene.QuebecId)).IsActive = false;
            await db.SaveChangesAsync();
        }

        Assert.Contains((await ListAsync()).Accounts, a => a.LegalEntityId == scene.QuebecId);
        await scene.RecordAsync(scene.Cheque(client, invoice.Total, new Share(invoice.Id, invoice.Total)));
        Assert.DoesNotContain((await ListAsync()).Accounts, a => a.LegalEntityId == scene.QuebecId);

        async Task<ListOpenInvoicesOfPayer.Listed> ListAsync() => Boreal.Value(await scene.Get<ListOpenInvoicesOfPayer>().RunAsync(new(client.Id), default));
    }
}
