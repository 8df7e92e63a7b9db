using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Invoicing;

/// <summary>What may be done to a proforma.</summary>
public sealed partial class Invoice
{
    /// <summary>What <see cref="Edit"/> sets besides the lines.</summary>
    public sealed record Head(
        long BilledToId, string Title, string PurchaseOrder, long? FiscalPositionId, long? PaymentTermsId, string? Message, DateOnly? SuppliedOn,
        DateOnly? PlannedOn, bool SendWhenIssued, long? SiteId = null, DocumentDiscount Discount = default, decimal RetentionPercent = 0, DateOnly? RetentionUntil = null);

    /// <summary>A proforma for the client of a job, with what they usually agree on.</summary>
    public static Invoice ForJob(Client client, Job job, string title, DateTime now)
    {
        var invoice = new Invoice(InvoiceKind.Invoice, job.LegalEntityId, client.Id, client.Id, client.Language, job.Currency, now);
        invoice.BelongTo(job.Id);
        invoice.Edit(new Head(
            client.Id, title, job.PurchaseOrder, client.FiscalPositionWith(job.LegalEntityId), client.PaymentTermsId, null, null, null,
            false, job.SiteId, RetentionPercent: job.RetentionPercent));
        return invoice;
    }

    public void GiveProformaNumber(string number) => ProformaNumber = number;

    public void BelongTo(long jobId, long? quoteId = null, int? quoteStage = null)
    {
        JobId = jobId;
        QuoteId = quoteId;
        QuoteStage = quoteStage;
    }

    /// <summary>It bills contracts: their job and journal, and the contract where it is only one.</summary>
    public void BillContract(long? contractId, long? jobId, long? journalId) => (ContractId, JobId, JournalId) = (contractId, jobId, journalId);

    /// <summary>Into another job of the same client. Of an issued invoice too: which folder it lies in is no part of what was issued.</summary>
    public void MoveToJob(long jobId) => JobId = jobId;

    /// <summary>Makes it a deposit; to be called on a proforma that is new.</summary>
    public void AskDeposit() => (IsDeposit, RetentionPercent, RetentionUntil) = (true, 0, null);

    /// <summary>Of a deposit: sets what others deduct of it, tax included. More than there is left of it is refused.</summary>
    public Result CountDeducted(decimal amount)
    {
        if (amount > Total - Credited)
        {
            return Refusal.NotNow("Invoicing.MoreThanDepositLeft", DisplayNumber, Total - Credited, amount);
        }

        Deducted = amount;
        return Result.Done;
    }

    /// <summary>Why a proforma has to stay, null if it may go.</summary>
    public Refusal? WhyNotDeletable() =>
        IsIssued ? Refusal.NotNow("Invoicing.IsIssued", DisplayNumber)
        : Deducted != 0 ? Refusal.NotNow("Invoicing.DepositIsDeducted", DisplayNumber)
        : null;

    public Result Edit(Head head)
    {
        if (IsIssued)
        {
            return Refusal.NotNow("Invoicing.IsIssued", DisplayNumber);
        }

        (BilledToId, Title, PurchaseOrder, FiscalPositionId, PaymentTermsId, Message, SuppliedOn, PlannedOn, SendWhenIssued, SiteId, var discount, var percent, var until) = head;
        (DiscountKind, DiscountValue) = discount.Rounded();
        (RetentionPercent, RetentionUntil) = IsDeposit || percent == 0 ? (0, null) : (percent, until);
        return Result.Done;
    }

    /// <summary>What the client calls the order, where that is said after it was prepared; nothing leaves what is there.</summary>
    public void OrderedAs(string purchaseOrder) => PurchaseOrder = IsIssued || string.IsNullOrWhiteSpace(purchaseOrder) ? PurchaseOrder : purchaseOrder.Trim();

    /// <summary>What it is about, where it bills several jobs.</summary>
    public void NameAfter(IEnumerable<string> jobs) => Title = IsIssued ? Title : Folding.Cut(string.Join(", ", jobs), Lengths.Name);

