using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Business.Common;
using Portal.Web.Kit.Gallery;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Kit;

public static class KitSetup
{
    public static IServiceCollection AddKit(this IServiceCollection services)
    {
        services.AddScoped<Dialogs>();
        services.AddScoped<PageAddress>();
        services.AddScoped<Toasts>();
        services.AddScoped<Browser>();
        services.AddTransient<MovedFocus>();
        services.AddScoped<ScreenTime>();
        services.TryAddScoped<IColumnMemory, ColumnsOfThisScreen>();
        services.TryAddScoped<IViewMemory, NoViews>();
        services.TryAddSingleton<RefusalTexts>();
        return services;
    }

    /// <summary>What the gallery of components shows.</summary>
    public static IServiceCollection AddKitSamples(this IServiceCollection services) => services.AddList<SampleList, SampleRow>(SampleList.ListName);
}
