using Portal.Business.Common;
using Portal.Web.Kit;

namespace Portal.Web.Tests.Kit;

public sealed class UnsavedWorkTests
{
    private readonly List<string?> kept = [];
    private readonly Queue<Func<Result>> answers = new();

    [Fact]
    public async Task Keep_ThatFails_IsTriedAgainAsItIsByThen()
    {
        await using var work = Work();
        var typed = "one";
        answers.Enqueue(() =>
        {
            typed = "one two";
            throw new InvalidOperationException("The database is away.");
        });
        answers.Enqueue(() => Refusal.Stale);

        await work.ChangedAsync(() => typed);

        Assert.Equal(["one", "one two", "one two"], kept);
    }

    [Fact]
    public async Task Keep_ThatIsRefused_IsNotTriedAgain()
    {
        await using var work = Work();
        answers.Enqueue(() => Refusal.Forbidden);

        await work.ChangedAsync(() => "one");

        Assert.Equal(["one"], kept);
    }

    [Fact]
    public async Task Screen_ThatGoesAway_KeepsWhatWaits_ThoughTheFirstAttemptFails()
    {
        var work = new UnsavedWork<string>(KeepAsync, TimeSpan.FromMilliseconds(1));
        answers.Enqueue(() => throw new InvalidOperationException("The database is away."));
        answers.Enqueue(() => throw new InvalidOperationException("The database is away."));
        var changed = work.ChangedAsync(() => "last words");

        await work.DisposeAsync();
        await changed;

        Assert.Equal(["last words", "last words", "last words"], kept);
    }

    [Fact]
    public async Task Work_SavedByOtherMeans_IsNotKeptAnyMore_ThoughKeepingFailedMeanwhile()
    {
        var saved = new TaskCompletionSource();
        var started = new TaskCompletionSource();
        var attempts = 0;
        await using var work = new UnsavedWork<string>(
            async _ =>
            {
                attempts++;
                started.TrySetResult();
                await saved.Task;
                throw new InvalidOperationException("The database is away.");
            },
            TimeSpan.Zero);
        var changed = work.ChangedAsync(() => "one");
        await started.Task;

        var settled = work.SettleAsync();
        saved.SetResult();
        await settled;
        await changed;

        Assert.Equal(1, attempts);
    }

    [Fact]
    public async Task Forget_ThrowsAwayWhatWaits()
    {
        await using var work = new UnsavedWork<string>(KeepAsync, TimeSpan.FromHours(1));
        _ = work.ChangedAsync(() => "one");

        await work.ForgetAsync();

        Assert.Equal([null], kept);
    }

    private UnsavedWork<string> Work() => new(KeepAsync, TimeSpan.Zero);

    private async Task<Result> KeepAsync(string? typed)
    {
        await Task.Yield();
        kept.Add(typed);
        return answers.TryDequeue(out var answer) ? answer() : Result.Done;
    }
}
