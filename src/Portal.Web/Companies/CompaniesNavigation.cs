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
        services.AddNavItem<CompaniesPages>(Permissions.SettingsManage, "Companies", Icons.Company, "/settings/companies", NavSection.CompanySettings, order: 10);
        services.AddNavItem<CompaniesPages>(Permissions.SettingsManage, "Numbering", Icons.Sort, "/settings/numbering", NavSection.CompanySettings, order: 50);
        services.AddNavItem<CompaniesPages>(Permissions.SettingsManage, "FormTexts", Icons.Note, "/settings/form-texts", NavSection.CompanySettings, order: 70);
        return services;
    }

    /// <summary>The logo of a company, for screens and public pages.</summary>
    public static void MapCompanies(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/companies/{id:long}/logo", async (long id, ShowLogo show, HttpContext context, CancellationToken ct) =>
            context.AnswerFile(await show.RunAsync(id, ct), FileAnswers.KeptAWhile)).AllowAnonymous();
}
