using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Interventions.Planning;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Payments;
using Portal.Business.Tests.JobFolders;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Interventions;

/// <summary>What the office does with a visit from its page, without being on it.</summary>
public sealed class OfficeVisitTests
{
    [Theory, EachDatabase]
    public async Task BillingClerk_AttachesAPreparedInvoice_SendsItAndTakesThePayment(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        var invoice = await PreparedAsync(scene);
        AsRole(scene, DefaultRoles.BillingClerk);
        var seen = Boreal.Value(await scene.Portal.Get<ShowVisit>().RunAsync(scene.VisitId, default));
        Assert.Equal((new VisitMay(false, true, true, true), false), (seen.May, seen.MayDo));
        Assert.Equal([invoice], seen.Prepared.Select(p => p.Id));

        Boreal.Require(await AttachAsync(scene, invoice, send: false));
        Assert.False((await scene.Boreal.FindAsync(invoice)).IsIssued);
        Boreal.Require(await AttachAsync(scene, invoice, send: true));
        var pay = new PayVisit.Input(scene.VisitId, Guid.NewGuid(), PaymentMethod.Cash, 114.98m, "");
        Boreal.Value(await scene.Portal.Get<PayVisit>().RunAsync(pay, default));
        Boreal.Value(await scene.Portal.Get<PayVisit>().RunAsync(pay, default));

        Assert.Equal((invoice, 0m), ((await scene.ReadAsync()).InvoiceId, (await scene.Boreal.FindAsync(invoice)).Balance));
        Assert.Equal(Refusal.Forbidden, (await scene.StartAsync()).Refusal);
    }

    [Theory, EachDatabase]
    public async Task BilledVisit_CalledOff_LeavesItsInvoice_AndADepositIsNoInvoiceOfIt(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        var invoice = await PreparedAsync(scene);
        await scene.Boreal.JobLineAsync(scene.Request.JobId, 1, 500);
        var deposit = Boreal.Value(await scene.Portal.Get<DraftDeposit>().RunAsync(new DraftDeposit.Input(null, scene.Request.JobId, null, 50), default));

        Assert.Equal([invoice], Boreal.Value(await scene.Portal.Get<ShowVisit>().RunAsync(scene.VisitId, default)).Prepared.Select(p => p.Id));
        Assert.Equal(Refusal.NotFound, (await AttachAsync(scene, deposit, send: false)).Refusal);
        var attach = new AttachVisitInvoice.Input(scene.VisitId, Guid.NewGuid(), invoice, Send: false, PurchaseOrder: "BC-12");
        Boreal.Require(await scene.Portal.Get<AttachVisitInvoice>().RunAsync(attach, default));
        Assert.Equal("BC-12", (await scene.Boreal.FindAsync(invoice)).PurchaseOrder);

        Boreal.Require(await scene.Portal.Get<CallOffVisit>().RunAsync(new CallOffVisit.Input(scene.VisitId, (await scene.ReadAsync()).Version, "Client absent"), default));

        Assert.Null((await scene.ReadAsync()).InvoiceId);
        Assert.Equal("Interventions.OtherInvoiceMeanwhile", (await scene.Portal.Get<AttachVisitInvoice>().RunAsync(attach, default)).Refusal?.Code);
        await using var db = scene.Portal.Open();
        Assert.Equal(1, await db.TimelineEntries.CountAsync(e => e.What == "Interventions.InvoiceLeft" && e.SubjectId == scene.VisitId));
        Assert.Equal(InvoiceStatus.ProformaInPreparation, (await scene.Boreal.FindAsync(invoice)).Status);
    }

    [Theory, EachDatabase]
    public async Task TechnicianOfAnotherVisit_BillsItNot_AndDispatchTakesNoMoney(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        var invoice = await PreparedAsync(scene);

        scene.As(await scene.Boreal.TechnicianAsync("Paul Autre"));
        Assert.Equal(Refusal.Forbidden, (await AttachAsync(scene, invoice, send: true)).Refusal);
        AsRole(scene, DefaultRoles.Dispatcher);
        Assert.Equal(Refusal.Forbidden, (await AttachAsync(scene, invoice, send: false)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await scene.Portal.Get<PayVisit>().RunAsync(new(scene.VisitId, Guid.NewGuid(), PaymentMethod.Cash, 1m, ""), default)).Refusal);
        Assert.Null((await scene.ReadAsync()).InvoiceId);
        Assert.True(Boreal.Value(await scene.Portal.Get<ShowVisit>().RunAsync(scene.VisitId, default)).May.Plan);
    }

    [Theory, EachDatabase]
    public async Task PlanOfAVisit_AsItsPageShowsIt_MovesIt(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        AsRole(scene, DefaultRoles.Dispatcher);
        var plan = Boreal.Value(await scene.Portal.Get<ShowVisit>().RunAsync(scene.VisitId, default)).Plan;
        Assert.Equal((scene.LeadId, scene.HelperId, true), (plan.TechnicianId, plan.Crew.Single(), plan.IsMovable));
        var (day, from, minutes) = VisitTimes.Local(scene.Boreal.Entity, plan.StartsAt, plan.EndsAt);
        var wish = new VisitWish(scene.HelperId, day.AddDays(2), from, minutes, [], null);

        var moved = Boreal.Value(await scene.Portal.Get<MoveVisit>().RunAsync(new MoveVisit.Input(scene.VisitId, plan.Version, wish, Notify: true), default));
        Assert.Equal(Refusal.Stale, (await scene.Portal.Get<MoveVisit>().RunAsync(new MoveVisit.Input(scene.VisitId, plan.Version, wish), default)).Refusal);

        Assert.Equal(1, moved.Told.Messages);
        Assert.Equal((plan.StartsAt.AddDays(2), scene.HelperId), ((await scene.ReadAsync()).StartsAt, (await scene.ReadAsync()).TechnicianId));
    }

    private static void AsRole(VisitScene scene, string role) => scene.Portal.User = new TestUser(null, role, DefaultRoles.Grants[role].ToHashSet(), ClientScope.Everyone);

    private static async Task<Result> AttachAsync(VisitScene scene, long invoice, bool send) =>
        await scene.Portal.Get<AttachVisitInvoice>().RunAsync(new AttachVisitInvoice.Input(scene.VisitId, Guid.NewGuid(), invoice, send), default);

    /// <summary>100 before tax, a proforma in the job of the visit.</summary>
    private static async Task<long> PreparedAsync(VisitScene scene)
    {
        scene.AsAdministrator();
        await scene.Boreal.JobLineAsync(scene.Request.JobId, 1, 100);
        return Boreal.Value(await scene.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, scene.Request.JobId), default));
    }
}
