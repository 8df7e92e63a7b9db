using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Operations;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Invoicing;

/// <summary>An invoice that is made and issued in one step, and the reference data that documents are computed with.</summary>
public sealed class IssueAtOnceTests
{
    [Theory, EachDatabase]
    public async Task Draft_IssuedAtOnce_IsAnInvoiceLikeAnyOther(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);

        var invoice = await boreal.FindAsync(Boreal.Value(await DraftAsync(boreal, boreal.InvoiceLine("Pose", 1, 140))));

        Assert.Equal(("F-000001", "PF-000001", 160.97m), (invoice.Number, invoice.ProformaNumber, invoice.Total));
        Assert.Equal([7m, 13.97m], invoice.Taxes.OrderBy(t => t.Position).Select(t => t.Amount));
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
    }

    [Theory, EachDatabase]
    public async Task Draft_IssuedAtOnceThatLacksSomething_LeavesNothingBehind(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);

        var refused = await DraftAsync(boreal, boreal.InvoiceLine("Pose", 1, 140) with { TaxCodeId = null });

        Assert.Equal("Invoicing.LineWithoutTaxCode", refused.Refusal!.Code);
        await using var db = boreal.Portal.Open();
        Assert.Equal((0, 0), (await db.Invoices.CountAsync(), await db.Jobs.CountAsync()));
        Assert.DoesNotContain(await db.Set<NumberSeries>().Where(s => s.LegalEntityId == boreal.Entity.Id).ToListAsync(), s => s.IsUsed);
    }

    [Theory, EachDatabase]
    public async Task Proforma_SavedAgainUnchanged_KeepsItsTaxes(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 140));
        var before = await boreal.FindAsync(id);

        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default));

        Assert.Equal(before.Taxes.Select(t => t.Id).Order(), (await boreal.FindAsync(id)).Taxes.Select(t => t.Id).Order());
    }

    [Theory, EachDatabase]
    public async Task ReferenceData_ChangedByAnotherNode_IsUsedByTheNextDocument(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        Boreal.Value(await DraftAsync(boreal, boreal.InvoiceLine("Pose", 1, 140)));
        await using (var other = boreal.Portal.Open())
        {
            var gst = await other.TaxComponents.Include(c => c.Rates).FirstAsync(c => c.LegalEntityId == boreal.Entity.Id && c.Rates.Any(r => r.Percent == 5));
            other.Entry(gst.Rates.Single(r => r.Percent == 5)).Property(r => r.Percent).CurrentValue = 6;
            await other.SaveChangesAsync();
        }

        var next = await boreal.FindAsync(Boreal.Value(await DraftAsync(boreal, boreal.InvoiceLine("Pose", 1, 140))));

        Assert.Equal(8.4m, next.Taxes.Single(t => t.Percent == 6).Amount);
    }

    [Theory, EachDatabase]
    public async Task Account_MadeAfterTheFirstDocument_IsKnownToTheNext_AMadeUpOneIsNot(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        Boreal.Value(await DraftAsync(boreal, boreal.InvoiceLine("Pose", 1, 140)));
        long made;
        await using (var other = boreal.Portal.Open())
        {
            var account = new GlAccount { LegalEntityId = boreal.Entity.Id, Number = "4999", Name = Portal.Business.Common.LocalText.Same("Ventes diverses") };
            other.GlAccounts.Add(account);
            await other.SaveChangesAsync();
            made = account.Id;
        }

        Boreal.Value(await DraftAsync(boreal, boreal.InvoiceLine("Pose", 1, 140) with { GlAccountId = made }));
        var refused = await DraftAsync(boreal, boreal.InvoiceLine("Pose", 1, 140) with { GlAccountId = made + 1 });

        Assert.Equal(("Invoicing.UnknownChoice", "Lines[0].GlAccountId"), (refused.Refusal!.Code, refused.Refusal.Field));
    }

    [Theory, EachDatabase]
    public async Task Numbers_TakenTogether_AreGivenBackTogether(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var today = boreal.Entity.Today(boreal.Portal.Clock);
        NumberedDocument[] documents = [NumberedDocument.Invoice, NumberedDocument.Job, NumberedDocument.Proforma];
        await using (var db = boreal.Portal.Open())
        {
            await using var transaction = await db.BeginWriteAsync(default);
            Assert.Equal(
                ["F-000001", "PF-000001"],
                [.. (await db.TakeNumbersAsync(boreal.Entity.Id, documents, today, default)).Value.OrderBy(n => n.Value).Where(n => n.Key != NumberedDocument.Job).Select(n => n.Value)]);
            await transaction.CommitAsync(default);
        }

        await using (var db = boreal.Portal.Open())
        {
            await using var transaction = await db.BeginWriteAsync(default);
            var refused = await db.TakeNumbersAsync(boreal.Entity.Id, documents, today.AddDays(-1), default);
            Assert.Equal("Companies.DateBeforeLastNumber", refused.Refusal!.Code);
        }

        await using var after = boreal.Portal.Open();
        Assert.All(
            await after.Set<NumberSeries>().Where(s => s.LegalEntityId == boreal.Entity.Id && documents.Contains(s.Document)).ToListAsync(),
            s => Assert.Equal(s.Start + 1, s.Next));
    }

    [Theory, EachDatabase]
    public async Task ReferenceData_ReadBeforeARollback_IsForgotten(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var books = boreal.Portal.Get<CompanyBooks>();
        await using (var undone = boreal.Portal.Open())
        {
            await using var transaction = await undone.BeginWriteAsync(default);
            (await undone.PaymentTerms.FirstAsync()).Code = "UNDONE";
            await undone.SaveChangesAsync();
            Assert.Contains((await books.GetAsync(undone, boreal.Entity.Id, default)).Terms.Values, t => t.Code == "UNDONE");
        }

        await using (var later = boreal.Portal.Open())
        {
            (await later.PaymentTerms.OrderBy(t => t.Code).LastAsync()).Code = "ZZZ";
            await later.SaveChangesAsync();
        }

        await using var db = boreal.Portal.Open();
        var codes = (await books.GetAsync(db, boreal.Entity.Id, default)).Terms.Values.Select(t => t.Code).ToList();
        Assert.Contains("ZZZ", codes);
        Assert.DoesNotContain("UNDONE", codes);
    }

    private static Task<Portal.Business.Common.Result<long>> DraftAsync(Boreal boreal, InvoiceLine.Values line) =>
        boreal.Portal.Get<DraftInvoice>().RunAsync(
            new DraftInvoice.Input(boreal.Client.Id, null, Lines: [new ProformaLines.Line(null, InvoiceLineSource.Text, null, null, line)], Issue: true), default);
}
