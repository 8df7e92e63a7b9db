using Microsoft.Extensions.DependencyInjection;

namespace Portal.Business.SavedViews;

public static class SavedViewsSetup
{
    public static IServiceCollection AddSavedViews(this IServiceCollection services) => services.AddUseCases("SavedViews");
}
