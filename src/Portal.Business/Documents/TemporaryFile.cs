namespace Portal.Business.Documents;

/// <summary>
/// A file in the system's folder for temporary files (<c>TMPDIR</c>; <c>TEMP</c> on Windows) that nobody else can open, and that is gone with its stream,
/// however the process ends.
/// </summary>
public static class TemporaryFile
{
    private const int Buffer = 81920;

    public static FileStream Create()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = Buffer,
            Options = FileOptions.Asynchronous | (OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None),
        };
        if (OperatingSystem.IsWindows())
        {
            return new FileStream(path, options);
        }

        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);

        // What has no name goes with the last who has it open, even if the process is killed.
        File.Delete(path);
        return file;
    }
}
