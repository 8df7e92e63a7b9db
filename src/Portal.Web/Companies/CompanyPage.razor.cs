using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Localization;
using Portal.Business.Catalog.UseCases;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Companies.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Companies;

public sealed partial class CompanyPage(
    ShowLegalEntity show, ChangeLegalEntity change, ChangeLogo changeLogo, ShowCatalogChoices showChoices, Toasts toasts, IStringLocalizer<CompaniesPages> t)
{
    private ShowLegalEntity.Shown? company;
    private ShowCatalogChoices.Choices? choices;
    private Refusal? refused;
    private Result? logoResult;

    [Parameter]
    public long Id { get; set; }

    private IStringLocalizer<CompaniesPages> T => t;

    protected override Task OnParametersSetAsync() => company?.Id == Id ? Task.CompletedTask : LoadAsync();

    private async Task LoadAsync()
    {
        var result = await show.RunAsync(Id, default);
        refused = result.Refusal;
        if (result.TryGet(out var found))
        {
            var f = found.Fields;
            long[] chosen = [.. new[] { f.DefaultPaymentTermsId, f.ReceivableAccountId, f.BankAccountId, f.DepositAccountId, f.RetentionAccountId, f.BankFeeAccountId, f.ExchangeLossAccountId, f.ExchangeGainAccountId, f.SalesJournalId, f.BankJournalId }.OfType<long>()];
            choices = (await showChoices.RunAsync(new(Id, chosen), default)).TryGet(out var all) ? all : null;
            company = found;
        }
    }

    private async Task<Result> SaveAsync()
    {
        var result = await change.RunAsync(new(Id, company!.Version, company.Fields), default);
        if (result.Succeeded)
        {
            toasts.Say(t["Saved"]);
            await LoadAsync();
        }

        return result;
    }

    private async Task LogoChosenAsync(InputFileChangeEventArgs e)
    {
        if (e.File.Size > Logo.LargestSize)
        {
            logoResult = Refusal.Invalid("Companies.LogoTooLarge", Logo.LargestSize / 1024);
            return;
        }

        using var bytes = new MemoryStream();
        logoResult = await e.File.TryReceiveAsync(bytes, Logo.LargestSize, default)
            ? await ChangeLogoAsync(e.File.Name, bytes.ToArray())
            : Refusal.Invalid("Documents.FileBrokeOff", e.File.Name);
    }

    /// <summary>What is typed in the form stays; only its version follows.</summary>
    private async Task<Result> ChangeLogoAsync(string name, byte[]? bytes)
    {
        var result = await changeLogo.RunAsync(new(Id, name, bytes), default);
        if (result.Succeeded && (await show.RunAsync(Id, default)).TryGet(out var now))
        {
            company = now.Version == company!.Version + 1 ? now with { Fields = company.Fields } : company with { LogoDocumentId = now.LogoDocumentId };
            toasts.Say(t["Logo.Changed"]);
        }

        return result;
    }
}
