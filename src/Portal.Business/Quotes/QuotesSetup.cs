using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Business.Mail;
using Portal.Business.Quotes.Documents;

namespace Portal.Business.Quotes;

public static class QuotesSetup
{
    public static IServiceCollection AddQuotes(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<QuotesOptions>().Bind(configuration.GetSection(QuotesOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<QuoteDocument>();
        services.AddSingleton<ScheduleWords>();
        services.AddSingleton<QuoteDocuments>();
        services.AddSingleton<QuoteLinks>();
        services.AddSingleton<QuoteMails>();
        services.AddSingleton<PublicQuotes>();
        services.AddScoped<ISearchSource, QuoteSearch>();
        foreach (var kind in QuoteMails.Kinds)
        {
            services.AddMailKind(kind);
        }

        return services.AddUseCases("Quotes");
    }
}
