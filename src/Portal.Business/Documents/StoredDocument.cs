using System.Security.Cryptography;
using Portal.Business.Common;

namespace Portal.Business.Documents;

public enum DocumentVisibility
{
    /// <summary>Staff only.</summary>
    Internal,

    /// <summary>The client's users see it in the portal.</summary>
    SharedWithClient,
}

/// <summary>
/// A file as it was generated or uploaded. Its bytes are in a table of their own, never change, and are what is served from then on.
/// </summary>
public sealed class StoredDocument : Entity, IAuditedPart
{
    private StoredDocument()
    {
    }

    private StoredDocument(
        SubjectRef subject, string kind, int? revision, string name, string contentType, int size, string sha256, long? clientId, DocumentVisibility visibility, DateTime now)
    {
        SubjectType = subject.Type;
        SubjectId = subject.Id;
        Kind = kind;
        Revision = revision;
        FileName = name;
        ContentType = contentType;
        Size = size;
        Sha256 = sha256;
        ClientId = clientId;
        Visibility = visibility;
        CreatedAt = now;
    }

    private StoredDocument(SubjectRef subject, string kind, int? revision, DocumentFile file, long? clientId, DocumentVisibility visibility, DateTime now)
        : this(
            subject, kind, revision, FileNames.Safe(file.Name), file.ContentType, file.Bytes.Length, Convert.ToHexStringLower(SHA256.HashData(file.Bytes)), clientId, visibility, now) =>
        Content = new DocumentContent(Id, file.Bytes);

    private StoredDocument(SubjectRef subject, string kind, CheckedFile file, long? clientId, DocumentVisibility visibility, DateTime now)
        : this(subject, kind, null, file.Name, file.ContentType, file.Size, file.Sha256, clientId, visibility, now) =>
        Incoming = file.Bytes;

    /// <summary>What the document belongs to; <see cref="SubjectRef"/>.</summary>
    public string SubjectType { get; private set; } = "";

    public long SubjectId { get; private set; }

    public string Kind { get; private set; } = "";

    /// <summary>1 is the first version of a generated document; null for uploads. The database refuses the same revision twice.</summary>
    public int? Revision { get; private set; }

    public string FileName { get; private set; } = "";

    public string ContentType { get; private set; } = "";

    /// <summary>In bytes.</summary>
    public int Size { get; private set; }

    /// <summary>64 hexadecimal digits.</summary>
    public string Sha256 { get; private set; } = "";

    public long? ClientId { get; private set; }

    public DocumentVisibility Visibility { get; private set; }

    public DateTime CreatedAt { get; private set; }

    /// <summary>Who brought it; empty where the program made it.</summary>
    public string AddedBy { get; private set; } = "";

    /// <summary>Of an upload of which editions are kept: the first of them. They have one name, and one is current.</summary>
    public long? ThreadId { get; private set; }

    /// <summary>1 is the first edition of an upload; the database refuses the same one twice.</summary>
    public int? Edition { get; private set; }

    /// <summary>Its name in small letters while it is the edition that counts: the database refuses a second file of that name in one place.</summary>
    [NotAudited]
    public string? CurrentKey { get; private set; }

    public DateTime? RemovedAt { get; private set; }

    /// <summary>Why its bytes are gone. Name, size and hash stay, to say what was there.</summary>
    public string? RemovedReason { get; private set; }

    /// <summary>Loaded only where a query includes it.</summary>
    public DocumentContent? Content { get; private set; }

    /// <summary>The bytes of a brought file until the save that adds it, which writes them in its transaction (<see cref="DocumentBytes"/>).</summary>
    internal Stream? Incoming { get; }

    /// <summary>A document that the program made. A second one with the same subject, kind and revision is refused by the database.</summary>
    public static StoredDocument Generated(
        SubjectRef subject, string kind, int revision, DocumentFile file, long? clientId, DocumentVisibility visibility, DateTime now) =>
        new(subject, kind, revision, file, clientId, visibility, now);

    /// <summary>A file that a person brought.</summary>
    public static StoredDocument Uploaded(
        SubjectRef subject, string kind, CheckedFile file, long? clientId, DocumentVisibility visibility, DateTime now) =>
        new(subject, kind, file, clientId, visibility, now);

