using Microsoft.AspNetCore.Mvc;
using Portal.Business.Common;
using Portal.Business.Reminders.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Reminders;

public static class RemindersScreens
{
    public static IServiceCollection AddRemindersScreens(this IServiceCollection services)
    {
        services.AddNavItem<RemindersPages>(Permissions.RemindersSend, "Reminders", Icons.Bell, "/reminders", NavSection.Invoicing, order: 40);
        services.AddNavItem<RemindersPages>(Permissions.SettingsManage, "Settings", Icons.Bell, "/settings/reminders", NavSection.CompanySettings, order: 60);
        services.AddList<DueList, ListDueReminders.Row>("reminders");
        return services;
    }

    public static void MapReminders(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(ReminderLinks.Letter, async (
            [FromQuery] long? entity, [FromQuery] long? client, [FromQuery] string? currency, [FromQuery] int? level, [FromQuery] long? invoice, DrawReminderLetter draw,
            HttpContext context, CancellationToken ct) => ReminderLinks.Read(entity, client, currency, level, invoice) is { } wish
                ? context.AnswerFile(await draw.RunAsync(wish, ct))
                : Results.NotFound()).RequireAuthorization(Permissions.RemindersSend);
        endpoints.MapGet("/documents/reminders/{id:long}.pdf", async (long id, OpenReminderLetter open, HttpContext context, CancellationToken ct) =>
            context.AnswerFile(await open.RunAsync(new OpenReminderLetter.Input(id), ct))).RequireAuthorization(Permissions.InvoicesView);
    }
}
