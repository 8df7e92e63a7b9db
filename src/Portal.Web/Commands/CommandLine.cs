using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Business.Accounts;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Integrity;
using Portal.Business.Integrity.UseCases;
using Portal.Business.Operations;
using Portal.Business.Scheduling.UseCases;

namespace Portal.Web.Commands;

/// <summary>
/// The operations commands: <c>dotnet Portal.Web.dll verify</c> and so on. Answers with an exit code: 0 done, 1 refused or
/// differences found, 2 not understood.
/// </summary>
internal sealed class CommandLine(IServiceProvider services)
{
    private const string Usage = """
        Commands:
          migrate                                   bring the database up to this version
          create-admin EMAIL [--name NAME] [--remove-two-factor]
                                                    make an administrator and print a one-time link to set the password
          seed --clients N --invoices N [--without-documents]
                                                    fill the database with data for measuring
          run-job NAME [--as-of YYYY-MM-DD]         run scheduled work now, as if it were that day
          verify                                    recompute totals, balances, numbers and the chain of hashes and report differences
        """;

    private const string RemoveTwoFactor = "--remove-two-factor", WithoutDocuments = "--without-documents";

    /// <summary>The arguments that are settings. A switch of ours without a value would take the setting behind it for its value.</summary>
    public static string[] Settings(string[] args) => [.. args.Where(a => a is not (RemoveTwoFactor or WithoutDocuments))];

    public static bool Understands(string[] args) =>
        args.Length > 0 && args[0] is "migrate" or "create-admin" or "seed" or "run-job" or "verify" or "help" or "--help";

    public async Task<int> RunAsync(string[] args, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().ActAsSystem();
        var provider = scope.ServiceProvider;
        if (args[0] is not ("migrate" or "help" or "--help") && !await provider.GetRequiredService<PrepareDatabase>().IsUpToDateAsync(ct))
        {
            return Say("The database is not of this version yet: run migrate first.", 1);
        }

        return args switch
        {
            ["migrate", ..] => await MigrateAsync(provider, ct),
            ["create-admin", var email, ..] => await CreateAdminAsync(provider, email, args[2..], ct),
            ["seed", ..] => await SeedAsync(provider, args[1..], ct),
            ["run-job", var name, ..] => await RunJobAsync(provider, name, args[2..], ct),
            ["verify", ..] => await VerifyAsync(provider, ct),
            ["help" or "--help"] => Say(Usage, 0),
            _ => Say(Usage, 2),
        };
    }

    private static async Task<int> MigrateAsync(IServiceProvider provider, CancellationToken ct)
    {
        await provider.GetRequiredService<PrepareDatabase>().RunAsync(ct);
        return Say("The database is up to date.", 0);
    }

    private static async Task<int> CreateAdminAsync(IServiceProvider provider, string email, string[] options, CancellationToken ct)
    {
        var result = await provider.GetRequiredService<CreateAdministrator>().RunAsync(
            new CreateAdministratorInput(email, Option(options, "--name"), RemoveTwoFactor: options.Contains(RemoveTwoFactor)), ct);
        return result.TryGet(out var link, out _) ? Say($"Open this link once to set the password:\n{link}", 0) : Refuse(provider, result);
    }

    private static async Task<int> SeedAsync(IServiceProvider provider, string[] options, CancellationToken ct)
    {
        if (!int.TryParse(Option(options, "--clients"), CultureInfo.InvariantCulture, out var clients) || clients < 1
            || !int.TryParse(Option(options, "--invoices"), CultureInfo.InvariantCulture, out var invoices) || invoices < 0)
        {
            return Say(Usage, 2);
        }

        var result = await provider.GetRequiredService<SeedLargeData>().RunAsync(
            new SeedLargeData.Input(clients, invoices, !options.Contains(WithoutDocuments), done => Say($"{done} of {invoices} invoices", 0)), ct);
        return result.Succeeded ? Say("Done.", 0) : Refuse(provider, result);
    }

    private static async Task<int> RunJobAsync(IServiceProvider provider, string name, string[] options, CancellationToken ct)
    {
        DateOnly? asOf = null;
        if (Option(options, "--as-of") is { } text)
        {
            if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return Say(Usage, 2);
            }

            asOf = day;
        }

        var result = await provider.GetRequiredService<RunScheduledWork>().RunAsync(new WorkToRun(name, asOf), ct);
        if (!result.TryGet(out var run, out _))
        {
            return Refuse(provider, result);
        }

        var counts = string.Join(", ", run.Counts.Select(c => $"{c.Name} {c.Number}"));
        return Say($"{name}: {run.Outcome}. {counts} {run.Error}".Trim(), run.Outcome == Portal.Business.Scheduling.RunOutcome.Succeeded ? 0 : 1);
    }

    private static async Task<int> VerifyAsync(IServiceProvider provider, CancellationToken ct)
    {
        var result = await provider.GetRequiredService<VerifyBooks>().RunAsync(ct);
        if (!result.TryGet(out var report, out _))
        {
            return Refuse(provider, result);
        }

        var texts = provider.GetRequiredService<IStringLocalizer<OperationsText>>();
        foreach (var difference in report.Differences)
        {
            Say($"{difference.Document}: {texts[difference.Key]} (stored {difference.Stored}, computed {difference.Computed})", 1);
        }

        Say($"{report.Checks} rules checked, {report.Found} differences.", 0);
        var chains = await VerifyChainsAsync(provider, ct);
        return report.Found == 0 ? chains : 1;
    }

    private static async Task<int> VerifyChainsAsync(IServiceProvider provider, CancellationToken ct)
    {
        var result = await provider.GetRequiredService<VerifyChains>().RunAsync(ct);
        if (!result.TryGet(out var chains, out _))
        {
            return Refuse(provider, result);
        }

        var texts = provider.GetRequiredService<IStringLocalizer<IntegrityText>>();
        foreach (var chain in chains)
        {
            foreach (var found in chain.Findings)
            {
                Say($"{chain.LegalEntity}, {found.Document} ({found.Sequence}): {texts[$"FindingKind.{found.Kind}"]} {found.Field} [{found.Before}] [{found.Now}]", 1);
            }

            Say($"{chain.LegalEntity}: {chain.Records} sealed records, end {chain.Hash}, {chain.Found} differences.", 0);
        }

        return chains.All(c => c.Found == 0) ? 0 : 1;
    }

    private static int Refuse(IServiceProvider provider, Result result)
    {
        var texts = provider.GetRequiredService<RefusalTexts>();
        foreach (var refusal in result.Refusals)
        {
            Say(texts.Say(refusal), 1);
        }

        return 1;
    }

    private static string? Option(string[] options, string name)
    {
        var at = Array.IndexOf(options, name);
        return at >= 0 && at + 1 < options.Length ? options[at + 1] : null;
    }

    private static int Say(string text, int code)
    {
        Console.WriteLine(text);
        return code;
    }
}
