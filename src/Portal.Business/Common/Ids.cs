using System.Security.Cryptography;

namespace Portal.Business.Common;

/// <summary>
/// Makes the keys of all rows: 63-bit numbers that grow with time (41 bits of milliseconds since 2026, 10 bits drawn once
/// per process, 12 bits of sequence). Made by the application so that a whole graph is written in one batch and rows may
/// refer to one another before they are saved. Two processes that drew the same 10 bits can collide only within one
/// millisecond; the primary key then refuses the second row.
/// </summary>
public static class Ids
{
    private const int SequenceBits = 12;
    private const int ProcessBits = 10;

    private static readonly DateTime Epoch = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly long ProcessPart = (long)RandomNumberGenerator.GetInt32(1 << ProcessBits) << SequenceBits;
    private static long last;

    public static long New()
    {
        var now = (long)(TimeProvider.System.GetUtcNow().UtcDateTime - Epoch).TotalMilliseconds << SequenceBits;
        long previous;
        long next;
        do
        {
            previous = Volatile.Read(ref last);
            next = Math.Max(now, previous + 1);
        }
        while (Interlocked.CompareExchange(ref last, next, previous) != previous);

        var time = next >> SequenceBits;
        var sequence = next & ((1 << SequenceBits) - 1);
        return (time << (SequenceBits + ProcessBits)) | ProcessPart | sequence;
    }
}
