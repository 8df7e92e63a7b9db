using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Companies.UseCases;

/// <summary>Documents that are issued already keep the text they were issued with.</summary>
public sealed class ChangeFormText(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<ChangeFormText> logger)
{
    public sealed record Input(long LegalEntityId, Form Form, int Version, LocalText Text);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.SettingsManage))
        {
            return Refusal.Forbidden;
        }

        var checks = new FieldChecks();
        var text = checks.Optional(nameof(input.Text), input.Text, Lengths.Text);
        if (!checks.AllGood)
        {
            return Result.Refused(checks.Found);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var form = await db.FormTexts.SingleOrDefaultAsync(t => t.LegalEntityId == input.LegalEntityId && t.Form == input.Form, ct);
        if (form is null)
        {
            if (!await db.LegalEntities.AnyAsync(e => e.Id == input.LegalEntityId, ct))
            {
                return Refusal.NotFound;
            }

            form = new FormText { LegalEntityId = input.LegalEntityId, Form = input.Form };
            db.FormTexts.Add(form);
        }
        else if (form.Version != input.Version)
        {
            return Refusal.Stale;
        }

        form.Text = text;
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            logger.LegalEntityChanged(input.LegalEntityId);
        }

        return saved;
    }
}
