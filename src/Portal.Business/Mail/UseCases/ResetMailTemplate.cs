using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Mail.UseCases;

/// <summary>Goes back to the built-in wording.</summary>
public sealed class ResetMailTemplate(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public async Task<Result> RunAsync(WhichTemplate input, CancellationToken ct)
    {
        if (!user.Has(Permissions.MailManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.MailTemplates.SingleOrDefaultAsync(t => t.Kind == input.Kind && t.Language == input.Language, ct) is not { } own)
        {
            return Result.Done;
        }

        db.MailTemplates.Remove(own);
        return await db.TrySaveAsync(ct);
    }
}
