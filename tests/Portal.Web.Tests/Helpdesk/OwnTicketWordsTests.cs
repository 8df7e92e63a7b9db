using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Portal.Business.Helpdesk;
using Portal.Web.Helpdesk;
using Portal.Web.Helpdesk.Tickets;
using Portal.Web.Tests.Kit;

namespace Portal.Web.Tests.Helpdesk;

public sealed class OwnTicketWordsTests : KitContext
{
    [Theory]
    [InlineData("en", "Waiting for your answer", "Solved")]
    [InlineData("fr-CA", "En attente de votre réponse", "Résolu")]
    public void Client_IsToldThatTheirAnswerIsAwaited(string language, string waits, string solved)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var (texts, pages) = (Services.GetRequiredService<IStringLocalizer<HelpdeskText>>(), Services.GetRequiredService<IStringLocalizer<HelpdeskPages>>());

        Assert.Equal(waits, TicketWords.Own(TicketStatus.WaitingForClient, texts, pages).Word);
        Assert.Equal(solved, TicketWords.Own(TicketStatus.Solved, texts, pages).Word);
    }
}
