namespace Portal.Web.Kit;

/// <summary>A question that names what will happen; its button is the verb.</summary>
public sealed record Question(string Title, string Text, string Verb, bool Danger = false);

/// <summary>Asks one question at a time; <see cref="DialogHost"/> shows it.</summary>
public sealed class Dialogs
{
    private TaskCompletionSource<bool>? answer;

    public event Action? Changed;

    public Question? Asked { get; private set; }

    public Task<bool> AskAsync(Question question)
    {
        answer?.TrySetResult(false);
        answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Asked = question;
        Changed?.Invoke();
        return answer.Task;
    }

    public void Answer(bool yes)
    {
        Asked = null;
        Changed?.Invoke();
        answer?.TrySetResult(yes);
    }
}
