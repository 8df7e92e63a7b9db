using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Interventions.Planning;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>Makes or changes a helpdesk team.</summary>
public sealed class SaveHelpdeskTeam(PortalDbContextFactory contexts, ICurrentUser user)
{
    private const int MostMinutes = 60 * 24 * 60;

    /// <param name="Id">Null makes one.</param>
    /// <param name="DefaultJobNumber">As people read it; empty: none.</param>
    /// <param name="Week">When it works; null leaves it, or the usual week.</param>
    /// <param name="MemberIds">Who answers its tickets; null leaves it.</param>
    public sealed record Input(
        long? Id, long LegalEntityId, int Version, string Name, string Email, bool TracksTime, bool BillsTime, string DefaultJobNumber, int RoundingMinutes, bool RoundsUp,
        int? FirstAnswerMinutes, int? SolutionMinutes, bool IsActive = true, WorkingWeek? Week = null, IReadOnlyList<long>? MemberIds = null);

    /// <summary>The team's id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var checks = new FieldChecks();
        var name = checks.Required(nameof(input.Name), input.Name, Lengths.Name);
        var email = input.Email.Trim();
        checks.RefuseIf(email.Length > 0 && !Mail.EmailAddress.IsValid(email), nameof(input.Email), Refusal.Invalid("Helpdesk.BadEmail", email));
        var others = await db.HelpdeskTeams.Where(t => t.Id != input.Id && t.LegalEntityId == input.LegalEntityId && t.IsActive && t.Email != "").Select(t => t.Email).ToListAsync(ct);
        checks.RefuseIf(input.IsActive && others.Contains(email, StringComparer.OrdinalIgnoreCase), nameof(input.Email), Refusal.Invalid("Helpdesk.EmailTaken", email));
        checks.RefuseIf(input.RoundingMinutes is < 1 or > 240, nameof(input.RoundingMinutes), Refusal.Invalid("Helpdesk.RoundingRange"));
        checks.RefuseIf(input.FirstAnswerMinutes is < 1 or > MostMinutes, nameof(input.FirstAnswerMinutes), Refusal.Invalid("Helpdesk.PromiseRange"));
        checks.RefuseIf(input.SolutionMinutes is < 1 or > MostMinutes, nameof(input.SolutionMinutes), Refusal.Invalid("Helpdesk.PromiseRange"));
        checks.RefuseIf(!await db.LegalEntities.AnyAsync(e => e.Id == input.LegalEntityId, ct), nameof(input.LegalEntityId), Refusal.Invalid("Common.Required"));
        var number = input.DefaultJobNumber.Trim();
        var job = number.Length == 0 ? null : await db.Jobs.Where(j => j.Number == number && j.LegalEntityId == input.LegalEntityId).Select(j => (long?)j.Id).SingleOrDefaultAsync(ct);
        checks.RefuseIf(number.Length > 0 && job is null, nameof(input.DefaultJobNumber), Refusal.Invalid("Helpdesk.UnknownJob", number));
        checks.RefuseIf(input.Week is { } wanted && !TechnicianFields.IsWeek(wanted.Parts), nameof(input.Week), Refusal.Invalid("Interventions.WeekPartWrong"));
        var members = input.MemberIds?.Distinct().ToList();
        checks.RefuseIf(members is not null && await db.Users.CountAsync(u => members.Contains(u.Id) && !u.IsClientUser, ct) != members.Count, nameof(input.MemberIds), Refusal.Invalid("Common.Required"));
        if (!checks.AllGood)
        {
            return Result<long>.Refused(checks.Found);
        }

        var team = input.Id is { } id ? await db.HelpdeskTeams.SingleOrDefaultAsync(t => t.Id == id && t.LegalEntityId == input.LegalEntityId, ct) : null;
        if (team is null && input.Id is not null)
        {
            return Refusal.NotFound;
        }

        if (team is null)
        {
            team = new HelpdeskTeam { LegalEntityId = input.LegalEntityId, Name = name };
            db.HelpdeskTeams.Add(team);
            db.TicketStages.AddRange(TicketStage.UsualOf(team.Id));
        }
        else
        {
            db.ExpectVersion(team, input.Version);
        }

        (team.Name, team.Email, team.TracksTime, team.BillsTime, team.DefaultJobId) = (name, email, input.TracksTime, input.BillsTime, job);
        (team.RoundingMinutes, team.RoundsUp, team.IsActive) = (input.RoundingMinutes, input.RoundsUp, input.IsActive);
        (team.FirstAnswerMinutes, team.SolutionMinutes) = (input.FirstAnswerMinutes, input.SolutionMinutes);
        (team.Week, team.MemberIds) = (input.Week ?? team.Week, members ?? team.MemberIds);
        var saved = await db.TrySaveAsync(ct);
        return saved.Succeeded ? team.Id : Result<long>.Refused(saved.Refusals);
    }
}
