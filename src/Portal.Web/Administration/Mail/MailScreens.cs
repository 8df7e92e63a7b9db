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
        services.AddNavItem<MailPages>(Permissions.MailView, "Outbox", Icons.Mail, "/settings/mail", NavItem.Settings + 200);
        return services.AddList<MessageList, MessageRow>(MessageList.ListName);
    }

    public static void MapMail(this IEndpointRouteBuilder endpoints)
    {
        var messages = endpoints.MapGroup("/settings/mail/{id:long}").RequireAuthorization(Permissions.MailView);
        messages.MapGet("/attachments/{number:int}", async (long id, int number, OpenAttachment open, CancellationToken ct) =>
            (await open.RunAsync(new AttachmentOfMessage(id, number), ct)).TryGet(out var file, out var no) ? Download(file.Bytes, file.Name) : Refuse(no));
        messages.MapGet("/file", async (long id, OpenPickupFile open, CancellationToken ct) =>
            (await open.RunAsync(id, ct)).TryGet(out var file, out var no) ? Download(new MemoryStream(file.Bytes), file.Name) : Refuse(no));
    }

    /// <summary>Always as a download: what a message carries is never opened on our own pages.</summary>
    private static IResult Download(Stream bytes, string name) => Results.File(bytes, "application/octet-stream", name);

    private static IResult Refuse(Refusal refusal) => refusal.Kind == RefusalKind.Forbidden ? Results.StatusCode(StatusCodes.Status403Forbidden) : Results.NotFound();
}
