using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Mail;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>A new canned answer of a team, or a change of one. Each name is there once in a team.</summary>
public sealed class SaveCannedAnswer(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="Id">Null for a new one.</param>
    /// <param name="Text">With blanks such as {{Ticket.Number}}; a language left empty takes the other.</param>
    public sealed record Input(long TeamId, long? Id, int Version, string Name, LocalText Text);

    /// <summary>Its id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskManage))
        {
            return Refusal.Forbidden;
        }

        var checks = new FieldChecks();
        var name = checks.Required(nameof(input.Name), input.Name, Lengths.Name);
        var text = new LocalText(input.Text.French.Trim(), input.Text.English.Trim());
        checks.RefuseIf(text.IsEmpty, nameof(input.Text), Refusal.Invalid("Common.Required"));
        foreach (var (field, words) in new[] { (nameof(input.Text), text.French), (nameof(input.Text) + "English", text.English) })
        {
            checks.RefuseIf(words.Length > CannedAnswer.LongestText, field, Refusal.Invalid("Common.TooLong", nameof(input.Text), CannedAnswer.LongestText));
            foreach (var wrong in TemplateText.Check(field, words, CannedAnswer.Placeholders))
            {
                checks.RefuseIf(true, field, wrong);
            }
        }

        if (!checks.AllGood)
        {
            return Result<long>.Refused(checks.Found);
        }

        await using var db = contexts.CreateDbContext();
        var answer = input.Id is { } id ? await db.CannedAnswers.SingleOrDefaultAsync(a => a.Id == id && a.TeamId == input.TeamId, ct) : new CannedAnswer { TeamId = input.TeamId };
        if (answer is null || !await db.HelpdeskTeams.AnyAsync(t => t.Id == input.TeamId, ct))
        {
            return Refusal.NotFound;
        }

        if (input.Id is null)
        {
            if (await db.CannedAnswers.CountAsync(a => a.TeamId == input.TeamId, ct) >= CannedAnswer.Most)
            {
                return Refusal.NotNow("Helpdesk.TooManyAnswers", CannedAnswer.Most);
            }

            db.CannedAnswers.Add(answer);
        }
        else
        {
            db.ExpectVersion(answer, input.Version);
        }

        (answer.Name, answer.Text) = (name, text);
        var saved = await db.TrySaveAsync(ct);
        return saved.Refusal is { Code: "Common.AlreadyThere" } ? Refusal.Invalid("Helpdesk.AnswerNameTaken").On(nameof(input.Name))
            : saved.Refusal is { } refusal ? refusal
            : answer.Id;
    }
}
