using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Interventions.Planning;

namespace Portal.Business.Interventions.UseCases.Settings;

public sealed class SaveSector(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="Id">Null for a new one.</param>
    /// <param name="PostalPrefixes">Beginnings of postal codes, parted by commas, semicolons or line breaks: "G1, G2".</param>
    public sealed record Input(long? Id, int Version, long LegalEntityId, string Name, string PostalPrefixes, bool IsActive = true);

    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan))
        {
            return Refusal.Forbidden;
        }

        var checks = new FieldChecks();
        var name = checks.Required(nameof(input.Name), input.Name, Lengths.Name);
        List<string> prefixes = [.. input.PostalPrefixes.Split([',', ';', '\n']).Select(Sectors.Clean).Where(p => p.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        if (prefixes.Find(p => p.Length > 10 || !p.All(char.IsAsciiLetterOrDigit)) is { } wrong)
        {
            checks.RefuseIf(true, nameof(input.PostalPrefixes), Refusal.Invalid("Interventions.PostalPrefixWrong", wrong));
        }

        if (!checks.AllGood)
        {
            return Result<long>.Refused(checks.Found);
        }

        await using var db = contexts.CreateDbContext();
        var sector = input.Id is { } id
            ? await db.Sectors.SingleOrDefaultAsync(s => s.Id == id, ct)
            : db.Sectors.Add(new Sector { LegalEntityId = input.LegalEntityId, Name = name }).Entity;
        if (sector is null)
        {
            return Refusal.NotFound;
        }

        if (input.Id is not null)
        {
            db.ExpectVersion(sector, input.Version);
        }

        (sector.Name, sector.PostalPrefixes, sector.IsActive) = (name, prefixes, input.IsActive);
        return await db.TrySaveAsync(ct) is not { Refusal: { } refusal } ? sector.Id
            : refusal.Code == "Common.AlreadyThere" ? Refusal.Conflict("Interventions.NameTaken", name).On(nameof(input.Name)) : refusal;
    }
}
