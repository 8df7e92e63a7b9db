using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;

namespace Portal.Business.JobFolders;

/// <summary>What happened, in the reader's words.</summary>
/// <param name="Subject">What it is about, to link to; the empty reference for a note.</param>
public sealed record TimelineRow(long Id, DateTime At, string Who, string Text, bool IsNote, SubjectRef Subject);

/// <summary>Says timeline entries in the language of the current culture: "Quotes.Sent" is the key <c>Timeline.Sent</c> of QuotesText.</summary>
public sealed class TimelineTexts(IStringLocalizerFactory localizers)
{
    private readonly ConcurrentDictionary<string, IStringLocalizer> byCapability = new(StringComparer.Ordinal);

    public TimelineRow Say(TimelineEntry entry)
    {
        var isNote = entry.What == "Note";
        return new TimelineRow(entry.Id, entry.At, entry.UserName, isNote ? entry.Note : Text(entry), isNote, new SubjectRef(entry.Subject, entry.SubjectId));
    }

    private string Text(TimelineEntry entry)
    {
        if (entry.What.Split('.', 2) is not [var capability, var key])
        {
            return entry.What;
        }

        var texts = byCapability.GetOrAdd(capability, name => localizers.Create($"{name}.{name}Text", typeof(TimelineTexts).Assembly.GetName().Name!));
        var text = texts["Timeline." + key];
        object[] args = [.. entry.Args.Select(a => TimelineEntry.Decode(a, Formats.Current))];
        return text.ResourceNotFound ? entry.What : string.Format(CultureInfo.CurrentCulture, text.Value, args);
    }
}
