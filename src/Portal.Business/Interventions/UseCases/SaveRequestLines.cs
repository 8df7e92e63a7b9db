using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions.Documents;
using Portal.Business.PrepaidHours;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Saves what is to bill of a request: fiscal position and lines together, or refuses with everything that is wrong. Lines that went their way stay as they are.</summary>
public sealed class SaveRequestLines(PortalDbContextFactory contexts, VisitReports reports, ICurrentUser user, TimeProvider clock, ILogger<SaveRequestLines> log)
{
    public sealed record Input(long RequestId, int Version, long? FiscalPositionId, IReadOnlyList<RequestLineFields> Lines);

    /// <param name="Lines">Ids of the lines as saved, in order, without the blank ones.</param>
    public sealed record Saved(int Version, IReadOnlyList<long> Lines, decimal Net, IReadOnlyList<TaxAmount> Taxes, decimal Total);

    public async Task<Result<Saved>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var request = await db.ServiceRequests.Include(r => r.Lines).SingleOrDefaultAsync(r => r.Id == input.RequestId, ct);
        if (request is null)
        {
            return Refusal.NotFound;
        }

        if (request.Version != input.Version)
        {
            return Refusal.Stale;
        }

        var wanted = input.Lines.Where(l => !l.IsBlank).ToList();
        var taxes = await TaxTable.LoadAsync(db, request.LegalEntityId, ct);
        var refusals = await CheckAsync(db, request, input.FiscalPositionId, wanted, taxes, ct);
        var printed = request.Lines.Where(l => l.VisitId is not null).ToDictionary(l => l, AfterSignature.Printed);
        var before = request.Lines.ToDictionary(l => l, l => l.ProductId);
        var lines = Read(request, wanted, refusals);
        if (refusals.Count > 0)
        {
            return Result<Saved>.Refused(refusals);
        }

        var chosen = lines.FindAll(l => l.ProductId != before.GetValueOrDefault(l));
        var costs = await PurchaseCosts.OfAsync(db, chosen.Select(l => l.ProductId), ct);
        chosen.ForEach(l => l.UnitCost = costs.Of(l.ProductId));
        request.Edit(Head(request) with { FiscalPositionId = input.FiscalPositionId });
        request.Lines.RemoveAll(l => !lines.Contains(l));
        foreach (var line in lines)
        {
            if (!request.Lines.Contains(line))
            {
                request.AddLine(line);
            }
        }

        for (var i = 0; i < lines.Count; i++)
        {
            lines[i].Position = i + 1;
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == request.LegalEntityId, ct);
        request.Calculate(taxes, seller.Today(clock));
        db.Touch(request);
        var visits = await AfterSignature.NotePartsAsync(
            db, [.. printed.Keys.Where(l => !lines.Contains(l) || AfterSignature.Printed(l) != printed[l])], user, clock.GetUtcNow().UtcDateTime, ct);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Refusal is { } lost)
        {
            return lost;
        }

        foreach (var visit in visits)
        {
            await reports.RenewAsync(visit, saved, ct);
        }

        log.RequestChanged(request.Id);
        return new Saved(request.Version, [.. lines.Select(l => l.Id)], request.Net, request.Taxes, request.Total);
    }

    internal static ServiceRequest.Head Head(ServiceRequest r) => new(
        r.Title, r.Description, r.SiteId, r.ContactId, r.TaskTypeId, r.Priority, r.WantedFrom, r.WantedTo, r.Minutes, r.VisitsWanted, r.FiscalPositionId, r.Labels);

    private static List<WorkLine> Read(ServiceRequest request, List<RequestLineFields> wanted, List<Refusal> refusals)
    {
        var known = request.Lines.ToDictionary(l => l.Id);
        var lines = new List<WorkLine>();
        for (var i = 0; i < wanted.Count; i++)
        {
            var line = wanted[i].Id is { } id && known.Remove(id, out var old) ? old : new WorkLine { RequestId = request.Id };
            if (!wanted[i].Says(line))
            {
                refusals.AddRange(line.Set(wanted[i].ToValues()).Refusals.Select(r => r.On($"Lines[{i}].{r.Field}")));
            }

            lines.Add(line);
        }

        refusals.AddRange(known.Values.Where(l => l.State != WorkLineState.Open).Select(l => Refusal.NotNow("Interventions.LineIsTaken", l.Description)));
        return lines;
    }

    private static async Task<List<Refusal>> CheckAsync(
        PortalDbContext db, ServiceRequest request, long? positionId, List<RequestLineFields> wanted, TaxTable taxes, CancellationToken ct)
    {
        var refusals = new List<Refusal>();
        if (positionId is { } position && !await db.FiscalPositions.AnyAsync(p => p.Id == position && p.LegalEntityId == request.LegalEntityId, ct))
        {
            refusals.Add(Refusal.Invalid("Interventions.UnknownChoice").On("FiscalPositionId"));
        }

        if (wanted.Count > RequestFields.MostLines)
        {
            refusals.Add(Refusal.Invalid("Interventions.TooManyLines", RequestFields.MostLines));
        }

        var accounts = wanted.Select(l => l.GlAccountId).OfType<long>().Distinct().ToList();
        var products = wanted.Select(l => l.ProductId).OfType<long>().Distinct().ToList();
        var knownAccounts = await db.GlAccounts.Where(a => a.LegalEntityId == request.LegalEntityId && accounts.Contains(a.Id)).Select(a => a.Id).ToListAsync(ct);
        var knownProducts = await db.Products.Where(p => p.LegalEntityId == request.LegalEntityId && products.Contains(p.Id)).Select(p => p.Id).ToListAsync(ct);
        var hours = await HoursSale.RefusedAsync(db, request.LegalEntityId, request.ClientId, wanted.Select(l => l.ProductId), ct);
        for (var i = 0; i < wanted.Count; i++)
        {
            if (hours?.Holds(wanted[i].ProductId, wanted[i].Quantity ?? 0) == true)
            {
                refusals.Add(hours.Why.On($"Lines[{i}].Description"));
            }

            if ((wanted[i].TaxCodeId is { } code && taxes.Find(code) is null) || (wanted[i].GlAccountId is { } account && !knownAccounts.Contains(account))
                || (wanted[i].ProductId is { } product && !knownProducts.Contains(product)))
            {
                refusals.Add(Refusal.Invalid("Interventions.UnknownChoice").On($"Lines[{i}]"));
            }
        }

        return refusals;
    }
}
