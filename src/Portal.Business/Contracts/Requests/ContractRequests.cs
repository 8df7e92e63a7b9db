using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.JobFolders;

namespace Portal.Business.Contracts.Requests;

/// <summary>
/// Makes the requests of a contract for its current period of twelve months, those that are not there yet. The unique key of each names contract
/// line, period and number, so that the database refuses the second; an amendment goes on with the numbers of the line before. What was made is written
/// down apart from the request: one that people deleted is not made again.
/// </summary>
public sealed class ContractRequests(PortalDbContextFactory contexts, TimeProvider clock)
{
    /// <returns>How many were made.</returns>
    internal async Task<Result<int>> MakeAsync(ICurrentUser actor, long contractId, DateOnly? asOf, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(actor);
        if (await ContractAccess.FindAsync(db, contractId, ct) is not { } contract)
        {
            return Refusal.NotFound;
        }

        if (!contract.Bills)
        {
            return Refusal.NotNow("Contracts.NotFromThisStatus", contract.Reference);
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == contract.LegalEntityId, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var today = asOf ?? seller.DayOf(now);
        if ((contract.PeriodAt(today) ?? contract.Periods.Find(p => p.From > today)) is not { } period)
        {
            return 0;
        }

        var windows = VisitWindows.Of(contract, period).DistinctBy(w => KeyOf(contract, period, w)).ToList();
        var keys = windows.Select(w => KeyOf(contract, period, w)).ToList();
        var made = (await db.GeneratedRequests.Where(g => keys.Contains(g.Key)).Select(g => g.Key).ToListAsync(ct)).ToHashSet();
        var missing = windows.Where(w => !made.Contains(KeyOf(contract, period, w))).ToList();
        missing = await WithoutPlannedAsync(db, contract, missing, ct);
        return missing.Count == 0 ? 0 : await MakeAsync(new Work(db, actor, contract, period, now), missing, ct);
    }

    /// <summary>
    /// An amendment gave a line other visits, or was taken back: requests of the other plan that stayed, because they were planned already, count for their
    /// month. They stand under the key of a line with other visits, and belong to one before this one, or since the undoing to this one. One that was
    /// cancelled with its visits and taken up again stands under no key.
    /// </summary>
    private static async Task<List<VisitWindow>> WithoutPlannedAsync(PortalDbContext db, Contract contract, List<VisitWindow> missing, CancellationToken ct)
    {
        var others = missing.Select(w => contract.VisitsOf(w.Line.Id)).Distinct().ToDictionary(id => id, id => ThroughPlanOf(contract, id));
        var ids = others.Values.SelectMany(f => f).ToList();
        var standing = ids.Count == 0 ? [] : await db.ServiceRequests.AsNoTracking()
            .Where(r => r.ContractLineId != null && ids.Contains(r.ContractLineId.Value) && r.Status != RequestStatus.Cancelled && r.WantedFrom != null)
            .Select(r => new { LineId = r.ContractLineId!.Value, From = r.WantedFrom!.Value, Key = r.OnceKey }).ToListAsync(ct);
        return
        [
            .. missing.GroupBy(w => (Root: contract.VisitsOf(w.Line.Id), w.From.Year, w.From.Month)).SelectMany(month => month.OrderBy(w => w.Number).Skip(standing.Count(
                r => others[month.Key.Root].Contains(r.LineId) && r.Key?.StartsWith(KeysOf(month.Key.Root), StringComparison.Ordinal) != true
                    && (r.From.Year, r.From.Month) == (month.Key.Year, month.Key.Month)))),
        ];
    }

    /// <summary>The lines before those of a plan of visits, and those of it.</summary>
    private static HashSet<long> ThroughPlanOf(Contract contract, long root)
    {
        HashSet<long> lines = [.. contract.Lines.Where(l => contract.VisitsOf(l.Id) == root).Select(l => l.Id)];
        for (var line = contract.Lines.Find(l => l.Id == root); line?.PreviousId is { } previous; line = contract.Lines.Find(l => l.Id == previous))
        {
            lines.Add(previous);
        }

        return lines;
    }

    private sealed record Work(PortalDbContext Db, ICurrentUser Actor, Contract Contract, ContractPeriod Period, DateTime Now);

    private static async Task<Result<int>> MakeAsync(Work work, List<VisitWindow> missing, CancellationToken ct)
    {
        var (db, actor, contract, period, now) = work;
        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == contract.LegalEntityId, ct);
        var client = await db.Clients.AsNoTracking().SingleAsync(c => c.Id == contract.ClientId, ct);
        var taxes = await TaxTable.LoadAsync(db, contract.LegalEntityId, ct);
        var job = contract.JobId is { } jobId ? await db.Jobs.SingleAsync(j => j.Id == jobId, ct) : null;
        await using var transaction = await db.BeginWriteAsync(ct);
        if (job is null)
        {
            var started = await NewJob.StartAsync(db, client, seller, contract.Title.Length == 0 ? contract.Reference : contract.Title, actor, now, ct);
            if (!started.TryGet(out job, out var noJob))
            {
                return noJob;
            }

            contract.StandIn(job.Id);
        }

        foreach (var window in missing)
        {
            var request = await NewRequest.StartAsync(db, client, seller, job, Head(contract, window), RequestOrigin.Contract, actor, now, ct);
            if (!request.TryGet(out var one))
            {
                return Result<int>.Refused(request.Refusals);
            }

            one.ContractLineId = window.Line.Id;
            one.OnceKey = KeyOf(contract, period, window);
            db.GeneratedRequests.Add(new GeneratedRequest { ContractId = contract.Id, Key = one.OnceKey, RequestId = one.Id, MadeAt = now });
            if (window.Line.EquipmentId is { } equipment)
            {
                one.Equipment.Add(new RequestEquipment(one.Id, equipment));
            }

            if (Line(window.Line) is { } line)
            {
                one.AddLine(line);
            }

            one.Calculate(taxes, seller.DayOf(now));
            one.Assign((await RequestReferences.SectorOfAsync(db, seller.Id, client.Id, window.Line.SiteId, ct))?.Id, null, null);
            one.Submit();
        }

        if (await db.TrySaveAsync(ct) is { Refusal: { } refusal })
        {
            return refusal;
        }

        await transaction.CommitAsync(ct);
        return missing.Count;
    }

