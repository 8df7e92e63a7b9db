using System.Collections.Concurrent;
using Portal.Business.Data;

namespace Portal.Business.Companies;

/// <summary>
/// What the next numbers of a company will most likely be, so that a document is drawn before its number is taken and nobody waits for the drawing.
/// A guess of this process: another node, another kind of document or a rollback makes it wrong. What counts is the number that was taken.
/// </summary>
internal sealed class NumbersAhead
{
    private static readonly ConcurrentDictionary<(string Database, long Company), NumbersAhead> Known = new();

    private readonly Lock door = new();
    private readonly Dictionary<NumberedDocument, (long Next, string Prefix, int Digits)> last = [];
    private readonly Dictionary<NumberedDocument, int> waiting = [];

    private NumbersAhead()
    {
    }

    public static NumbersAhead Of(PortalDbContext db, long legalEntityId) => Known.GetOrAdd((db.ConnectionString, legalEntityId), static _ => new NumbersAhead());

    /// <summary>Takes a place behind those who are about to take numbers. To be left when the own are taken, or will not be.</summary>
    public Place LineUp(params IReadOnlyCollection<NumberedDocument> documents)
    {
        lock (door)
        {
            var guesses = new Dictionary<NumberedDocument, string>();
            foreach (var document in documents)
            {
                var before = waiting.GetValueOrDefault(document);
                waiting[document] = before + 1;
                if (last.TryGetValue(document, out var series))
                {
                    guesses[document] = NumberSeries.Format(series.Prefix, series.Digits, series.Next + before);
                }
            }

            return new Place(this, documents, guesses);
        }
    }

    /// <summary>What a series says after a number was taken of it.</summary>
    public void Took(NumberedDocument document, long next, string prefix, int digits)
    {
        lock (door)
        {
            last[document] = (next, prefix, digits);
        }
    }

    private void Leave(IReadOnlyCollection<NumberedDocument> documents)
    {
        lock (door)
        {
            foreach (var document in documents)
            {
                waiting[document]--;
            }
        }
    }

    public sealed class Place(NumbersAhead line, IReadOnlyCollection<NumberedDocument> documents, IReadOnlyDictionary<NumberedDocument, string> guesses) : IDisposable
    {
        private int left;

        /// <summary>Null where nothing is known of the series yet.</summary>
        public string? this[NumberedDocument document] => guesses.GetValueOrDefault(document);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
            {
                line.Leave(documents);
            }
        }
    }
}
