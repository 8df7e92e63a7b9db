using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Data;
using Portal.Business.Operations;
using Portal.Business.PersonalLinks;
using Portal.Business.PrepaidHours;
using Portal.Business.PrepaidHours.UseCases;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Tests.Helpdesk;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.PrepaidHours;

/// <summary>Ten hours sold, three and a half used by two agents, then eight more, under each rule; then more hours, and the statement.</summary>
public sealed class HoursStoryTests
{
    [Theory, EachDatabase]
    public async Task EightHoursMore_ThenATopUp_AddUpOnTheStatement_UnderEachRule(DatabaseProvider provider)
    {
        foreach (var overage in Enum.GetValues<HoursOverage>())
        {
            await using var scene = await TicketScene.StartAsync(provider, overage, rate: 110);
            Boreal.Value(await scene.LogAsync(120));
            scene.As(1);
            Boreal.Value(await scene.LogAsync(90));
            var more = await scene.LogAsync(480);
            Assert.Equal(overage == HoursOverage.Block ? "PrepaidHours.NotEnough" : null, more.Refusal?.Code);
            var left = overage switch { HoursOverage.Allow => -90, HoursOverage.Block => 390, _ => 0 };
            Assert.Equal((600 - left, left), await scene.HoursAsync());

            var quote = Boreal.Value(await scene.Portal.Get<ProposeTopUp>().RunAsync(new(scene.Pack.Id), default));
            Boreal.Value(await scene.Portal.Get<SendQuote>().RunAsync(new(quote, 0, new LinkMailWishes("top-up", scene.Boreal.Client.BillingManagerId, [])), default));
            scene.Portal.User = TestUser.OfClients(scene.Boreal.Client.Id);
            await using (var db = scene.Portal.Open())
            {
                var shown = await db.StoredDocuments.Where(d => d.SubjectId == quote).OrderByDescending(d => d.Id).Select(d => d.Sha256).FirstAsync();
                Boreal.Value(await scene.Portal.Get<ApproveQuote>().RunAsync(new(quote, null, [], null, "Marie Roy", null, "", "", shown), default));
            }

            var statement = Boreal.Value(await scene.Portal.Get<ShowOwnHours>().RunAsync(new(), default)).Statement;
            Assert.Equal((0, 1200, 600 - left, 600 + left), (statement.Before, statement.Bought, statement.Used, statement.After));
            Assert.Equal(statement.After, statement.Before + statement.Rows.Sum(r => r.Minutes));
            Assert.Equal(statement.After, statement.Packs.Sum(p => p.Left));
            Assert.Equal(statement.After, statement.Bought - statement.Used - statement.Expired + statement.Corrected);
            scene.As(0);
            await using var after = scene.Portal.Open();
            Assert.Equal(overage == HoursOverage.Bill ? 90 : 0, await after.TimeEntries.SumAsync(e => e.OverMinutes));
            Assert.DoesNotContain(Boreal.Value(await scene.Portal.Get<VerifyBooks>().RunAsync(default)).Differences, d => d.Key.StartsWith("Hours", StringComparison.Ordinal));
        }
    }
}
