using Microsoft.AspNetCore.Components;
using Portal.Business.Contracts.UseCases;

namespace Portal.Web.Contracts.Billing;

/// <summary>What a run would do, a page at a time.</summary>
public sealed partial class BillingPreview
{
    private const int PageSize = 50;

    [Parameter, EditorRequired]
    public PreviewBilling.View Shown { get; set; } = default!;

    [Parameter]
    public int Page { get; set; }

    [Parameter]
    public EventCallback<int> OnPage { get; set; }

    /// <summary>The button that bills what is shown.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private int Pages => (Shown.Rows.Total + PageSize - 1) / PageSize;
}
