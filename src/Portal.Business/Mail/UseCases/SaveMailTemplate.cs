using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Mail.UseCases;

/// <summary>Keeps a company's own wording. A wording that could not be filled in later is refused now.</summary>
public sealed class SaveMailTemplate(IDbContextFactory<PortalDbContext> contexts, MailKinds kinds, ICurrentUser user)
{
    public async Task<Result> RunAsync(MailWording input, CancellationToken ct)
    {
        if (!user.Has(Permissions.MailManage))
        {
            return Refusal.Forbidden;
        }

        if (kinds.Find(input.Kind) is not { } kind)
        {
            return Refusal.NotNow("Mail.UnknownKind");
        }

        if (Check(input, kind) is { Count: > 0 } wrong)
        {
            return Result.Refused(wrong);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var own = await db.MailTemplates.SingleOrDefaultAsync(t => t.Kind == input.Kind && t.Language == input.Language, ct);
        if (own?.Version != input.Version)
        {
            return Refusal.Stale;
        }

        if (own is null)
        {
            db.MailTemplates.Add(new MailTemplate(input.Kind, input.Language, input.Subject.Trim(), input.Body.Trim()));
        }
        else
        {
            own.Reword(input.Subject.Trim(), input.Body.Trim());
        }

        return await db.TrySaveAsync(ct);
    }

    private static List<Refusal> Check(MailWording input, MailKind kind)
    {
        var wrong = new List<Refusal>();
        var known = kind.AllPlaceholders.ToHashSet(StringComparer.Ordinal);
        if (!MailLanguages.All.Contains(input.Language))
        {
            wrong.Add(Refusal.Invalid("Mail.UnknownLanguage").On(nameof(input.Language)));
        }

        if (string.IsNullOrWhiteSpace(input.Subject))
        {
            wrong.Add(Refusal.Invalid("Mail.SubjectMissing").On(nameof(input.Subject)));
        }
        else if (input.Subject.Trim().Contains('\n', StringComparison.Ordinal))
        {
            wrong.Add(Refusal.Invalid("Mail.SubjectOneLine").On(nameof(input.Subject)));
        }

        if (string.IsNullOrWhiteSpace(input.Body))
        {
            wrong.Add(Refusal.Invalid("Mail.BodyMissing").On(nameof(input.Body)));
        }

        foreach (var (field, text, longest) in new[] { (nameof(input.Subject), input.Subject, Lengths.Name), (nameof(input.Body), input.Body, Lengths.LongText) })
        {
            if (text.Length > longest)
            {
                wrong.Add(Refusal.Invalid("Common.TooLong", field, longest).On(field));
            }
            else
            {
                wrong.AddRange(TemplateText.Check(field, text, known));
            }
        }

        return wrong;
    }
}
