using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Renewals;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Mail;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts.Renewals;

public sealed class AnnounceRenewalsTests
{
    [Theory, EachDatabase]
    public async Task Run_SixtyDaysBeforeTheDeadline_RaisesTheTaskAndTellsTheClientOnce(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        await scene.ContractAsync("C-1", new(2025, 8, 1), noticeDays: 30, noticeToClient: true);
        scene.GoTo(new(2026, 5, 1));
        Assert.Equal(0, (await scene.AnnounceAsync()).Raised);

        scene.GoTo(new(2026, 5, 2));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(scene.AnnounceAsync)));
        await scene.AnnounceAsync();

        var notice = Assert.Single(await NoticesAsync(scene));
        Assert.Equal((new DateOnly(2026, 7, 31), new DateOnly(2026, 7, 1)), (notice.EndsOn, notice.Deadline));
        var messages = await MessagesAsync(scene);
        Assert.Equal([RenewalMails.Staff, RenewalMails.Automatic], messages.Select(m => m.Kind).Order(StringComparer.Ordinal));
        var told = messages.Single(m => m.Kind == RenewalMails.Automatic);
        Assert.Equal("marie@erable.example", Assert.Single(told.Recipients).Address);
        Assert.Contains("1er juillet 2026", told.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", told.TextBody + told.Subject, StringComparison.Ordinal);
        Assert.Equal(told.Id, notice.MessageId);
    }

    [Theory, EachDatabase]
    public async Task Run_AfterTheDeadline_RaisesTheTaskButTellsNoClient(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        await scene.ContractAsync("C-1", new(2025, 3, 15), noticeDays: 30, noticeToClient: true);

        Assert.Equal((1, 0), await scene.AnnounceAsync() is var done ? (done.Raised, done.ClientsTold) : default);

        Assert.Equal([RenewalMails.Staff], (await MessagesAsync(scene)).Select(m => m.Kind));
    }

    [Theory, EachDatabase]
    public async Task Run_OfAFixedTerm_TellsOfItsEnd_AndOfATerminatedOneNothing(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        await scene.ContractAsync("C-1", new(2025, 4, 1), new(2026, 3, 31), noticeToClient: true);
        var over = await scene.ContractAsync("C-2", new(2025, 4, 1), new(2026, 3, 31), noticeToClient: true);
        await using (var db = scene.Portal.Open())
        {
            Boreal.Require((await db.Contracts.SingleAsync(c => c.Id == over.Id)).End(new(2026, 3, 20), "Moved away", null));
            await db.SaveChangesAsync();
        }

        await scene.AnnounceAsync();

        Assert.Single(await NoticesAsync(scene));
        Assert.Single(await MessagesAsync(scene), m => m.Kind == RenewalMails.FixedTerm);
    }

    [Theory, EachDatabase]
    public async Task Run_OfTheNextPeriod_AnnouncesAnew(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        await scene.ContractAsync("C-1", new(2025, 8, 1), noticeDays: 30);
        scene.GoTo(new(2026, 5, 2));
        await scene.AnnounceAsync();
        scene.GoTo(new(2027, 5, 2));
        await scene.AnnounceAsync();

        Assert.Equal([new(2026, 7, 31), new(2027, 7, 31)], (await NoticesAsync(scene)).Select(n => n.EndsOn).Order());
    }

    [Theory, EachDatabase]
    public async Task Notice_Handled_LeavesTheListOfOpenTasks(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        await scene.ContractAsync("C-1", new(2025, 4, 1), noticeDays: 10);
        await scene.AnnounceAsync();
        var row = Assert.Single(await OpenAsync(scene));
        Assert.Equal((new DateOnly(2026, 3, 31), new DateOnly(2026, 3, 21), 1200m), (row.EndsOn, row.Deadline, row.AnnualNet));

        Boreal.Require(await scene.Portal.Get<HandleRenewalNotice>().RunAsync(row.NoticeId!.Value, default));

        Assert.Empty(await OpenAsync(scene));
        Assert.Equal("Ada Admin", Assert.Single(await NoticesAsync(scene)).HandledByName);
    }

    private static async Task<IReadOnlyList<ListRenewals.Row>> OpenAsync(RenewalScene scene) =>
        Boreal.Value(await scene.Portal.Get<ListRenewals>().RunAsync(new(new PageRequest(), 90, OpenTasks: true), default)).Rows;

    private static async Task<List<ContractNotice>> NoticesAsync(RenewalScene scene)
    {
        await using var db = scene.Portal.Open();
        return await db.ContractNotices.AsNoTracking().ToListAsync();
    }

    private static async Task<List<OutgoingMessage>> MessagesAsync(RenewalScene scene)
    {
        await using var db = scene.Portal.Open();
        return await db.OutgoingMessages.AsNoTracking().OrderBy(m => m.Id).ToListAsync();
    }
}
