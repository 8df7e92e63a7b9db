using Portal.Business.Documents;
using Portal.Business.Helpdesk.UseCases;

namespace Portal.Web.Helpdesk.OwnTickets;

internal static class PortalFiles
{
    /// <summary>One more than is taken, so that too many are told. They stand in the form's own temporary files until the answer is sent.</summary>
    public static IReadOnlyList<IncomingFile> Of(HttpContext http) =>
        [.. http.Request.Form.Files.GetFiles("files").Where(f => f.Length > 0).Take(OpenOwnTicket.MostFiles + 1).Select(f => new IncomingFile(f.FileName, f.OpenReadStream()))];
}
