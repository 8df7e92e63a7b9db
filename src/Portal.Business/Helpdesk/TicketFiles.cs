using Portal.Business.Common;
using Portal.Business.Documents;

namespace Portal.Business.Helpdesk;

/// <summary>Files of a ticket, looked into before they are kept.</summary>
internal static class TicketFiles
{
    public const int Most = 10;

    /// <summary>The checked files; every one that can't be kept is said.</summary>
    public static Task<List<CheckedFile>> ReadAsync(IReadOnlyList<IncomingFile> files, List<Refusal> refusals, CancellationToken ct)
    {
        if (files.Count > Most)
        {
            refusals.Add(Refusal.Invalid("Helpdesk.TooManyFiles", Most).On("Files"));
        }

        return Uploads.CheckAllAsync(files.Take(Most), "Files", refusals, ct);
    }

    public static StoredDocument Keep(Ticket ticket, CheckedFile file, DateTime now) =>
        StoredDocument.Uploaded(SubjectRef.To(ticket), DocumentKinds.TicketFile, file, ticket.ClientId, DocumentVisibility.SharedWithClient, now);
}
