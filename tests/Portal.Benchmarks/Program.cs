using Portal.Benchmarks;

switch (args.FirstOrDefault())
{
    case "pdf":
        PdfBenchmark.Run();
        return 0;
    case "documents":
        await DocumentsBenchmark.RunAsync();
        return 0;
    case "issue":
        await IssueBenchmark.RunAsync(args[1..]);
        return 0;
    case "list":
        await ListBenchmark.RunAsync(args[1..]);
        return 0;
    case "jobs":
        await JobsBenchmark.RunAsync(args[1..]);
        return 0;
    case "downloads":
        await DownloadsBenchmark.RunAsync(args[1..]);
        return 0;
    case "uploads":
        await UploadsBenchmark.RunAsync(args[1..]);
        return 0;
    case "batch":
        await BatchBenchmark.RunAsync(args[1..]);
        return 0;
    case "planner":
        await PlannerBenchmark.RunAsync(args[1..]);
        return 0;
    case "edit":
        await EditBenchmark.RunAsync(args[1..]);
        return 0;
    case "contracts":
        await ContractsBenchmark.RunAsync(args[1..]);
        return 0;
    case "indexation":
        await IndexationBenchmark.RunAsync(args[1..]);
        return 0;
    case "helpdesk":
        await HelpdeskBenchmark.RunAsync(args[1..]);
        return 0;
    default:
        Console.Error.WriteLine("Which one? pdf, documents, issue (sqlite|postgres) COUNT [CONNECTION], list (sqlite|postgres) COUNT [CONNECTION], batch (sqlite|postgres) COUNT [CONNECTION], planner (sqlite|postgres) COUNT [CONNECTION], jobs (sqlite|postgres) COUNT [CONNECTION], downloads (sqlite|postgres) COUNT [CONNECTION], uploads (sqlite|postgres) COUNT [CONNECTION], edit (sqlite|postgres) LINES [CONNECTION], contracts (sqlite|postgres) COUNT [CONNECTION], indexation (sqlite|postgres) COUNT [CONNECTION], helpdesk (sqlite|postgres) COUNT [CONNECTION]");
        return 1;
}
