namespace Portal.Business.Interventions.Planning;

/// <summary>A time at which somebody is free for a visit. UTC.</summary>
public sealed record FreeSlot(long UserId, string Name, DateTime StartsAt, DateTime EndsAt);

/// <summary>Finds free times in diaries: within working hours, past no visit, absence or closing day.</summary>
public static class FreeSlots
{
    /// <summary>Starts are proposed on the quarter of an hour.</summary>
    private static readonly TimeSpan Grid = TimeSpan.FromMinutes(15);

    /// <summary>Parts of a day this near to each other count as one for a visit that fits into neither.</summary>
    private static readonly TimeSpan Break = TimeSpan.FromHours(2);

    /// <param name="days">The first and the last day, on the wall of each diary's time zone.</param>
    /// <param name="notBefore">UTC; nothing earlier is proposed.</param>
    /// <returns>The first <paramref name="wanted"/>, by time, then by name. One free span gives as many as fit into it, one after the other.</returns>
    public static IReadOnlyList<FreeSlot> Find(IEnumerable<Diary> diaries, (DateOnly First, DateOnly Last) days, int minutes, DateTime notBefore, int wanted)
    {
        var length = TimeSpan.FromMinutes(minutes);
        var found = new List<FreeSlot>();
        foreach (var diary in diaries)
        {
            found.AddRange(Of(diary, days, length, notBefore).Take(wanted));
        }

        return [.. found.OrderBy(s => s.StartsAt).ThenBy(s => s.Name, StringComparer.CurrentCulture).ThenBy(s => s.UserId).Take(wanted)];
    }

    private static IEnumerable<FreeSlot> Of(Diary diary, (DateOnly First, DateOnly Last) days, TimeSpan length, DateTime notBefore)
    {
        var busy = diary.Busy.OrderBy(b => b.From).ToList();
        for (var day = days.First; day <= days.Last; day = day.AddDays(1))
        {
            foreach (var (from, to) in Hours(diary, day, length))
            {
                var start = Next(from > notBefore ? from : notBefore);
                while (start + length <= to)
                {
                    if (busy.Find(b => b.From < start + length && b.To > start) is { } taken)
                    {
                        start = Next(taken.To);
                        continue;
                    }

                    yield return new FreeSlot(diary.UserId, diary.Name, start, start + length);
                    start = Next(start + length);
                }
            }
        }
    }

    /// <summary>The working hours of a day as instants; joined over the break where the visit is longer than each of them.</summary>
    private static IEnumerable<(DateTime From, DateTime To)> Hours(Diary diary, DateOnly day, TimeSpan length)
    {
        var parts = diary.Week.Parts.Where(p => p.Day == day.DayOfWeek).Select(p => (From: p.From.ToTimeSpan(), To: Diary.End(p))).Where(p => p.To > p.From).OrderBy(p => p.From).ToList();
        if (parts.Count > 1 && parts.TrueForAll(p => p.To - p.From < length))
        {
            var joined = new List<(TimeSpan From, TimeSpan To)> { parts[0] };
            foreach (var part in parts.Skip(1))
            {
                var last = joined[^1];
                if (part.From - last.To <= Break)
                {
                    joined[^1] = (last.From, part.To);
                }
                else
                {
                    joined.Add(part);
                }
            }

            parts = joined;
        }

        return parts.Select(p => (Instant(diary.Zone, day, p.From), Instant(diary.Zone, day, p.To)));
    }

    private static DateTime Instant(TimeZoneInfo zone, DateOnly day, TimeSpan time)
    {
        var local = day.ToDateTime(TimeOnly.MinValue) + time;
        while (zone.IsInvalidTime(local))
        {
            local += Grid;
        }

        return TimeZoneInfo.ConvertTimeToUtc(local, zone);
    }

    private static DateTime Next(DateTime at) => new((at.Ticks + Grid.Ticks - 1) / Grid.Ticks * Grid.Ticks, DateTimeKind.Utc);
}
