using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Helpdesk;

public sealed class CannedAnswerTests
{
    private static readonly LocalText Text = new("Bonjour {{Contact.Name}}, votre billet {{Ticket.Number}} : {{ Portal.Link }}\n{{Agent.Name}}", "Hello {{Contact.Name}}, {{Agent.Name}}");

    [Theory, EachDatabase]
    public async Task Answer_IsOfferedInTheLanguageOfTheClient_WithItsBlanksFilledIn(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var ticket = await scene.TicketAsync();
        Boreal.Value(await scene.Portal.Get<SaveCannedAnswer>().RunAsync(new(ticket.TeamId!.Value, null, 0, "Accusé de réception", Text), default));

        var offered = Assert.Single(Boreal.Value(await scene.Portal.Get<OfferCannedAnswers>().RunAsync(ticket.Id, default)));

        Assert.Equal("Accusé de réception", offered.Name);
        Assert.StartsWith("Bonjour ", offered.Text, StringComparison.Ordinal);
        Assert.Contains($"votre billet {ticket.Number} : ", offered.Text, StringComparison.Ordinal);
        Assert.EndsWith($"/portal/tickets/{ticket.Id}\nAgathe", offered.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", offered.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr-FR", "Bonjour Zoé {{b}}")]
    [InlineData("en", "Bonjour Zoé {{b}}")]
    public void Answer_InOneLanguageOnly_IsTakenForBoth_AndAValueIsNoBlank(string language, string filled)
    {
        var answer = new CannedAnswer { TeamId = 1, Text = new LocalText("Bonjour {{Client.Name}}", "") };

        Assert.Equal(filled, answer.Fill(language, new Dictionary<string, string> { ["Client.Name"] = "Zoé {{b}}", ["b"] = "no" }));
    }

    [Theory, EachDatabase]
    public async Task Answer_WithAnUnknownBlank_WithoutText_OrWithATakenName_IsRefused(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var team = (await scene.TicketAsync()).TeamId!.Value;
        var save = scene.Portal.Get<SaveCannedAnswer>();
        var id = Boreal.Value(await save.RunAsync(new(team, null, 0, "Merci", Text), default));

        var unknown = await save.RunAsync(new(team, null, 0, "Autre", new LocalText("Bonjour", "Hello {{Client.Nmae}}")), default);
        Assert.Equal(("Mail.UnknownPlaceholder", "TextEnglish"), (unknown.Refusal!.Code, unknown.Refusal.Field));
        Assert.Equal(["Common.Required", "Common.Required"], (await save.RunAsync(new(team, null, 0, " ", LocalText.Empty), default)).Refusals.Select(r => r.Code));
        Assert.Equal("Helpdesk.AnswerNameTaken", (await save.RunAsync(new(team, null, 0, "Merci", Text), default)).Refusal!.Code);
        Boreal.Value(await save.RunAsync(new(team, id, 0, "Merci bien", Text), default));
        Assert.Equal(Refusal.Stale, (await save.RunAsync(new(team, id, 0, "Merci encore", Text), default)).Refusal);
        Assert.Equal(Refusal.Stale, (await scene.Portal.Get<DeleteCannedAnswer>().RunAsync(new(id, 0), default)).Refusal);
        Boreal.Require(await scene.Portal.Get<DeleteCannedAnswer>().RunAsync(new(id, 1), default));
        Assert.Empty(Boreal.Value(await scene.Portal.Get<OfferCannedAnswers>().RunAsync(scene.TicketId, default)));
    }
}
