using Portal.Business.JobFolders.UseCases;
using Portal.Web.Kit.Fields;

namespace Portal.Web.JobFolders;

/// <summary>Who of the staff is responsible for something of a job.</summary>
internal static class ColleaguePicks
{
    public static async Task<IReadOnlyList<Choice<long?>>> ChoicesAsync(this FindColleagues colleagues, ChoiceRequest request, CancellationToken ct) =>
        (await colleagues.RunAsync(new FindColleagues.Input(request.Text, request.Page), ct)).TryGet(out var found)
            ? [.. found.Select(u => new Choice<long?>(u.Id, u.Name))]
            : [];
}
