using System.Globalization;
using Portal.Business.Common;

namespace Portal.Business.JobFolders;

/// <summary>
/// Something that happened in a job, or to a client outside any job. What happened is a text key with arguments, so that it reads
/// in the reader's language; a note is what a person wrote.
/// </summary>
public sealed class TimelineEntry : Entity, IBelongsToClient
{
    internal const string OfANote = "Note";
    internal const string CallIn = "JobFolders.CallIn";
    internal const string CallOut = "JobFolders.CallOut";

    /// <summary>What begins so is no text as it was written.</summary>
    private static readonly string[] Marks = ["date:", "time:", "money:", "number:", "text:"];

    private TimelineEntry()
    {
    }

    public TimelineEntry(long clientId, long? jobId, DateTime at, ICurrentUser user, string what, string subject, long subjectId, params object[] args)
    {
        ClientId = clientId;
        JobId = jobId;
        At = at;
        UserId = user.UserId;
        UserName = user.Name;
        What = what;
        Subject = subject;
        SubjectId = subjectId;
        Args = [.. args.Select(Encode)];
    }

    public long ClientId { get; private set; }

    public long? JobId { get; private set; }

    public DateTime At { get; private set; }

    public long? UserId { get; private set; }

    public string UserName { get; private set; } = "";

    /// <summary>"Invoicing.Issued": the key <c>Timeline.Issued</c> of that capability's texts; "Note" for what a person wrote.</summary>
    public string What { get; private set; } = "";

    /// <summary>The kind of record that it is about ("Invoice"), to link to.</summary>
    public string Subject { get; private set; } = "";

    public long SubjectId { get; private set; }

    public IReadOnlyList<string> Args { get; private set; } = [];

    public string Note { get; private set; } = "";

    public static TimelineEntry OfNote(long clientId, long? jobId, DateTime at, ICurrentUser user, string note) =>
        new(clientId, jobId, at, user, OfANote, "", 0) { Note = note };

    /// <summary>A telephone call: with whom, who called whom, and what was said.</summary>
    public static TimelineEntry OfCall(long clientId, long jobId, DateTime at, ICurrentUser user, string with, bool incoming, string note) =>
        new(clientId, jobId, at, user, incoming ? CallIn : CallOut, "", 0, with) { Note = note };

    /// <summary>Amounts and dates are kept so that they can be shown in the reader's format; see <see cref="Decode"/>.</summary>
    private static string Encode(object arg) => arg switch
    {
        DateOnly date => "date:" + date.ToString("O", CultureInfo.InvariantCulture),
        TimeOnly time => "time:" + time.ToString("HH:mm", CultureInfo.InvariantCulture),
        (decimal amount, string currency) => string.Create(CultureInfo.InvariantCulture, $"money:{amount}:{currency}"),
        decimal number => string.Create(CultureInfo.InvariantCulture, $"number:{number}"),
        string text when Marks.Any(m => text.StartsWith(m, StringComparison.Ordinal)) => "text:" + text,
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => arg.ToString() ?? "",
    };

    public static string Decode(string arg, Formats formats)
    {
        if (arg.StartsWith("date:", StringComparison.Ordinal))
        {
            return formats.Date(DateOnly.ParseExact(arg.AsSpan(5), "O", CultureInfo.InvariantCulture));
        }

        if (arg.StartsWith("time:", StringComparison.Ordinal))
        {
            return formats.Time(TimeOnly.ParseExact(arg.AsSpan(5), "HH:mm", CultureInfo.InvariantCulture));
        }

        if (arg.StartsWith("number:", StringComparison.Ordinal))
        {
            return formats.Quantity(decimal.Parse(arg.AsSpan(7), CultureInfo.InvariantCulture));
        }

        if (arg.StartsWith("text:", StringComparison.Ordinal))
        {
            return arg[5..];
        }

        return arg.StartsWith("money:", StringComparison.Ordinal) && arg.Split(':') is [_, var amount, var currency]
            ? formats.Amount(decimal.Parse(amount, CultureInfo.InvariantCulture), currency)
            : arg;
    }
}
