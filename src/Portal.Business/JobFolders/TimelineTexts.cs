using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Mail;

namespace Portal.Business.JobFolders;

public enum TimelineKind
{
    /// <summary>What the program noticed.</summary>
    Event,
    Note,
    Call,

    /// <summary>A message about something of the job, from the outbox.</summary>
    Mail,
}

/// <summary>What happened, in the reader's words.</summary>
/// <param name="Text">Of a note what a person wrote, of a message its subject.</param>
/// <param name="Subject">What it is about, to link to; the empty reference for a note.</param>
/// <param name="Note">What was said in a call; whom a message went to.</param>
public sealed record TimelineRow(long Id, DateTime At, string Who, string Text, bool IsNote, SubjectRef Subject, TimelineKind Kind = TimelineKind.Event, string Note = "");

/// <summary>Says timeline entries in the language of the current culture: "Quotes.Sent" is the key <c>Timeline.Sent</c> of QuotesText.</summary>
public sealed class TimelineTexts(IStringLocalizerFactory localizers)
{
    private readonly ConcurrentDictionary<string, IStringLocalizer> byCapability = new(StringComparer.Ordinal);

    public TimelineRow Say(TimelineEntry entry)
    {
        var kind = entry.What switch
        {
            TimelineEntry.OfANote => TimelineKind.Note,
            TimelineEntry.CallIn or TimelineEntry.CallOut => TimelineKind.Call,
            _ => TimelineKind.Event,
        };
        var isNote = kind == TimelineKind.Note;
        return new TimelineRow(
            entry.Id, entry.At, entry.UserName, isNote ? entry.Note : Text(entry), isNote, new SubjectRef(entry.Subject, entry.SubjectId), kind,
            kind == TimelineKind.Call ? entry.Note : "");
    }

    /// <summary>What became of a message, and whom it is for.</summary>
    public string SayMail(MessageState state, string to) => string.Format(CultureInfo.CurrentCulture, TextsOf("JobFolders")["Mail." + state].Value, to);

    private IStringLocalizer TextsOf(string capability) =>
        byCapability.GetOrAdd(capability, name => localizers.Create($"{name}.{name}Text", typeof(TimelineTexts).Assembly.GetName().Name!));

    private string Text(TimelineEntry entry)
    {
        if (entry.What.Split('.', 2) is not [var capability, var key])
        {
            return entry.What;
        }

        var texts = TextsOf(capability);
        var text = texts["Timeline." + key];
        object[] args = [.. entry.Args.Select(a => TimelineEntry.Decode(a, Formats.Current))];
        return text.ResourceNotFound ? entry.What : string.Format(CultureInfo.CurrentCulture, text.Value, args);
    }
}
