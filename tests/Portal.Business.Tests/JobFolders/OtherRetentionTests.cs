using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.JobFolders;

/// <summary>Work is held back at the percentage that was agreed on for its job, wherever it goes.</summary>
public sealed class OtherRetentionTests
{
    [Theory, EachDatabase]
    public async Task WorkOfJobs_WithOtherRetentions_GoesNeitherOnOneInvoiceNorIntoTheOtherJob(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (plain, held) = (await boreal.JobAsync(), await boreal.JobAsync("Vitrine"));
        var (one, two) = (await boreal.JobLineAsync(plain, 2, 100), await boreal.JobLineAsync(held, 2, 100));
        await HoldBackAsync(boreal, held, 10);

        Assert.Equal("JobFolders.OtherRetention", (await DraftAsync()).Refusal!.Code);
        Assert.Equal(("JobFolders.OtherRetention", "ToJobId"), await MoveAsync() is { Refusal: { } no } ? (no.Code, no.Field) : default);
        var id = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new(null, plain, [new(one, 1)]), default));
        Assert.Equal(("JobFolders.OtherRetention", "Lines[1].Quantity"), await AddAsync(id) is { Refusal: { } late } ? (late.Code, late.Field) : default);

        await HoldBackAsync(boreal, plain, 10);
        Assert.Equal(10m, (await boreal.FindAsync(Boreal.Value(await DraftAsync()))).RetentionPercent);
        Boreal.Require(await MoveAsync());

        Task<Result<long>> DraftAsync() => boreal.Portal.Get<DraftInvoice>().RunAsync(new(null, plain, [new(one, 1), new(two, 1)]), default);

        async Task<Result> MoveAsync() => await boreal.Portal.Get<MoveJobLine>().RunAsync(new(held, await boreal.JobVersionAsync(held), two, plain), default);

        async Task<Result<int>> AddAsync(long invoice)
        {
            var shown = Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new(invoice), default));
            return await boreal.Portal.Get<SaveProforma>().RunAsync(
                new(invoice, shown.Version, shown.Head, [
                    .. shown.Lines.Select(l => new ProformaLines.Line(l.Id, l.Source, l.JobLineId, l.ProductId, l.Values)),
                    new ProformaLines.Line(null, InvoiceLineSource.Job, two, null, boreal.InvoiceLine("Pose", 1, 100))]), default);
        }
    }

    [Theory, EachDatabase]
    public async Task Line_ThatIsInvoicedWhole_MayMove_AsItsInvoiceHoldsBackWhatItSays(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (plain, held) = (await boreal.JobAsync(), await boreal.JobAsync("Vitrine"));
        var line = await boreal.JobLineAsync(held, 2, 100);
        await HoldBackAsync(boreal, held, 10);
        Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new(null, held, Issue: true), default));

        Boreal.Require(await boreal.Portal.Get<MoveJobLine>().RunAsync(new(held, await boreal.JobVersionAsync(held), line, plain), default));
    }

    private static async Task HoldBackAsync(Boreal boreal, long jobId, decimal percent) => Boreal.Value(await boreal.Portal.Get<ChangeJob>().RunAsync(
        new ChangeJob.Input(jobId, await boreal.JobVersionAsync(jobId), "Enseigne", "", null, null, RetentionPercent: percent), default));
}
