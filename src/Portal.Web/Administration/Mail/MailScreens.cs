using Portal.Business.Common;
using Portal.Business.Mail;
using Portal.Business.Mail.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Administration.Mail;

public static class MailScreens
{
    public static IServiceCollection AddMailScreens(this IServiceCollection services)
    {
        services.AddScoped<MailNames>();
        services.AddOptions<MailOptions>().PostConfigure<IHostEnvironment>((options, environment) =>
            options.ShowsConfidential |= environment.IsDevelopment() && options.Delivery == MailDelivery.PickupFolder);
        services.AddNavItem<MailPages>(Permissions.MailView, "Outbox", Icons.Mail, "/settings/mail", NavSection.Administration, order: 10);
        return services.AddList<MessageList, MessageRow>(MessageList.ListName);
    }

    public static void MapMail(this IEndpointRouteBuilder endpoints)
    {
        var messages = endpoints.MapGroup("/settings/mail/{id:long}").RequireAuthorization(Permissions.MailView);

        // Always saved: what a message carries is never opened on our own pages.
        messages.MapGet("/attachments/{number:int}", async (long id, int number, OpenAttachment open, HttpContext context, CancellationToken ct) =>
            context.AnswerFile(await open.RunAsync(new AttachmentOfMessage(id, number), ct), inBrowser: false));
        messages.MapGet("/file", async (long id, OpenPickupFile open, HttpContext context, CancellationToken ct) =>
            context.AnswerFile(await open.RunAsync(id, ct), inBrowser: false));
    }
}