    internal static string KeyOf(Contract contract, ContractPeriod period, VisitWindow window) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{KeysOf(contract.VisitsOf(window.Line.Id))}{period.Number}:{window.Number}");

    /// <summary>What the keys of all visits of a plan begin with.</summary>
    /// <param name="root">The first line that has its visits.</param>
    private static string KeysOf(long root) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"contract-visit:{root}:");

    private static ServiceRequest.Head Head(Contract contract, VisitWindow window)
    {
        var what = window.Line.Description.Split('\n')[0];
        var title = contract.Title.Length == 0 || contract.Title == what ? what : $"{contract.Title} · {what}";
        return new ServiceRequest.Head(
            title.Length <= Lengths.Name ? title : title[..(Lengths.Name - 1)] + "…", "", window.Line.SiteId, null, window.Line.Visits.TaskTypeId, RequestPriority.Normal,
            window.From, window.To, window.Line.Visits.Minutes, 1, contract.PositionOn(window.From), []);
    }

    /// <summary>What the visit delivers; it is billed by the contract only.</summary>
    private static WorkLine? Line(ContractLine of)
    {
        var line = new WorkLine { ContractLineId = of.Id };
        var quantity = Money.RoundQuantity(of.AnnualQuantity / of.Visits.PerYear);
        return quantity > 0 && line.Set(new WorkLine.Values(
            of.ProductId, of.Description, quantity, of.Unit, of.UnitPrice, of.DiscountPercent, of.TaxCodeId, of.GlAccountId)).Succeeded ? line : null;
    }
}