    /// <summary>The language of its document and its message, while it is a proforma.</summary>
    public void WriteIn(string language) => Language = IsIssued ? Language : language;

    public Result AddLine(InvoiceLine line)
    {
        if (IsIssued)
        {
            return Refusal.NotNow("Invoicing.IsIssued", DisplayNumber);
        }

        line.Position = Lines.Count == 0 ? 1 : Lines.Max(l => l.Position) + 1;
        Lines.Add(line);
        return Result.Done;
    }

    public Result RemoveLine(InvoiceLine line)
    {
        if (IsIssued)
        {
            return Refusal.NotNow("Invoicing.IsIssued", DisplayNumber);
        }

        Lines.Remove(line);
        return Reorder([.. Lines.OrderBy(l => l.Position).Select(l => l.Id)]);
    }

    /// <summary>Puts the lines in the order of their ids; ids that are not all of the lines are refused.</summary>
    public Result Reorder(IReadOnlyList<long> lineIds)
    {
        if (IsIssued)
        {
            return Refusal.NotNow("Invoicing.IsIssued", DisplayNumber);
        }

        if (!lineIds.Order().SequenceEqual(Lines.Select(l => l.Id).Order()))
        {
            return Refusal.Stale;
        }

        for (var i = 0; i < lineIds.Count; i++)
        {
            Lines.Single(l => l.Id == lineIds[i]).Position = i + 1;
        }

        return Result.Done;
    }

    /// <summary>Totals of a proforma at the rates of a day: the planned day, else today.</summary>
    public void Calculate(TaxTable taxes, DateOnly day)
    {
        if (IsIssued)
        {
            throw new InvalidOperationException($"{DisplayNumber} is issued; its totals do not change.");
        }

        if (Kind == InvoiceKind.Invoice)
        {
            ShareDiscount();
        }

        DiscountAmount = Lines.Sum(l => l.DiscountShare);
        var totals = TaxCalculation.Calculate([.. Lines.Select(l => (l.Net, taxes.Find(l.TaxCodeId), l.RatesOf ?? day))]);
        (Net, Tax, Total) = (totals.Net, totals.Tax, totals.Total);
        if (Taxes.Count != totals.Taxes.Count || Taxes.OrderBy(t => t.Position).Zip(totals.Taxes).Any(pair => !pair.First.Says(pair.Second)))
        {
            Taxes.Clear();
            Taxes.AddRange(totals.Taxes.Select((t, i) => new InvoiceTax(Id, i + 1, t)));
        }
    }

    /// <summary>Why the discount can't be given on these lines, null if it can.</summary>
    public Refusal? WhyNotDiscount() => Discount.WhyNot(Lines.Where(l => l.TakesDiscount).Sum(l => l.LineNet));

    /// <summary>Each line takes its share of the discount, as often as they change. A credit note has the shares of what it reverses instead.</summary>
    internal void ShareDiscount()
    {
        var lines = Lines.Where(l => l.TakesDiscount).OrderBy(l => l.Position).ToList();
        var shares = Discount.Shares([.. lines.Select(l => l.LineNet)]);
        for (var i = 0; i < lines.Count; i++)
        {
            lines[i].TakeDiscount(shares[i]);
        }
    }

    /// <summary>To be called after what search should find was changed.</summary>
    public void IndexForSearch(string clientName) => SearchKey = Folding.Key(Number, ProformaNumber, PurchaseOrder, clientName, Title);

    /// <summary>The proforma went to the client for information.</summary>
    public Result MarkProformaSent(DateTime now)
    {
        if (IsIssued)
        {
            return Refusal.NotNow("Invoicing.IsIssued", DisplayNumber);
        }

        Status = InvoiceStatus.ProformaSent;
        SentAt = now;
        EndMailTrouble();
        return Result.Done;
    }
}
