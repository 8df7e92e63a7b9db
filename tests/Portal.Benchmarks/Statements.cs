using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.Benchmarks;

/// <summary>Prints every statement that the mapper sends while it is there, with its time.</summary>
internal sealed class Statements : IAsyncDisposable, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private readonly List<IDisposable> heard = [];

    public Statements(bool print)
    {
        if (print)
        {
            heard.Add(DiagnosticListener.AllListeners.Subscribe(this));
        }
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            heard.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        switch (value.Value)
        {
            case CommandExecutedEventData command:
                Print(command.Duration, command.Command.CommandText);
                break;
            case TransactionEndEventData transaction when value.Key == RelationalEventId.TransactionCommitted.Name:
                Print(transaction.Duration, "COMMIT");
                break;
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public ValueTask DisposeAsync()
    {
        heard.ForEach(h => h.Dispose());
        return ValueTask.CompletedTask;
    }

    private static void Print(TimeSpan duration, string text)
    {
        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var line = parts[0].ReplaceLineEndings(" ");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds,7:F2} ms, {parts.Length,2} statement(s): {line[..Math.Min(line.Length, 150)]}"));
    }
}
