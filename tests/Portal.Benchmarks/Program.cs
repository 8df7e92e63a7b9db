using Portal.Benchmarks;

switch (args.FirstOrDefault())
{
    case "pdf":
        PdfBenchmark.Run();
        return 0;
    case "documents":
        await DocumentsBenchmark.RunAsync();
        return 0;
    default:
        Console.Error.WriteLine("Which one? pdf, documents");
        return 1;
}
