using Microsoft.Extensions.Localization;
using Portal.Business.Batches;
using Portal.Business.Batches.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Batches;

/// <summary>How batches and their items stand, as screens show it.</summary>
internal static class BatchWords
{
    /// <summary>Where what it is about is found.</summary>
    public static string Root(BatchSubject subject) => subject == BatchSubject.Visit ? "/visits" : "/invoices";

    public static Status Of(ShowBatch.View batch, IStringLocalizer<BatchesPages> t) =>
        batch is { IsOver: false, IsCancelled: true } ? new Status(t["Stopping"], Tone.Waiting)
        : !batch.IsOver ? new Status(t["UnderWay", batch.Total - batch.Waiting, batch.Total], Tone.Waiting)
        : batch.IsCancelled ? new Status(t["Stopped"], Tone.Neutral)
        : batch.Refused > 0 ? new Status(t["DoneWithRefusals", batch.Refused], Tone.Warning)
        : batch.LeftOut > 0 ? new Status(t["DoneWithLeftOut", batch.LeftOut], Tone.Ok)
        : new Status(t["AllDone"], Tone.Ok);

    public static Status Of(BatchItemState state, IStringLocalizer<BatchesText> texts) => new(texts[$"State.{state}"], state switch
    {
        BatchItemState.Done => Tone.Ok,
        BatchItemState.Refused => Tone.Refused,
        BatchItemState.Cancelled or BatchItemState.LeftOut => Tone.Neutral,
        _ => Tone.Waiting,
    });
}
