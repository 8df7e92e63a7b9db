using Portal.Business.Common;
using Portal.Business.Companies;

namespace Portal.Business.Catalog.UseCases;

/// <summary>When an invoice of an amount would be due under terms that are being entered.</summary>
public sealed class PreviewPaymentTerms(ICurrentUser user)
{
    public sealed record Input(PaymentTermsFields Terms, DateOnly IssuedOn, decimal Total);

    public Task<Result<IReadOnlyList<Instalment>>> RunAsync(Input input, CancellationToken ct) => Task.FromResult(Preview(input));

    private Result<IReadOnlyList<Instalment>> Preview(Input input)
    {
        if (!user.Has(Permissions.CatalogView))
        {
            return Refusal.Forbidden;
        }

        var checks = new FieldChecks();
        input.Terms.Checked(checks);
        var wrong = checks.Found.Where(r => r.Field == nameof(input.Terms.Instalments)).ToList();
        if (wrong.Count > 0)
        {
            return Result<IReadOnlyList<Instalment>>.Refused(wrong);
        }

        var terms = new PaymentTerms { Code = "", Name = LocalText.Empty, Instalments = input.Terms.Instalments };
        return terms.DueOn(input.IssuedOn, input.Total).ToList();
    }
}
