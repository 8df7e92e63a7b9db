using Portal.Business.Common;
using Portal.Business.Companies.UseCases;
using Portal.Web.Kit;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Companies;

public static class CompaniesNavigation
{
    public static IServiceCollection AddCompaniesScreens(this IServiceCollection services)
    {
        services.AddScoped<CompanyChoices>();
        services.AddNavItem<CompaniesPages>(Permissions.SettingsManage, "Companies", Icons.Company, "/settings/companies", order: 1000);
        services.AddNavItem<CompaniesPages>(Permissions.SettingsManage, "Numbering", Icons.Sort, "/settings/numbering", order: 1060);
        services.AddNavItem<CompaniesPages>(Permissions.SettingsManage, "FormTexts", Icons.Note, "/settings/form-texts", order: 1070);
        return services;
    }

    /// <summary>The logo of a company, for screens and public pages.</summary>
    public static void MapCompanies(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/companies/{id:long}/logo", async (long id, ShowLogo show, HttpContext context, CancellationToken ct) =>
            context.AnswerFile(await show.RunAsync(id, ct), FileAnswers.KeptAWhile)).AllowAnonymous();
}