    /// <summary>A small one that is in memory.</summary>
    public static StoredDocument Uploaded(
        SubjectRef subject, string kind, DocumentFile file, long? clientId, DocumentVisibility visibility, DateTime now) =>
        new(subject, kind, null, file, clientId, visibility, now);

    /// <summary>A file that a person brought and of which editions are kept, the first.</summary>
    public static StoredDocument FirstEdition(
        SubjectRef subject, string kind, CheckedFile file, long? clientId, DocumentVisibility visibility, string by, DateTime now)
    {
        var document = new StoredDocument(subject, kind, file, clientId, visibility, now) { AddedBy = by, Edition = 1 };
        document.ThreadId = document.Id;
        document.BeCurrent();
        return document;
    }

    /// <summary>The next edition of the same file, which counts from now on.</summary>
    /// <param name="edition">One more than the last there is.</param>
    public StoredDocument NextEdition(CheckedFile file, int edition, string by, DateTime now)
    {
        var next = new StoredDocument(new SubjectRef(SubjectType, SubjectId), Kind, file with { Name = FileName }, ClientId, Visibility, now)
        {
            AddedBy = by,
            ThreadId = ThreadId,
            Edition = edition,
        };
        GiveWay();
        next.BeCurrent();
        return next;
    }

    /// <summary>An older edition counts again, seen by whom the present one is seen.</summary>
    public void Replace(StoredDocument current)
    {
        Visibility = current.Visibility;
        current.GiveWay();
        BeCurrent();
    }

    public void Rename(string name)
    {
        FileName = FileNames.Safe(name);
        if (CurrentKey is not null)
        {
            BeCurrent();
        }
    }

    public void MoveTo(SubjectRef subject) => (SubjectType, SubjectId) = (subject.Type, subject.Id);

    /// <summary>Its bytes go, which the caller deletes; that it was here stays on record.</summary>
    public void Remove(string reason, DateTime now)
    {
        (RemovedAt, RemovedReason, CurrentKey) = (now, reason, null);
        Visibility = DocumentVisibility.Internal;
    }

    private void BeCurrent() => CurrentKey = KeyOf(FileName);

    private void GiveWay()
    {
        CurrentKey = null;
        Visibility = DocumentVisibility.Internal;
    }

    /// <summary>What tells the names of files in one place apart.</summary>
    public static string KeyOf(string name) => FileNames.Safe(name).ToLowerInvariant();

    /// <param name="withClient">Shown to the client, or hidden again.</param>
    public void Share(bool withClient) => Visibility = withClient ? DocumentVisibility.SharedWithClient : DocumentVisibility.Internal;
}

/// <summary>The bytes of a <see cref="StoredDocument"/> of the same id.</summary>
public sealed class DocumentContent
{
    private DocumentContent()
    {
    }

    internal DocumentContent(long id, byte[] bytes)
    {
        Id = id;
        Bytes = bytes;
    }

    public long Id { get; private set; }

    public byte[] Bytes { get; private set; } = [];

    public StoredDocument? Document { get; private set; }
}

/// <summary>A file in memory.</summary>
public sealed record DocumentFile(string Name, string ContentType, byte[] Bytes);

public static class FileNames
{
    private const int Longest = 150;

    /// <summary>
    /// A name that every system accepts as a file: no folder, no control or reserved character, at most 150 characters with its
    /// extension kept.
    /// </summary>
    public static string Safe(string name)
    {
        var bare = Folding.Clean(name).Split('/', '\\')[^1];
        var kept = string.Concat(bare.Select(c => c is '<' or '>' or ':' or '"' or '|' or '?' or '*' or '\n' or '\t' ? '-' : c)).Trim(' ', '.');
        if (kept.Length > Longest)
        {
            var extension = Path.GetExtension(kept);
            kept = extension.Length is > 0 and < 12 ? kept[..(Longest - extension.Length)] + extension : kept[..Longest];
        }

        return kept.Length == 0 ? "document" : kept;
    }
}
