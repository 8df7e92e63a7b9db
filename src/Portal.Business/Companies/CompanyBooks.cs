using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Reminders;

namespace Portal.Business.Companies;

/// <summary>A legal entity with what its documents are computed with. Shared by all who ask: nobody changes it.</summary>
public sealed record CompanyBook(
    LegalEntity Entity, TaxTable Taxes, IReadOnlyDictionary<long, PaymentTerms> Terms, IReadOnlyDictionary<Form, LocalText> Texts)
{
    /// <summary>Of its chart, active or not.</summary>
    public required IReadOnlySet<long> AccountIds { get; init; }

    public required IReadOnlySet<long> FiscalPositionIds { get; init; }

    /// <summary>In the order of their days.</summary>
    public required IReadOnlyList<LateTerm> LateTerms { get; init; }

    /// <summary>Of what is charged to late clients; null where none was chosen. It is no supply.</summary>
    public required long? ChargeTaxCodeId { get; init; }

    /// <summary>What may be claimed of late clients, as documents of a day say it; null before the first.</summary>
    public LateTerm? LateTermOn(DateOnly day) => LateTerm.On(LateTerms, day);

    /// <summary>The terms of a document: its own, else those of who pays, else the company's.</summary>
    public PaymentTerms? TermsFor(long? own, long? ofPayer) =>
        (own ?? ofPayer ?? Entity.DefaultPaymentTermsId) is { } id ? Terms[id] : null;
}

/// <summary>
/// Keeps the book of each legal entity until its <see cref="ReferenceStamp"/> moves. The stamp is in the database and moves in the
/// transaction that changes the data, so no node works with what another one has changed.
/// </summary>
public sealed class CompanyBooks
{
    private readonly ConcurrentDictionary<long, (int Stamp, CompanyBook Book)> known = new();

    public async Task<CompanyBook> GetAsync(PortalDbContext db, long legalEntityId, CancellationToken ct) =>
        await GetAsync(db, legalEntityId, await db.ReferenceStamps.Select(s => s.Version).SingleAsync(ct), ct);

    /// <param name="stamp">As the caller has just read it.</param>
    public async Task<CompanyBook> GetAsync(PortalDbContext db, long legalEntityId, int stamp, CancellationToken ct)
    {
        if (known.TryGetValue(legalEntityId, out var kept) && kept.Stamp == stamp)
        {
            return kept.Book;
        }

        var book = await ReadAsync(db, legalEntityId, ct);
        if (!db.ChangesReferenceData)
        {
            known[legalEntityId] = (stamp, book);
        }

        return book;
    }

    private static async Task<CompanyBook> ReadAsync(PortalDbContext db, long legalEntityId, CancellationToken ct) =>
        new(
            await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == legalEntityId, ct),
            await TaxTable.LoadAsync(db, legalEntityId, ct),
            await db.PaymentTerms.AsNoTracking().ToDictionaryAsync(t => t.Id, ct),
            await db.FormTexts.AsNoTracking().Where(t => t.LegalEntityId == legalEntityId).ToDictionaryAsync(t => t.Form, t => t.Text, ct))
        {
            AccountIds = (await db.GlAccounts.Where(a => a.LegalEntityId == legalEntityId).Select(a => a.Id).ToListAsync(ct)).ToHashSet(),
            LateTerms = await db.LateTerms.AsNoTracking().Where(t => t.LegalEntityId == legalEntityId).OrderBy(t => t.From).ToListAsync(ct),
            ChargeTaxCodeId = await db.ReminderPlans.Where(p => p.LegalEntityId == legalEntityId).Select(p => p.ChargeTaxCodeId).SingleOrDefaultAsync(ct),
            FiscalPositionIds = (await db.FiscalPositions.Where(p => p.LegalEntityId == legalEntityId).Select(p => p.Id).ToListAsync(ct)).ToHashSet(),
        };
}

/// <summary>Counts the changes of <see cref="IReferenceData"/>. One row.</summary>
public sealed class ReferenceStamp
{
    public const int OnlyId = 1;

    public int Id { get; private init; }

    public int Version { get; private set; }
}
