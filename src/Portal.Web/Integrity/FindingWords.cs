using Microsoft.Extensions.Localization;
using Portal.Business.Integrity;
using Portal.Business.Integrity.UseCases;

namespace Portal.Web.Integrity;

/// <summary>Says what a check found: "line.2.unit-price" is "Line 2, unit price".</summary>
internal sealed class FindingWords(IStringLocalizer<IntegrityText> texts)
{
    public string What(FindingKind kind) => texts[$"FindingKind.{kind}"];

    public string Kind(SealedKind kind) => texts[$"SealedKind.{kind}"];

    public string Field(string field) => field.Split('.') switch
    {
        [var part, var number, var name] => $"{Part(part, number)}, {Name(name)}",
        [var part, var name] => $"{Part(part, "")}, {Name(name)}",
        _ => Name(field),
    };

    /// <summary>Where the document is shown; null where nothing is left to show.</summary>
    public static string? Href(ShowIntegrity.Difference found) => (found.DocumentKind, found.SubjectId) switch
    {
        (_, null) or (null, _) => null,
        _ when found.Kind == FindingKind.DocumentMissing => null,
        (SealedKind.Payment or SealedKind.PaymentReversal, { } id) => $"/payments/{id}",
        (SealedKind.Refund or SealedKind.RefundReversal, { } id) => $"/payments/refunds/{id}",
        (SealedKind.WriteOff or SealedKind.WriteOffReversal, { } id) => $"/payments/write-offs/{id}",
        (SealedKind.RetentionRelease or SealedKind.RetentionReversal, { } id) => $"/invoices/retentions/{id}",
        (SealedKind.Allocation or SealedKind.AllocationUndone or SealedKind.ChargebackFee or SealedKind.ChargebackFeeReversal, _) => null,
        (_, { } id) => $"/invoices/{id}",
    };

    private string Part(string part, string number) => texts[$"Part.{part}", number] is { ResourceNotFound: false } known ? known.Value.Trim() : $"{part} {number}".Trim();

    private string Name(string name) => texts[$"Field.{name}"] is { ResourceNotFound: false } known ? known : name;
}
