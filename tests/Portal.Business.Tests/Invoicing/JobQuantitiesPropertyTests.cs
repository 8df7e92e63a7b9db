using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Invoicing;

/// <summary>Whatever is done with the invoices of a job: to invoice = ordered − invoiced + given back, never below zero without the permission.</summary>
public sealed class JobQuantitiesPropertyTests
{
    private const decimal Ordered = 10;

    [Theory, EachDatabase]
    public async Task ToInvoice_AfterAnyProformasIssuesDeletionsAndCredits_IsWhatIsLeft(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        boreal.Portal.User = TestUser.With(
            Permissions.InvoicesEdit, Permissions.InvoicesView, Permissions.InvoicesIssue, Permissions.InvoicesDelete, Permissions.InvoicesCredit);
        var sequences = Steps().Sample(12, 10);
        var n = 0;
        foreach (var steps in sequences)
        {
            var (jobId, lineId) = await JobAsync(boreal, ++n);
            var (proformas, issued, expected) = (new List<(long Id, decimal Quantity)>(), new List<(long Id, decimal Left)>(), 0m);
            foreach (var (kind, quantity, back) in steps)
            {
                switch (kind)
                {
                    case 0:
                        var drafted = await boreal.Portal.Get<DraftInvoice>().RunAsync(new(null, jobId, [new DraftInvoice.LineQuantity(lineId, quantity)]), default);
                        Assert.Equal(expected + quantity <= Ordered, drafted.Succeeded);
                        if (drafted.TryGet(out var id))
                        {
                            proformas.Add((id, quantity));
                            expected += quantity;
                        }

                        break;
                    case 1 when proformas.Count > 0:
                        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new(proformas[0].Id), default));
                        issued.Add(proformas[0]);
                        proformas.RemoveAt(0);
                        await HandedOverAsync(boreal, issued[^1].Id);
                        break;
                    case 2 when proformas.Count > 0:
                        Boreal.Require(await boreal.Portal.Get<DeleteProforma>().RunAsync(new(proformas[0].Id, (await boreal.FindAsync(proformas[0].Id)).Version), default));
                        expected -= proformas[0].Quantity;
                        proformas.RemoveAt(0);
                        break;
                    case 3 when issued.Count > 0:
                        var (invoiceId, left) = issued[0];
                        var invoice = await boreal.FindAsync(invoiceId);
                        var credited = await boreal.Portal.Get<CreditInvoice>().RunAsync(
                            new(invoiceId, invoice.Version, [new CreditInvoice.LineQuantity(invoice.Lines[0].Id, quantity)], back, "Erreur", false), default);
                        Assert.Equal(quantity <= left, credited.Succeeded);
                        if (credited.Succeeded)
                        {
                            issued[0] = (invoiceId, left - quantity);
                            expected -= back ? quantity : 0;
                        }

                        break;
                }

                var (quantityLeft, netLeft, ofJob) = await ToInvoiceAsync(boreal, lineId);
                Assert.Equal((Ordered - expected, true), (quantityLeft, expected <= Ordered));
                Assert.Equal(netLeft, ofJob);
            }
        }
    }

    private static Gen<List<(int Kind, decimal Quantity, bool Back)>> Steps() =>
        from steps in (from kind in Gen.Choose(0, 5) from halves in Gen.Choose(1, 14) from back in Gen.Choose(0, 1) select (kind > 3 ? 0 : kind, halves / 2m, back == 1)).ListOf(8)
        select steps.ToList();

    private static async Task<(long JobId, long LineId)> JobAsync(Boreal boreal, int n)
    {
        await using var db = boreal.Portal.Open();
        var job = new Job(boreal.Entity.Id, boreal.Client.Id, $"D-{n}", "Travaux", "CAD", boreal.Portal.Clock.GetUtcNow().UtcDateTime);
        var line = new JobLine { Description = "Pose", Quantity = Ordered, Unit = "h", UnitPrice = 33.333333m, TaxCodeId = boreal.TaxCode.Id, GlAccountId = boreal.Income.Id }.Priced();
        job.Order(line);
        db.Add(job);
        await db.SaveChangesAsync();
        return (job.Id, line.Id);
    }

    private static async Task HandedOverAsync(Boreal boreal, long id)
    {
        await using var db = boreal.Portal.Open();
        (await db.Invoices.SingleAsync(i => i.Id == id)).HandOver(AccountingState.HandedOver);
        await db.SaveChangesAsync();
    }

    private static async Task<(decimal Quantity, decimal Net, decimal OfJob)> ToInvoiceAsync(Boreal boreal, long lineId)
    {
        await using var db = boreal.Portal.Open();
        var job = await db.Jobs.AsNoTracking().Include(j => j.Lines).SingleAsync(j => j.Lines.Any(l => l.Id == lineId));
        return (job.Lines.Single().QuantityToInvoice, job.Lines.Single().NetToInvoice, job.LeftNet);
    }
}
