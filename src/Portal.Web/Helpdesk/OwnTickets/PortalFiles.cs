using Portal.Business.Documents;
using Portal.Business.Helpdesk.UseCases;

namespace Portal.Web.Helpdesk.OwnTickets;

internal static class PortalFiles
{
    /// <summary>One more than is taken, so that too many are told; of each at most one byte more than is taken.</summary>
    public static async Task<IReadOnlyList<(string Name, byte[] Bytes)>> ReadAsync(HttpContext http)
    {
        var files = new List<(string, byte[])>();
        foreach (var file in http.Request.Form.Files.GetFiles("files").Where(f => f.Length > 0).Take(OpenOwnTicket.MostFiles + 1))
        {
            var bytes = new byte[Math.Min(file.Length, Uploads.Largest + 1)];
            await using var stream = file.OpenReadStream();
            await stream.ReadExactlyAsync(bytes);
            files.Add((file.FileName, bytes));
        }

        return files;
    }
}
