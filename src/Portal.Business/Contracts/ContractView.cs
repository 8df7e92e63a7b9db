using Portal.Business.Common;
using Portal.Business.JobFolders;

namespace Portal.Business.Contracts;

/// <summary>Everything on the page of one contract, for staff.</summary>
/// <param name="Contract">As it is; changed by its use cases only.</param>
/// <param name="BilledThrough">The last day that is billed or skipped; null where nothing is.</param>
/// <param name="Period">The period of twelve months that today is in, or the first one to come.</param>
public sealed record ContractView(
    Contract Contract, DateOnly Today, string Client, string Language, string Payer, string Seller, string? Job, LocalText? Journal, LocalText? FiscalPosition, LocalText? PaymentTerms,
    bool IsBilled, DateOnly? BilledThrough, (DateOnly From, DateOnly To) Period, IReadOnlyList<ContractLineView> Lines, IReadOnlyList<ContractChargeView> Charges,
    IReadOnlyList<ContractInvoice> Invoices, IReadOnlyList<TimelineRow> Timeline)
{
    /// <summary>Something through <see cref="BilledThrough"/> is skipped, not billed.</summary>
    public bool ThroughIsSkipped { get; init; }

    /// <summary>Fiscal positions to come; without a name: none.</summary>
    public IReadOnlyList<(DateOnly From, LocalText? Name)> LaterPositions { get; init; } = [];

    /// <summary>The first day of prices that the company proposes to index at the renewal; null: it proposes none, or they are applied.</summary>
    public DateOnly? ProposedIndexation { get; init; }

    /// <summary>What is known of the next invoice of a contract billed by visits that has no date yet; null of any other.</summary>
    public NextInvoice? Next { get; init; }

    /// <summary>Visits that are planned, the next first.</summary>
    public IReadOnlyList<PlannedContractVisit> PlannedVisits { get; init; } = [];

    /// <summary>Visits left unfinished in requests that were finished by hand: nothing bills them.</summary>
    public IReadOnlyList<UnbilledVisit> UnbilledVisits { get; init; } = [];

    /// <summary>Visits whose day is over and that nobody finished: nothing bills them until somebody does.</summary>
    public IReadOnlyList<UnbilledVisit> ForgottenVisits { get; init; } = [];

    public long Id => Contract.Id;

    public int Version => Contract.Version;

    /// <summary>Before tax, of the lines that are billed today or later, each once however it is amended later; of a draft, of its draft lines.</summary>
    public decimal AnnualNet => Contract.LinesOfAYear(Today).Sum(l => l.AnnualNet);

    /// <summary>Why lines can't be changed or activated; null where they can.</summary>
    public bool HasDrafts => Lines.Any(l => l.Line.Status == ContractLineStatus.Draft);

    public bool HasActive => Lines.Any(l => l.Line.Status == ContractLineStatus.Active);
}

/// <param name="BilledThrough">Its last day that is billed or skipped.</param>
/// <param name="ThroughIsSkipped">It is skipped through that day.</param>
/// <param name="CanUndo">It is an amendment of which nothing is billed, and that nothing followed.</param>
public sealed record ContractLineView(
    ContractLine Line, string Product, string Tax, string Account, string Site, string Equipment, LocalText? Task, DateOnly? BilledThrough, bool ThroughIsSkipped, bool CanUndo);

/// <param name="IsBilled">It stands on an invoice, or is skipped.</param>
public sealed record ContractChargeView(ContractCharge Charge, bool IsBilled, bool IsSkipped);

/// <param name="Total">With tax; a credit note below zero.</param>
public sealed record ContractInvoice(long Id, string Number, string Status, DateOnly? On, decimal Total, string Currency);
