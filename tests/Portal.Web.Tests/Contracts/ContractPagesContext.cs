using Microsoft.EntityFrameworkCore;
using Portal.Business.Contracts;
using Portal.Business.Contracts.UseCases;
using Portal.Web.Contracts;
using Portal.Web.Tests.Kit;

namespace Portal.Web.Tests.Contracts;

/// <summary>The pages of contracts, and contracts to show on them.</summary>
public abstract class ContractPagesContext : DemoPagesContext
{
    protected async Task<long> DraftAsync(ContractDelivery delivery = ContractDelivery.Proforma, int visits = 0)
    {
        var choices = (await Get<ShowContractChoices>().RunAsync(new ShowContractChoices.Input(ClientId), default)).Value;
        var head = new ContractForm { Title = "Printer care", StartsOn = choices.Today, Delivery = delivery }.ToHead();
        var line = new ContractLineForm { Description = "Care", Quantity = 12, UnitPrice = 50, TaxCodeId = choices.Usual.TaxCodeId, GlAccountId = choices.Usual.GlAccountId };
        if (visits > 0)
        {
            line.VisitsPerYear = visits;
            line.Months.UnionWith(Enumerable.Range(1, 12));
        }

        return (await Get<CreateContract>().RunAsync(new CreateContract.Input(Guid.NewGuid(), ClientId, null, head, [line.ToValues()]), default)).Value;
    }

    protected async Task ActivateAsync(long id)
    {
        await using var db = await OpenAsync();
        var version = await db.Contracts.Where(c => c.Id == id).Select(c => c.Version).SingleAsync();
        Assert.True((await Get<ActivateContractLines>().RunAsync(new ActivateContractLines.Input(id, version), default)).Succeeded);
    }
}
