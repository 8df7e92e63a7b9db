using Portal.Business.Common;
using Portal.Business.Invoicing;
using Portal.Pdf;

namespace Portal.Business.Interventions.Documents;

/// <summary>Everything that stands on the report of a visit but the letterhead of the legal entity.</summary>
/// <param name="Language">The client's.</param>
/// <param name="Place">Where the work was done, line by line.</param>
/// <param name="Day">In the legal entity's time zone, like <paramref name="From"/> and <paramref name="To"/>.</param>
/// <param name="From">When work began.</param>
/// <param name="To">When it ended.</param>
/// <param name="LeftToDo">Why it was left unfinished; empty when it is done.</param>
/// <param name="Signature">The drawn one; null where the name was only typed.</param>
/// <param name="MorePhotos">How many are kept but not printed.</param>
/// <param name="AfterSignature">What was changed since, the oldest first: the signature does not stand under it.</param>
/// <param name="WrittenAt">UTC; stands in the file.</param>
public sealed record VisitReportModel(
    SellerParty Seller,
    BuyerParty Client,
    string Language,
    string Currency,
    string Number,
    string RequestNumber,
    string Title,
    IReadOnlyList<string> Place,
    DateOnly Day,
    TimeOnly? From,
    TimeOnly? To,
    string Technicians,
    string Wanted,
    string Report,
    string LeftToDo,
    IReadOnlyList<string> Equipment,
    IReadOnlyList<ReportedAnswer> Answers,
    IReadOnlyList<ReportedPart> Parts,
    IReadOnlyList<PdfImage> Photos,
    int MorePhotos,
    string SignedBy,
    DateTime? SignedAt,
    PdfImage? Signature,
    IReadOnlyList<ReportedChange> AfterSignature,
    DateTime WrittenAt);

/// <param name="Photo">Of a question that asks for one.</param>
public sealed record ReportedAnswer(string Question, string Value, PdfImage? Photo);

/// <param name="At">UTC.</param>
public sealed record ReportedChange(DateTime At, VisitStepKind Kind, string Detail);

public sealed record ReportedPart(string Description, decimal Quantity, string Unit);
