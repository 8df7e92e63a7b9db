using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Amending;
using Portal.Business.Contracts.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Contracts;

/// <summary>The lines of a contract with their planning; drafts are written, active ones amended.</summary>
public sealed partial class ContractLinesCard(
    SaveContractLine save, RemoveContractLine remove, UndoContractAmendment undo, EndContractLines end, Dialogs dialogs, ICurrentUser user, IStringLocalizer<ContractsPages> T,
    IStringLocalizer<ContractsText> Texts)
{
    private Ask asked;
    private ContractLineForm? edited;
    private Result? problem;
    private bool past;
    private OfferedAmendment? offered;

    private enum Ask
    {
        Nothing,
        Amend,
        End,
    }

    [Parameter, EditorRequired]
    public ContractView View { get; set; } = default!;

    [Parameter]
    public ShowContractChoices.Choices? Choices { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private bool CanEdit => Choices is not null && user.Has(Permissions.ContractsEdit) && !View.Contract.IsOver;

    /// <summary>Lines that are over already: shown on demand, there may be many amendments.</summary>
    private int Past => View.Lines.Count(IsPast);

    private IEnumerable<ContractLineView> Shown => past || View.Contract.IsOver ? View.Lines : View.Lines.Where(l => !IsPast(l));

    private bool IsPast(ContractLineView line) => line.Line.EndsOn < View.Today || line.Line.Status is ContractLineStatus.Ended or ContractLineStatus.Cancelled;

    private bool IsFollowed(ContractLine line) => View.Contract.Lines.Exists(l => l.PreviousId == line.Id);

    /// <summary>"from 2026-05-01 · 2 visits a year (Mar, Sep), Maintenance, 90 min · Workshop · TPS+TVQ · 4000".</summary>
    private string Details(ContractLineView row)
    {
        var visits = row.Line.Visits;
        var planned = visits.PerYear == 0 ? null : string.Join(", ", new[]
        {
            T[visits.PerYear == 1 ? "VisitIn" : "VisitsIn", visits.PerYear, string.Join(", ", visits.Months.Order().Select(ContractWords.Month))].Value,
            row.Task?.In(Formats.Current.Culture.Name), $"{visits.Minutes} min",
        }.Where(p => !string.IsNullOrEmpty(p)));
        var grouping = row.Line.Grouping is { } own ? Texts[$"InvoiceGrouping.{own}"].Value : null;
        return string.Join(" · ", new[]
        {
            ContractWords.Days(row.Line, T), planned, row.Site, row.Equipment, row.Product, row.Tax, row.Account, row.Line.IsIndexable ? T["IsIndexable"].Value : null, grouping,
            ContractWords.Through(row, T),
        }.Where(p => !string.IsNullOrEmpty(p)));
    }

    private void AddLine() => edited = new ContractLineForm
    {
        TaxCodeId = Choices!.Usual.TaxCodeId,
        GlAccountId = Choices.Usual.GlAccountId,
        IsIndexable = View.Contract.IsIndexable,
    };

    private async Task<Result> SaveAsync(ContractLineForm line)
    {
        var result = await save.RunAsync(new SaveContractLine.Input(View.Id, View.Version, line.Id, line.ToValues()), default);
        if (result.Succeeded)
        {
            edited = null;
            await DoneAsync();
        }

        return result;
    }

    private async Task RemoveAsync(ContractLine line)
    {
        if (await dialogs.AskAsync(new Question(T["RemoveLineTitle"], T["RemoveLineText", line.Description], T["RemoveLine"], Danger: true)))
        {
            problem = await remove.RunAsync(new RemoveContractLine.Input(View.Id, View.Version, line.Id), default);
            await OnChanged.InvokeAsync();
        }
    }

    private async Task UndoAsync(ContractLine line)
    {
        if (await dialogs.AskAsync(new Question(T["UndoAmendmentTitle"], T["UndoAmendmentText", line.Description], T["UndoAmendment"])))
        {
            problem = await undo.RunAsync(new UndoContractAmendment.Input(View.Id, View.Version, line.Id), default);
            await OnChanged.InvokeAsync();
        }
    }

    private async Task ReopenAsync(ContractLine line)
    {
        problem = await end.RunAsync(new EndContractLines.Input(View.Id, View.Version, [line.Id], null), default);
        await OnChanged.InvokeAsync();
    }

    private void AskClient(OfferedAmendment amendment) => (asked, offered) = (Ask.Nothing, amendment);

    private Task DoneAsync()
    {
        (asked, problem, offered) = (Ask.Nothing, null, null);
        return OnChanged.InvokeAsync();
    }
}
