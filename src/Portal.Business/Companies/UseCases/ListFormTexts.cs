using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Companies.UseCases;

/// <summary>The message at the bottom of every form of a company, also of forms that have none yet.</summary>
public sealed class ListFormTexts(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Row(Form Form, int Version, LocalText Text);

    public async Task<Result<IReadOnlyList<Row>>> RunAsync(long legalEntityId, CancellationToken ct)
    {
        if (!user.Has(Permissions.SettingsManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var texts = await db.FormTexts.AsNoTracking().Where(t => t.LegalEntityId == legalEntityId).ToDictionaryAsync(t => t.Form, ct);
        return Enum.GetValues<Form>().Select(f => texts.TryGetValue(f, out var t) ? new Row(f, t.Version, t.Text) : new Row(f, 0, LocalText.Empty)).ToList();
    }
}
