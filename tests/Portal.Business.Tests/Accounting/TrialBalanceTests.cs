using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Payments;
using Portal.Business.Tests.Payments;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Accounting;

public sealed class TrialBalanceTests
{
    [Theory, EachDatabase]
    public async Task Balance_OfAPeriod_OpensWithWhatCameBefore(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var payer = (await scene.ClientsAsync())[0];
        var first = await scene.IssueAsync(payer, 140m);
        scene.Clock.Advance(TimeSpan.FromDays(40));
        await scene.RecordAsync(scene.Cheque(payer, 100m, new Share(first.Id, 100m)));
        await scene.IssueAsync(payer, 140m);
        var april = new DateOnly(2026, 4, 1);

        var listed = (await scene.Get<ListTrialBalance>().RunAsync(new(new PageRequest(), scene.QuebecId, april, april.AddDays(29)), default)).Value;

        await using var db = scene.Open();
        var entity = await db.LegalEntities.SingleAsync(e => e.Id == scene.QuebecId);
        var receivable = listed.Page.Rows.Single(r => r.AccountId == entity.ReceivableAccountId);
        Assert.Equal((160.97m, 160.97m, 100m, 221.94m), (receivable.Opening, receivable.Debit, receivable.Credit, receivable.Closing));
        var bank = listed.Page.Rows.Single(r => r.AccountId == entity.BankAccountId);
        Assert.Equal((0m, 100m, 0m, 100m), (bank.Opening, bank.Debit, bank.Credit, bank.Closing));
        Assert.Equal([new ListTrialBalance.Sum("CAD", 0m, 260.97m, 260.97m, 0m)], listed.Sums);

        var year = (await scene.Get<ListTrialBalance>().RunAsync(new(new PageRequest(), scene.QuebecId), default)).Value;
        Assert.Equal(((DateOnly From, DateOnly To))(new(2026, 1, 1), new(2026, 12, 31)), (year.From, year.To));
        Assert.All(year.Page.Rows, r => Assert.Equal(0m, r.Opening));
        Assert.Equal("Accounting.PeriodEndsBeforeItStarts", (await scene.Get<ListTrialBalance>().RunAsync(new(new PageRequest(), scene.QuebecId, april, april.AddDays(-1)), default)).Refusal?.Code);
        scene.User = TestUser.With(Permissions.InvoicesView);
        Assert.Equal(Refusal.Forbidden, (await scene.Get<ListTrialBalance>().RunAsync(new(new PageRequest()), default)).Refusal);
    }
}
