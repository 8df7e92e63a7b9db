using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Receivables;
using Portal.Business.Receivables.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Receivables;

/// <summary>What a client owed on a day, or what happened in a period; what is chosen stands in the address.</summary>
public sealed partial class StatementPage(
    ShowStatement show, ICurrentUser user, PageAddress address, ScreenTime time, TimeProvider clock, IStringLocalizer<ReceivablesPages> T)
{
    private const string Open = "open";
    private const string Moved = "movements";

    /// <summary>How far back movements go unless a person says otherwise.</summary>
    private const int UsualMonths = 3;

    private ShowStatement.Shown? shown;
    private Refusal? refused;
    private StatementWish? asked;
    private bool sending;

    [Parameter]
    public long Id { get; set; }

    [SupplyParameterFromQuery(Name = "show")]
    private string? Tab { get; set; }

    [SupplyParameterFromQuery(Name = "entity")]
    private long? Entity { get; set; }

    [SupplyParameterFromQuery(Name = "currency")]
    private string? Currency { get; set; }

    [SupplyParameterFromQuery(Name = "day")]
    private string? DayQuery { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    private string? FromQuery { get; set; }

    private DateOnly? Day => AddressPart.Day(DayQuery);

    private bool ShowsMovements => Tab == Moved;

    private bool CanSend => user.Has(Permissions.InvoicesSend);

    private bool CanRemind => user.Has(Permissions.RemindersSend);

    private StatementWish Wish => new(Id, Entity, Currency, Day, ShowsMovements ? AddressPart.Day(FromQuery) ?? UsualFrom : null);

    private DateOnly UsualFrom => (Day ?? time.Today(clock)).AddMonths(-UsualMonths);

    protected override async Task OnParametersSetAsync()
    {
        if (asked == Wish)
        {
            return;
        }

        asked = Wish;
        var result = await show.RunAsync(Wish, default);
        (shown, refused) = (result.Succeeded ? result.Value : null, result.Refusal);
    }

    private void GoTo(string parameter, DateOnly? day) => address.Change(new Dictionary<string, object?> { [parameter] = AddressPart.Of(day) });

    private void GoTo(ClientAccount? account) => address.Change(
        new Dictionary<string, object?> { ["entity"] = account?.LegalEntityId, ["currency"] = account?.Currency });
}
