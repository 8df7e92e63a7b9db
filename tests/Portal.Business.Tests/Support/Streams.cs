namespace Portal.Business.Tests.Support;

internal static class Streams
{
    /// <summary>All of it, and it is disposed.</summary>
    public static byte[] Drain(this Stream stream)
    {
        using var all = new MemoryStream();
        using (stream)
        {
            stream.CopyTo(all);
        }

        return all.ToArray();
    }
}
