using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Batches;
using Portal.Business.Batches.Kinds;
using Portal.Business.Batches.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk.Incoming;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Mail;
using Portal.Business.Operations;
using Portal.Business.Tests.Batches;
using Portal.Business.Tests.Helpdesk;
using Portal.Business.Tests.Support;
using Portal.Business.Victim;

namespace Portal.Business.Tests.Invoicing;

/// <summary>Kills a process of its own (SIGKILL) between the steps of what the scheduler does, and finishes the work in another: this one.</summary>
public sealed class CrashTests
{
    private static readonly string[] Steps =
        ["invoicing.number-taken", "invoicing.saved", "invoicing.issued", "mail.leased", "mail.written", "mail.accepted", "mail.recorded"];

    public static TheoryData<DatabaseProvider, string> EachStep()
    {
        var data = new TheoryData<DatabaseProvider, string>();
        foreach (var provider in TestDatabases.Found)
        {
            foreach (var step in Steps)
            {
                data.Add(provider, step);
            }
        }

        return data;
    }

    [Theory, MemberData(nameof(EachStep))]
    public async Task Kill_AtAnyStep_IssuesAndSendsEverythingOnce(DatabaseProvider provider, string step)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var mail = Directory.CreateTempSubdirectory("portal-crash-").FullName;
        try
        {
            for (var i = 0; i < 3; i++)
            {
                await PlannedAsync(boreal, 100 + i);
            }

            var now = boreal.Portal.Clock.GetUtcNow().UtcDateTime;
            Assert.Equal(137, await RunVictimAsync(boreal, mail, now, step, "2"));
            await AnotherAsync(boreal, mail, now.AddHours(1));

            await using var db = boreal.Portal.Open();
            Assert.Equal(["F-000001", "F-000002", "F-000003"], await db.Invoices.OrderBy(i => i.Number).Select(i => i.Number!).ToListAsync());
            Assert.All(await db.OutgoingMessages.ToListAsync(), m => Assert.Equal(MessageState.Sent, m.State));
            var ids = Directory.GetFiles(mail, "*.eml").Select(MessageIdOf).ToList();
            Assert.Equal((await db.OutgoingMessages.Select(m => m.MessageId).ToListAsync()).Order(), ids.Distinct().Order());
            Assert.Equal(3, ids.Distinct().Count());
            var report = Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default));
            Assert.Empty(report.Differences);
        }
        finally
        {
            Directory.Delete(mail, recursive: true);
        }
    }

    [Theory]
    [EachDatabaseWith("invoicing.saved")]
    [EachDatabaseWith("invoicing.issued")]
    [EachDatabaseWith("batches.recorded")]
    public async Task Kill_WithinABatch_AnotherProcessEndsItAndNothingHappensTwice(DatabaseProvider provider, string step)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await boreal.ActAsClerkAsync();
        var mail = Directory.CreateTempSubdirectory("portal-crash-").FullName;
        try
        {
            var filter = new ListInvoices.Filter(Ids: [await DraftAsync(boreal), await DraftAsync(boreal), await DraftAsync(boreal)]);
            var preview = Boreal.Value(await boreal.Portal.Get<PreviewBatch>().RunAsync(new PreviewBatch.Input(IssueAndSendKind.KindName, filter), default));
            Boreal.Value(await boreal.Portal.Get<StartBatch>().RunAsync(
                new StartBatch.Input(IssueAndSendKind.KindName, filter, false, Guid.NewGuid(), preview.Mark), default));

            var now = boreal.Portal.Clock.GetUtcNow().UtcDateTime;
            Assert.Equal(137, await RunVictimAsync(boreal, mail, now, step, "2"));
            await AnotherAsync(boreal, mail, now.AddHours(1));

            await using var db = boreal.Portal.Open();
            Assert.Equal(["F-000001", "F-000002", "F-000003"], await db.BatchItems.Where(i => i.State == BatchItemState.Done).Select(i => i.Outcome).OrderBy(n => n).ToListAsync());
            Assert.NotNull((await db.Batches.SingleAsync()).FinishedAt);
            Assert.Equal(3, await db.OutgoingMessages.CountAsync(m => m.State == MessageState.Sent));
            Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
        }
        finally
        {
            Directory.Delete(mail, recursive: true);
        }
    }

    [Theory]
    [EachDatabaseWith("helpdesk.mail-read")]
    [EachDatabaseWith("helpdesk.mail-written")]
    [EachDatabaseWith("helpdesk.mail-saved")]
    public async Task Kill_WhileMailsAreTakenIn_EachBecomesOneTicketAndNoFileStays(DatabaseProvider provider, string step)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        Boreal.Value(await boreal.Portal.Get<SaveHelpdeskTeam>().RunAsync(new(null, boreal.Entity.Id, 0, "Assistance", MailScene.TeamAddress, true, true, "", 1, true, 60, 480), default));
        var mail = Directory.CreateTempSubdirectory("portal-crash-").FullName;
        try
        {
            var folder = Directory.CreateDirectory(Path.Combine(mail, DueWork.MailIn)).FullName;
            foreach (var number in Enumerable.Range(1, 3))
            {
                await File.WriteAllTextAsync(Path.Combine(folder, $"{number}.eml"), MailScene.Message($"crash{number}@erable.example", subject: $"Panne {number}"));
            }

            var now = boreal.Portal.Clock.GetUtcNow().UtcDateTime;
            Assert.Equal(137, await RunVictimAsync(boreal, mail, now, step, "2"));
            Assert.NotEmpty(Directory.GetFiles(folder));
            await AnotherAsync(boreal, mail, now.AddHours(1));

            await using var db = boreal.Portal.Open();
            Assert.Equal(["Panne 1", "Panne 2", "Panne 3"], await db.Tickets.OrderBy(t => t.Title).Select(t => t.Title).ToListAsync());
            Assert.Equal((3, 3), (await db.IncomingMails.CountAsync(m => m.State == IncomingMailState.Taken), await db.TicketMessages.CountAsync()));
            Assert.Empty(Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(mail, recursive: true);
        }
    }

    private static Task<long> DraftAsync(Boreal boreal) => boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 100));

    private static async Task PlannedAsync(Boreal boreal, decimal price)
    {
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, price));
        var shown = Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new ShowInvoice.Input(id), default));
        var head = shown.Head with { PlannedOn = shown.Seller.Today, SendWhenIssued = true };
        Boreal.Value(await boreal.Portal.Get<SaveProforma>().RunAsync(
            new SaveProforma.Input(id, shown.Version, head, [.. shown.Lines.Select(l => new ProformaLines.Line(l.Id, l.Source, null, null, l.Values))]), default));
    }

    private static Task AnotherAsync(Boreal boreal, string mail, DateTime now) =>
        DueWork.RunAsync(boreal.Portal.Database.Provider.ToString(), boreal.Portal.Database.ConnectionString, mail, now);

    private static async Task<int> RunVictimAsync(Boreal boreal, string mail, DateTime now, string step, string times)
    {
        var program = Path.Combine(AppContext.BaseDirectory.Replace("Portal.Business.Tests", "Portal.Business.Victim", StringComparison.Ordinal), "Portal.Business.Victim.dll");
        var database = boreal.Portal.Database;
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [program, database.Provider.ToString(), database.ConnectionString, mail, now.ToString("O", CultureInfo.InvariantCulture), step, times]))!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static string MessageIdOf(string file) =>
        File.ReadLines(file).First(l => l.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase)).Split('<', '>')[1];
}
