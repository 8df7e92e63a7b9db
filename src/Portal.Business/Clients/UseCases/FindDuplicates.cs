using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Clients.UseCases;

/// <summary>Clients that may be the one that is being entered: the same registration number, e-mail address or name.</summary>
public sealed class FindDuplicates(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    private const int Most = 10;

    /// <param name="Emails">Of the client and its contacts.</param>
    /// <param name="ExceptId">The client itself, when it is there already.</param>
    public sealed record Input(string Name, RegistrationNumbers Numbers, IReadOnlyList<string> Emails, long? ExceptId = null);

    public enum Reason
    {
        SameNumber,
        SameEmail,
        SameName,
    }

    public sealed record Row(long Id, string Name, string City, bool IsActive, Reason Reason);

    public async Task<Result<IReadOnlyList<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ClientsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var others = db.Clients.AsNoTracking().Where(c => c.Id != input.ExceptId);
        var folded = Client.FoldName(input.Name);
        var emails = input.Emails.Select(e => e.Trim()).Where(e => e.Length > 0).SelectMany(e => new[] { e, e.ToLowerInvariant() }).Distinct().ToList();
        var n = new RegistrationNumbers(
            Known(input.Numbers.Siren), Known(input.Numbers.Siret), Known(input.Numbers.VatId), Known(input.Numbers.Neq), Known(input.Numbers.Gst), Known(input.Numbers.Qst));

        var found = new List<Row>();
        if (n != RegistrationNumbers.None)
        {
            found.AddRange(await RowsAsync(others.Where(c =>
                (n.Siren != "" && c.Numbers.Siren == n.Siren) || (n.Siret != "" && c.Numbers.Siret == n.Siret)
                || (n.VatId != "" && c.Numbers.VatId == n.VatId) || (n.Neq != "" && c.Numbers.Neq == n.Neq)
                || (n.Gst != "" && c.Numbers.Gst == n.Gst) || (n.Qst != "" && c.Numbers.Qst == n.Qst)), Reason.SameNumber, ct));
        }

        if (emails.Count > 0)
        {
            found.AddRange(await RowsAsync(others.Where(c => emails.Contains(c.Email) || c.Contacts.Any(o => emails.Contains(o.Email))), Reason.SameEmail, ct));
        }

        if (folded.Length > 0)
        {
            found.AddRange(await RowsAsync(others.Where(c => c.FoldedName == folded), Reason.SameName, ct));
        }

        return found.DistinctBy(r => r.Id).Take(Most).ToList();
    }

    private static string Known(string number) => RegistrationChecks.Compact(number);

    private static Task<List<Row>> RowsAsync(IQueryable<Client> clients, Reason reason, CancellationToken ct) =>
        clients.OrderBy(c => c.FoldedName).ThenBy(c => c.Id).Take(Most).Select(c => new Row(c.Id, c.Name, c.BillingAddress.City, c.IsActive, reason)).ToListAsync(ct);
}
