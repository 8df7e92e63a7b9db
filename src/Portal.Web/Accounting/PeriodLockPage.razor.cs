using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit;

namespace Portal.Web.Accounting;

/// <summary>Until when the books of a company are locked, and who may still book there.</summary>
public sealed partial class PeriodLockPage(
    ShowPeriodLock show, MovePeriodLock move, AllowLateBooking allow, EndLateBooking end, Toasts toasts, IStringLocalizer<AccountingPages> T)
{
    private ShowPeriodLock.Shown? shown;
    private Refusal? refused;
    private long entityId;
    private DateOnly? lockDate;
    private long? userId;
    private string reason = "";

    [SupplyParameterFromQuery(Name = "company")]
    public long? Company { get; set; }

    protected override Task OnParametersSetAsync() => Company is { } id && id != entityId ? LoadAsync(id) : Task.CompletedTask;

    private async Task LoadAsync(long id)
    {
        entityId = id;
        var result = await show.RunAsync(id, default);
        if (id != (Company ?? id))
        {
            return;
        }

        refused = result.Refusal;
        shown = result.TryGet(out var found) ? found : null;
        lockDate = shown?.LockDate;
    }

    private async Task<Result> MoveAsync(DateOnly? date)
    {
        var result = await move.RunAsync(new(entityId, shown!.Version, date), default);
        if (result.Succeeded)
        {
            toasts.Say(T["LockMoved"]);
            await LoadAsync(entityId);
        }

        return result;
    }

    private async Task<Result> AllowAsync()
    {
        var result = await allow.RunAsync(new(entityId, userId, reason), default);
        if (result.Succeeded)
        {
            toasts.Say(T["Allowed"]);
            (userId, reason) = (null, "");
            await LoadAsync(entityId);
        }

        return result;
    }
}
