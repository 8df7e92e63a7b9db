namespace Portal.Business.Documents;

/// <summary>A file that somebody brings, as it came.</summary>
/// <param name="Bytes">Can be read from its beginning again and again, and belongs to whoever brings it.</param>
public sealed record IncomingFile(string Name, Stream Bytes)
{
    public IncomingFile(string name, byte[] bytes)
        : this(name, new MemoryStream(bytes, writable: false))
    {
    }
}

/// <summary>An <see cref="IncomingFile"/> that may be kept, with a clean name and its true type.</summary>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">64 hexadecimal digits.</param>
/// <param name="Bytes">Where they came; they go from there into the database with the save of the document.</param>
public sealed record CheckedFile(string Name, string ContentType, int Size, string Sha256, Stream Bytes);
