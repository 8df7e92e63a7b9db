using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Companies;

/// <summary>
/// Takes numbers inside an open <see cref="WriteTransaction"/>. The update locks the series until that transaction ends, so two
/// takers wait for each other, and a rollback gives the number back. Take several kinds in the order of
/// <see cref="NumberedDocument"/>: the same order everywhere means no deadlock.
/// </summary>
public static class NumberSeriesTaking
{
    /// <summary>
    /// Refuses with <c>Companies.NoSeries</c>, or with <c>Companies.DateBeforeLastNumber</c> when a chronological series already
    /// has a document of a later date.
    /// </summary>
    public static async Task<Result<string>> TakeNumberAsync(
        this PortalDbContext db, long legalEntityId, NumberedDocument document, DateOnly date, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("A number is taken inside the transaction that uses it.");
        }

        var series = db.Set<NumberSeries>().Where(s => s.LegalEntityId == legalEntityId && s.Document == document);
        var taken = NumberSeries.IsChronological(document)
            ? await series.Where(s => s.LastDate == null || s.LastDate <= date)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.Next, s => s.Next + 1).SetProperty(s => s.LastDate, date), ct)
            : await series.ExecuteUpdateAsync(set => set.SetProperty(s => s.Next, s => s.Next + 1), ct);

        var state = await series.AsNoTracking().SingleOrDefaultAsync(ct);
        if (state is null)
        {
            return Refusal.NotNow("Companies.NoSeries", document);
        }

        return taken == 1
            ? state.Format(state.Next - 1)
            : Refusal.Invalid("Companies.DateBeforeLastNumber", date, state.LastDate);
    }
}
