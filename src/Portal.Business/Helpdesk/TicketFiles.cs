using Portal.Business.Common;
using Portal.Business.Documents;
using Portal.Business.Mail;

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

    /// <summary>The same, where they go out with an answer.</summary>
    public static async Task<List<CheckedFile>> ReadForMailAsync(IReadOnlyList<IncomingFile> files, List<Refusal> refusals, CancellationToken ct)
    {
        var read = await ReadAsync(files, refusals, ct);
        if (read.Sum(f => (long)f.Size) > OutgoingMessage.LargestFiles)
        {
            refusals.Add(Refusal.Invalid("Helpdesk.FilesTooLarge", OutgoingMessage.LargestFiles / (1024 * 1024)).On("Files"));
        }

        return read;
    }

    public static StoredDocument Keep(Ticket ticket, CheckedFile file, DocumentVisibility visibility, DateTime now) =>
        StoredDocument.Uploaded(SubjectRef.To(ticket), DocumentKinds.TicketFile, file, ticket.ClientId, visibility, now);

    public static DocumentVisibility Visibility(bool isShared) => isShared ? DocumentVisibility.SharedWithClient : DocumentVisibility.Internal;
}
