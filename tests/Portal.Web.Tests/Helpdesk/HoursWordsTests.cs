using Portal.Business.Common;
using Portal.Business.Documents;
using Portal.Web.Helpdesk;

namespace Portal.Web.Tests.Helpdesk;

/// <summary>The statement of hours on its page and as a document.</summary>
public sealed class HoursWordsTests
{
    [Theory]
    [InlineData("en-CA")]
    [InlineData("fr-CA")]
    [InlineData("fr-FR")]
    public void Statement_SaysTheSameOnItsPageAndInItsDocument(string language)
    {
        foreach (var (page, document) in new[] { ("HoursBought", "HoursBought"), ("HoursUsed", "HoursUsed"), ("HoursLeft", "HoursLeft"), ("Expired", "HoursExpired"), ("Corrected", "HoursCorrected") })
        {
            Assert.Equal(TextsIn.Get<DocumentsText>(language, document), TextsIn.Get<HelpdeskPages>(language, page));
        }

        foreach (var (page, document) in new[] { ("BalanceBefore", "HoursBefore"), ("BalanceAfter", "HoursAfter") })
        {
            Assert.StartsWith(TextsIn.Get<DocumentsText>(language, document), TextsIn.Get<HelpdeskPages>(language, page), StringComparison.Ordinal);
        }
    }
}
