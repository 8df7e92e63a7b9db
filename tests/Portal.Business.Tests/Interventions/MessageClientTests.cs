using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Mail.Sms;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Interventions;

public sealed class MessageClientTests
{
    [Theory]
    [InlineData("514 555-0182", "CA", "+15145550182")]
    [InlineData("1 (514) 555-0182", "CA", "+15145550182")]
    [InlineData("06 12 34 56 78", "FR", "+33612345678")]
    [InlineData("+33 (0)6 12 34 56 78", "FR", "+33612345678")]
    [InlineData("0033 6 12 34 56 78", "CA", "+33612345678")]
    [InlineData("01 42 68 53 00", "FR", null)]
    [InlineData("poste 12", "CA", null)]
    public void MobileNumber_AsPeopleWriteIt_IsReadOrLeft(string typed, string country, string? expected) => Assert.Equal(expected, MobileNumber.Read(typed, country));

    [Theory, EachDatabase]
    public async Task Text_ThatTheGatewayPutsOff_IsTriedAgainAndSentOnce(DatabaseProvider provider)
    {
        var gateway = new ScriptedGateway(SmsOutcome.Deferred, SmsOutcome.Accepted);
        await using var boreal = await StartAsync(provider, gateway);
        var request = await boreal.RequestAsync();
        var input = new MessageClient.Input(request.Id, Guid.NewGuid(), boreal.Client.BillingManagerId, AsText: true, "", "Nous arrivons vers 9 h.");

        Boreal.Require(await boreal.Portal.Get<MessageClient>().RunAsync(input, default));
        Boreal.Require(await boreal.Portal.Get<MessageClient>().RunAsync(input, default));
        Assert.Equal(new SendTextMessages.Run(0, 1, 0), Boreal.Value(await boreal.Portal.Get<SendTextMessages>().RunAsync(default)));
        Assert.Equal(new SendTextMessages.Run(0, 0, 0), Boreal.Value(await boreal.Portal.Get<SendTextMessages>().RunAsync(default)));
        boreal.Portal.Clock.Advance(TextMessage.Delays[0]);
        Assert.Equal(new SendTextMessages.Run(1, 0, 0), Boreal.Value(await boreal.Portal.Get<SendTextMessages>().RunAsync(default)));

        Assert.Equal(["+15145550182 Nous arrivons vers 9 h.", "+15145550182 Nous arrivons vers 9 h."], gateway.Asked);
        Assert.Single(gateway.Keys.Distinct());
        var shown = Boreal.Value(await boreal.Portal.Get<ShowRequest>().RunAsync(new ShowRequest.Input(request.Id), default));
        Assert.Equal(2, shown.Timeline.Count(e => e.Text.Contains("+15145550182", StringComparison.Ordinal)));
    }

    [Theory, EachDatabase]
    public async Task Text_TakenWhileTheProcessStops_IsRecordedAsSent(DatabaseProvider provider)
    {
        using var stopping = new CancellationTokenSource();
        var gateway = new ScriptedGateway(SmsOutcome.Accepted) { WhenAsked = stopping.Cancel };
        await using var boreal = await StartAsync(provider, gateway);
        var request = await boreal.RequestAsync();
        Boreal.Require(await boreal.Portal.Get<MessageClient>().RunAsync(
            new MessageClient.Input(request.Id, Guid.NewGuid(), boreal.Client.BillingManagerId, AsText: true, "", "Bonjour"), default));

        await Record.ExceptionAsync(() => boreal.Portal.Get<SendTextMessages>().RunAsync(stopping.Token));
        boreal.Portal.Clock.Advance(TimeSpan.FromHours(1));
        await boreal.Portal.Get<SendTextMessages>().RunAsync(default);

        Assert.Single(gateway.Asked);
        await using var db = boreal.Portal.Open();
        Assert.Equal(TextMessageState.Sent, (await db.TextMessages.SingleAsync()).State);
    }

    [Theory, EachDatabase]
    public async Task Text_ThatIsRefused_HasFailedForGood(DatabaseProvider provider)
    {
        await using var boreal = await StartAsync(provider, new ScriptedGateway(SmsOutcome.Refused));
        var request = await boreal.RequestAsync();
        Boreal.Require(await boreal.Portal.Get<MessageClient>().RunAsync(
            new MessageClient.Input(request.Id, Guid.NewGuid(), boreal.Client.BillingManagerId, AsText: true, "", "Bonjour"), default));

        Assert.Equal(new SendTextMessages.Run(0, 0, 1), Boreal.Value(await boreal.Portal.Get<SendTextMessages>().RunAsync(default)));
        boreal.Portal.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(new SendTextMessages.Run(0, 0, 0), Boreal.Value(await boreal.Portal.Get<SendTextMessages>().RunAsync(default)));
    }

    [Theory, EachDatabase]
    public async Task Mail_TwiceWithOneKey_IsQueuedOnce(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var request = await boreal.RequestAsync();
        var input = new MessageClient.Input(request.Id, Guid.NewGuid(), boreal.Client.BillingManagerId, AsText: false, "Votre demande", "Bonjour,\n\nNous passons jeudi.");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () => Boreal.Require(await boreal.Portal.Get<MessageClient>().RunAsync(input, default)))));

        await using var db = boreal.Portal.Open();
        var message = await db.OutgoingMessages.SingleAsync();
        Assert.Equal(("request.message", "marie@erable.example"), (message.Kind, message.Recipients.Single().Address));
        Assert.Equal("Interventions.NoSmsGateway", (await boreal.Portal.Get<MessageClient>().RunAsync(input with { AsText = true }, default)).Refusal!.Code);
    }

    private static async Task<Boreal> StartAsync(DatabaseProvider provider, ScriptedGateway gateway)
    {
        var boreal = await Boreal.StartAsync(provider, "QC", "TPS+TVQ", services =>
        {
            services.AddSingleton<ISmsGateway>(gateway);
            services.Configure<SmsOptions>(o => o.Delivery = gateway.Delivery);
        });
        await using var db = boreal.Portal.Open();
        (await db.Set<Portal.Business.Clients.Contact>().SingleAsync(c => c.Id == boreal.Client.BillingManagerId)).Phone = "514 555-0182";
        await db.SaveChangesAsync();
        return boreal;
    }

    /// <summary>Answers as told, one answer after the other.</summary>
    private sealed class ScriptedGateway(params SmsOutcome[] outcomes) : ISmsGateway
    {
        private readonly Queue<SmsOutcome> left = new(outcomes);

        public List<string> Asked { get; } = [];

        public List<string> Keys { get; } = [];

        public Action? WhenAsked { get; init; }

        /// <summary>No other gateway's.</summary>
        public SmsDelivery Delivery => (SmsDelivery)99;

        public Task<SmsAnswer> SendAsync(string number, string text, string key, CancellationToken ct)
        {
            Asked.Add($"{number} {text}");
            Keys.Add(key);
            WhenAsked?.Invoke();
            ct.ThrowIfCancellationRequested();
            return Task.FromResult(new SmsAnswer(left.Dequeue(), "ok"));
        }
    }
}
