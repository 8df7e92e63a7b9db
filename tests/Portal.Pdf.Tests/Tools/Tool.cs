using System.Diagnostics;

namespace Portal.Pdf.Tests.Tools;

/// <summary>Programs of the system that read PDF files: qpdf (package qpdf) and pdftotext, pdffonts, pdfinfo, pdftoppm (poppler-utils).</summary>
internal static class Tool
{
    public static bool IsFound(string name) => PathOf(name) is not null;

    /// <summary>Runs a tool on a document; its arguments name the file as {0}. Returns what it prints.</summary>
    public static string Run(string name, string arguments, byte[] pdf)
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".pdf");
        File.WriteAllBytes(file, pdf);
        try
        {
            string program = PathOf(name) ?? throw new InvalidOperationException($"{name} is required and not found.");
            ProcessStartInfo start = new(program, string.Format(null, arguments, file))
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = System.Text.Encoding.UTF8,
            };
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"{name} ended with {process.ExitCode}: {output}{errors.Result}");
            return output;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string? PathOf(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(directory => Path.Combine(directory, name))
            .FirstOrDefault(File.Exists);
}
