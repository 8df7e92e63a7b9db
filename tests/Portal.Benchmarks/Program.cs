using Portal.Benchmarks;

switch (args.FirstOrDefault())
{
    case "pdf":
        PdfBenchmark.Run();
        return 0;
    default:
        Console.Error.WriteLine("Which one? pdf");
        return 1;
}
