using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Web.Helpdesk.Tickets;
using Portal.Web.Interventions.Requests;
using Portal.Web.Kit;
using Portal.Web.Quotes;

namespace Portal.Web.Tests.Kit;

/// <summary>Pages on which much is typed before it is saved.</summary>
public sealed class LongFormsTests : DemoPagesContext
{
    [Theory]
    [InlineData(typeof(NewTicketPage), "/tickets/new", "Body")]
    [InlineData(typeof(NewRequestPage), "/requests/new", "Title")]
    [InlineData(typeof(NewQuotePage), "/quotes/new", "Title")]
    public void Form_LeftWithTypedText_AsksFirst_AndUntouchedItDoesNot(Type form, string address, string field)
    {
        var (navigation, dialogs) = (Services.GetRequiredService<NavigationManager>(), Services.GetRequiredService<Dialogs>());
        navigation.NavigateTo(string.Create(CultureInfo.InvariantCulture, $"{address}?client={ClientId}"));
        var page = Render(builder =>
        {
            builder.OpenComponent(0, form);
            builder.CloseComponent();
        });
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll($"[name={field}]")));
        navigation.NavigateTo(address);
        Assert.Null(dialogs.Asked);

        page.Find($"[name={field}]").Input("Printer");
        navigation.NavigateTo("/clients");

        page.WaitForAssertion(() => Assert.NotNull(dialogs.Asked));
        dialogs.Answer(false);
        Assert.EndsWith(address, navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ticket_Saved_LeadsToItsPage_WithoutAQuestion()
    {
        var (navigation, dialogs) = (Services.GetRequiredService<NavigationManager>(), Services.GetRequiredService<Dialogs>());
        navigation.NavigateTo(string.Create(CultureInfo.InvariantCulture, $"/tickets/new?client={ClientId}"));
        var page = Render<NewTicketPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[name=ContactId]")));
        page.Find("[name=Title]").Input("Printer");
        page.Find("[name=Title]").Change("Printer");
        page.Find("[name=Body]").Change("It does not print.");

        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Matches("/tickets/[0-9]+$", navigation.Uri));
        Assert.Null(dialogs.Asked);
    }
}
