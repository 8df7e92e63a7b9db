using Portal.Business.Accounting.Currencies;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Documents;
using Portal.Business.Invoicing.Documents;

namespace Portal.Business.Invoicing;

/// <summary>An invoice that lacks nothing, with what issuing it needs.</summary>
/// <param name="Doubts">What a person should look at all the same.</param>
public sealed record ReadyToIssue(
    Invoice Invoice, Client Payer, InvoiceParties Parties, InvoicePaper Paper, CompanyBook Book, PaymentTerms? Terms, DateOnly Day, DateTime Now, Conversion? Conversion,
    IReadOnlyList<Refusal> Doubts)
{
    private (string Number, string JobNumber, DocumentFile File)? drawn;

    /// <summary>
    /// Issues and draws it under the number that it will most likely get, so that nobody waits for that; the save may still be refused. Not where deposits
    /// are on it: what they are worth is known under the number only.
    /// </summary>
    /// <param name="guess">Null: nothing is known of it.</param>
    internal void DrawAhead(string? guess)
    {
        if (guess is null || Invoice.IsDeposit || Invoice.Lines.Exists(l => l.DepositId is not null))
        {
            return;
        }

        Issue(guess);
        drawn = (guess, Paper.Around.JobNumber(), InvoiceDocuments.Render(Invoice, Parties, Paper));
    }

    /// <summary>Issues it under the number that was taken.</summary>
    internal void IssueAs(string number)
    {
        if (drawn is null)
        {
            Issue(number);
        }
        else if (drawn.Value.Number != number)
        {
            Invoice.Renumber(number);
        }
    }

    /// <summary>The document as it was issued.</summary>
    internal DocumentFile Draw() => drawn is { } ahead && ahead.Number == Invoice.Number && ahead.JobNumber == Paper.Around.JobNumber()
        ? ahead.File
        : InvoiceDocuments.Render(Invoice, Parties, Paper);

    private void Issue(string number) => Invoice.Issue(number, Day, Now, Parties, Book.Taxes, Terms, Conversion);
}
