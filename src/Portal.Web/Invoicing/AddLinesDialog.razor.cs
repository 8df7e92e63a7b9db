using Microsoft.AspNetCore.Components;
using Portal.Business.Common;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Web.Kit.Fields;

namespace Portal.Web.Invoicing;

/// <summary>Adds several lines at once. What was typed stays when the window is closed, until it is added.</summary>
public sealed partial class AddLinesDialog
{
    private readonly List<AddedLine> rows = [];
    private bool wasOpen;

    [Parameter, EditorRequired]
    public ShowInvoiceChoices.Choices Choices { get; set; } = default!;

    /// <summary>The accounts as they are offered.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<(long?, string)> Accounts { get; set; } = [];

    [Parameter, EditorRequired]
    public Func<ChoiceRequest, CancellationToken, Task<IReadOnlyList<Choice<long?>>>> FindProducts { get; set; } = default!;

    /// <summary>A line of a product that was found.</summary>
    [Parameter, EditorRequired]
    public Func<long, InvoiceLineFields?> LineOf { get; set; } = default!;

    /// <summary>Whether a product that was found is invoiced by the time worked.</summary>
    [Parameter]
    public Func<long, bool> IsDelivered { get; set; } = _ => false;

    /// <summary>Of the document.</summary>
    [Parameter, EditorRequired]
    public string Language { get; set; } = "";

    /// <summary>What the window begins with.</summary>
    [Parameter]
    public InvoiceLineSource First { get; set; }

    [Parameter]
    public bool Open { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Parameter]
    public EventCallback<IReadOnlyList<InvoiceLineFields>> OnAdd { get; set; }

    protected override void OnParametersSet()
    {
        if (Open && !wasOpen)
        {
            rows.RemoveAll(r => r.IsEmpty);
            Add(First);
        }

        wasOpen = Open;
    }

    private static string Name(int at, string field) => $"Added[{at}].{field}";

    private void Add(InvoiceLineSource source) => rows.Add(new AddedLine(source));

    private void Remove(AddedLine row) => rows.Remove(row);

    private void Choose(AddedLine row, Choice<long?>? choice) => row.Choose(choice?.Value is { } id ? LineOf(id) : null, choice?.Text);

    private void Choose(AddedLine row, long? accountId) => row.Choose(Choices.Accounts.FirstOrDefault(a => a.Id == accountId), Language);

    private async Task<Result> AddAsync()
    {
        var filled = rows.Where(r => !r.IsEmpty).ToList();
        var checkedRows = filled.Count == 0 ? rows : filled;
        if (checkedRows.Select(r => r.Lacks(rows.IndexOf(r))).FirstOrDefault(lack => lack is not null) is { } lacking)
        {
            return lacking;
        }

        rows.Clear();
        await OnAdd.InvokeAsync([.. filled.Select(r => r.Line)]);
        return Result.Done;
    }
}
