namespace Portal.Business.Documents;

/// <summary>What a <see cref="StoredDocument"/> is to the record it belongs to. A record may have documents of several kinds.</summary>
public static class DocumentKinds
{
    /// <summary>An issued invoice or credit note, the one that is always served.</summary>
    public const string Invoice = "invoice";

    /// <summary>A proforma as it was sent, one revision for each time.</summary>
    public const string Proforma = "proforma";

    /// <summary>What was worked, beside an invoice of time; one revision for each time it was sent.</summary>
    public const string Timesheet = "timesheet";

    public const string Receipt = "receipt";

    /// <summary>A quote as it was sent, one revision for each time.</summary>
    public const string Quote = "quote";

    /// <summary>The approved quote with its signature.</summary>
    public const string SignedQuote = "quote-signed";

    public const string Contract = "contract";

    public const string SignedContract = "contract-signed";

    /// <summary>What staff bring to show that a client has answered.</summary>
    public const string ContractProof = "contract-proof";

    public const string Signature = "signature";

    /// <summary>Followed by the client it is for: <see cref="IndexationLetterTo"/>.</summary>
    public const string IndexationLetter = "indexation-letter";

    /// <summary>A statement of account.</summary>
    public const string Statement = "statement";

    /// <summary>A statement of prepaid hours.</summary>
    public const string HoursStatement = "hours-statement";

    public const string ReminderLetter = "reminder";

    public const string VisitReport = "visit-report";

    public const string Photo = "photo";

    /// <summary>A picture that answers a question.</summary>
    public const string AnswerPhoto = "answer";

    /// <summary>A file that a person brought.</summary>
    public const string Attachment = "attachment";

    /// <summary>A file of a ticket's conversation.</summary>
    public const string TicketFile = "ticket";

    public const string Logo = "logo";

    public static string IndexationLetterTo(long clientId) => $"{IndexationLetter}-{clientId}";
}
