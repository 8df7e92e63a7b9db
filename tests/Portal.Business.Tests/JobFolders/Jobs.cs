using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.JobFolders;

/// <summary>Short ways to jobs and what stands in them.</summary>
internal static class Jobs
{
    public static async Task<long> JobAsync(this Boreal boreal, string name = "Enseigne", long? clientId = null) =>
        Boreal.Value(await boreal.Portal.Get<CreateJob>().RunAsync(new CreateJob.Input(clientId ?? boreal.Client.Id, name), default));

    public static async Task<int> JobVersionAsync(this Boreal boreal, long id)
    {
        await using var db = boreal.Portal.Open();
        return await db.Jobs.Where(j => j.Id == id).Select(j => j.Version).SingleAsync();
    }

    public static async Task<long> JobLineAsync(this Boreal boreal, long jobId, decimal quantity, decimal price, string description = "Pose") =>
        Boreal.Value(await boreal.Portal.Get<AddJobLine>().RunAsync(
            new AddJobLine.Input(jobId, await boreal.JobVersionAsync(jobId), null, description, quantity, "h", price, 0, boreal.TaxCode.Id, boreal.Income.Id), default));

    public static async Task<JobView> ShowJobAsync(this Boreal boreal, long id) =>
        Boreal.Value(await boreal.Portal.Get<ShowJob>().RunAsync(new ShowJob.Input(id), default));

    public static async Task<long> FileAsync(this Boreal boreal, long jobId, string name, string text, bool share = false) =>
        Boreal.Value(await boreal.Portal.Get<AttachJobDocument>().RunAsync(
            new AttachJobDocument.Input(jobId, name, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), share), default));

    public static async Task<IReadOnlyList<ListJobDocuments.Row>> FilesAsync(this Boreal boreal, long jobId, long? editionsOf = null) =>
        Boreal.Value(await boreal.Portal.Get<ListJobDocuments>().RunAsync(new ListJobDocuments.Input(jobId, new PageRequest(), editionsOf), default)).Rows;

    public static async Task<IReadOnlyList<TimelineRow>> TimelineAsync(this Boreal boreal, long jobId, TimelineKind? kind = null) =>
        Boreal.Value(await boreal.Portal.Get<ListJobTimeline>().RunAsync(new ListJobTimeline.Input(jobId, new PageRequest(), kind), default)).Rows;
}
