using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Mail;
using Portal.Business.PersonalLinks;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Scheduling;

namespace Portal.Business.Quotes;

public static class QuotesSetup
{
    public static IServiceCollection AddQuotes(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<QuotesOptions>().Bind(configuration.GetSection(QuotesOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ScheduleWords>();
        services.AddSingleton<QuoteDocuments>();
        services.AddSingleton<QuoteLinks>();
        services.AddSingleton<QuoteMails>();
        services.AddSingleton<PublicQuotes>();
        services.AddSingleton(new ClientCounter("Quotes", 10, Permissions.QuotesView, (db, client, ct) => db.Quotes.CountAsync(q => q.ClientId == client, ct)));
        services.AddScoped<ISearchSource, QuoteSearch>();
        services.AddScoped<IMessageFollower>(p => new LinkSendings<Quote>(p.GetRequiredService<TimeProvider>(), QuoteMails.Kinds, "Quotes.NotDelivered"));
        services.AddScheduledWork<ExpireQuotes>(
            "expire-quotes", typeof(QuotesText), WorkSchedule.Every(TimeSpan.FromMinutes(15)),
            async (work, asOf, ct) => WorkSummary.Of(
                await work.RunAsync(new ExpireQuotes.Input(asOf), ct), done => [("Expired", done.Quotes), ("LinksClosed", done.Links), ("Skipped", done.Skipped)]));
        foreach (var kind in QuoteMails.Kinds)
        {
            services.AddMailKind(kind);
        }

        return services.AddUseCases("Quotes");
    }
}
