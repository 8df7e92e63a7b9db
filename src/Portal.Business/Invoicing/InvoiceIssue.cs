using System.Globalization;
using Portal.Business.Accounting.Currencies;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Pdf;

namespace Portal.Business.Invoicing;

/// <summary>Becoming a legal document, and what may happen to one.</summary>
public sealed partial class Invoice
{
    /// <summary>Everything that stands in the way of issuing, at once.</summary>
    public IReadOnlyList<Refusal> MissingToIssue(Address billingAddress, bool purchaseOrderRequired)
    {
        var missing = new List<Refusal>();
        if (IsIssued)
        {
            return [Refusal.Conflict("Invoicing.IsIssued", DisplayNumber)];
        }

        if (!Lines.Exists(l => l.Kind == InvoiceLineKind.Priced))
        {
            missing.Add(Refusal.NotNow("Invoicing.NoLines"));
        }

        foreach (var line in Lines.Where(l => l.IsPriced).OrderBy(l => l.Position))
        {
            if (line.TaxCodeId is null)
            {
                missing.Add(Refusal.NotNow("Invoicing.LineWithoutTaxCode", line.Position, line.ShortDescription));
            }

            if (line.GlAccountId is null)
            {
                missing.Add(Refusal.NotNow("Invoicing.LineWithoutAccount", line.Position, line.ShortDescription));
            }
        }

        missing.AddRange(Lines.OrderBy(l => l.Position).Select(l => (l.Position, PrintableText.Of(l.Description).Missing)).Where(l => l.Missing.Length > 0)
            .Select(l => Refusal.NotNow("Invoicing.LineNotPrintable", l.Position, l.Missing)));
        if (!billingAddress.IsComplete)
        {
            missing.Add(Refusal.NotNow("Invoicing.NoBillingAddress"));
        }

        if (purchaseOrderRequired && Kind == InvoiceKind.Invoice && string.IsNullOrWhiteSpace(PurchaseOrder) && Lines.Any(l => l.IsPriced && l.PurchaseOrder.Length == 0))
        {
            missing.Add(Refusal.NotNow("Invoicing.NoPurchaseOrder"));
        }

        if (Kind == InvoiceKind.Invoice && WhyNotDiscount() is { } discount)
        {
            missing.Add(discount);
        }

        if (Total < 0)
        {
            missing.Add(Refusal.NotNow("Invoicing.NegativeTotal"));
        }

        return missing;
    }

    /// <summary>Taxes that have no rate on a day, and tax codes of another legal entity: without this, they would count as nothing.</summary>
    public IEnumerable<Refusal> MissingRates(TaxTable taxes, DateOnly day)
    {
        var priced = Lines.Where(l => l is { IsPriced: true, TaxCodeId: not null }).OrderBy(l => l.Position).Select(l => (Line: l, Code: taxes.Find(l.TaxCodeId))).ToList();
        return priced.Where(l => l.Code is null).Select(l => Refusal.NotNow("Invoicing.LineWithoutTaxCode", l.Line.Position, l.Line.ShortDescription))
            .Concat(priced.SelectMany(l => l.Code?.Components ?? []).Where(c => c.RateOn(day) is null).DistinctBy(c => c.Id)
                .Select(c => Refusal.NotNow("Invoicing.NoTaxRate", c.Name.In(CultureInfo.CurrentUICulture.Name), day)));
    }

    /// <summary>
    /// Issues: number, day, parties, taxes, totals and due dates are final from here on. Call <see cref="MissingToIssue"/> first,
    /// in the transaction that took the number. A credit note keeps the taxes of its original's day, which were calculated before.
    /// </summary>
    /// <param name="conversion">To the currency of the books; null where that is the document's.</param>
    public void Issue(string number, DateOnly issuedOn, DateTime now, InvoiceParties parties, TaxTable taxes, PaymentTerms? terms, Conversion? conversion = null)
    {
        if (Kind == InvoiceKind.Invoice)
        {
            Calculate(taxes, issuedOn);
        }

        Number = number;
        IssuedOn = issuedOn;
        IssuedAt = now;
        Parties = parties;
        Status = InvoiceStatus.ReadyToSend;
        Attention = null;
        Accounting = AccountingState.Queued;
        if (Kind == InvoiceKind.Invoice)
        {
            Retained = Held = Retention.Of(Total, RetentionPercent);
            RetentionUntil = Retained == 0 ? null : RetentionUntil ?? issuedOn.AddMonths(Retention.Months);
            HeldUntil = RetentionUntil;
            var instalments = terms?.DueOn(issuedOn, Total - Retained) ?? [new Instalment(issuedOn, Total - Retained)];
            Instalments.AddRange(instalments.Select((instalment, i) => new InvoiceInstalment(Id, i + 1, instalment)));
            DueOn = instalments[^1].DueOn;
            Balance = Total;
            (BookCurrency, ExchangeRate, ExchangeRateOn) = conversion is null ? (Currency, 1, null) : (conversion.BookCurrency, conversion.Rate, conversion.On);
            BookTotal = BookBalance = Conversion.Convert(Total, ExchangeRate);
            BookRetained = BookHeld = Conversion.Convert(Retained, ExchangeRate);
        }

        IndexForSearch(parties.Buyer.Name);
    }

    /// <summary>It was issued in this save under a number that was a guess.</summary>
    internal void Renumber(string number)
    {
        Number = number;
        IndexForSearch(Parties!.Buyer.Name);
    }

    /// <summary>A mail server accepted it, or it was handed over on paper.</summary>
    public void MarkSent(DateTime now)
    {
        if (IsIssued)
        {
            Status = InvoiceStatus.Sent;
            SentAt = now;
            EndMailTrouble();
        }
    }

    /// <summary>Allocates a payment; more than the balance is refused.</summary>
    public Result Pay(decimal amount)
    {
        if (WhyNotPayable() is { } refusal)
        {
            return refusal;
        }

        if (WhyNotPayable(amount) is { } tooMuch)
        {
            return tooMuch;
        }

        Take(amount);
        NoticeSettled();
        return Result.Done;
    }

    /// <summary>What a part of what is due is worth in the books, if it is settled now; what is held back has its own account there.</summary>
    public decimal BookOf(decimal amount) => Conversion.Share(BookBalance - BookHeld, amount, Payable);

    /// <summary>Takes back an allocation of a reversed payment.</summary>
    /// <param name="book">What it was worth in the books; null: the same.</param>
    public void Unpay(decimal amount, decimal? book = null)
    {
        Paid -= amount;
        Balance += amount;
        BookBalance += book ?? amount;
    }

    /// <summary>Keeps what is left of an allocation of which the rest was given back, and returns what it is worth in the books.</summary>
    internal decimal KeepPaid(decimal amount) => Take(amount);

    private decimal Take(decimal amount)
    {
        var book = BookOf(amount);
        Paid += amount;
        Balance -= amount;
        BookBalance -= book;
        return book;
    }

    /// <summary>Gives up what it still owes; the document stays as issued.</summary>
    public Result WriteOff(decimal amount)
    {
        if (WhyNotPayable() is { } refusal)
        {
            return refusal;
        }

        if (WhyNotPayable(amount) is { } tooMuch)
        {
            return tooMuch;
        }

        BookBalance -= BookOf(amount);
        WrittenOff += amount;
        Balance -= amount;
        return Result.Done;
    }

    /// <param name="book">What it was worth in the books; null: the same.</param>
    public void UndoWriteOff(decimal amount, decimal? book = null)
    {
        WrittenOff -= amount;
        Balance += amount;
        BookBalance += book ?? amount;
    }

    /// <summary>Books a credit note against it; the total credited never exceeds the invoice.</summary>
    /// <param name="note">Takes down what it takes from the held-back part.</param>
    public Result Credit(decimal amount, Invoice? note = null)
    {
        if (WhyNotCreditable() is { } refusal)
        {
            return refusal;
        }

        if (amount <= 0 || amount > Creditable)
        {
            return Refusal.Invalid("Invoicing.MoreThanCreditable", DisplayNumber, (Creditable, Currency));
        }

        // Each of the two accounts in the books gives its share, and all that it has where nothing is left on it.
        var held = WouldCredit(amount).Held;
        var (ofHeld, ofPayable) = (Held - held, amount - Held + held);
        var bookOfHeld = Conversion.Share(BookHeld, ofHeld, Held);
        var book = ofPayable == Payable ? BookBalance - BookHeld + bookOfHeld : Conversion.Convert(amount, ExchangeRate);
        note?.BookAs(book, ofHeld, bookOfHeld);
        BookBalance -= book;
        (Held, BookHeld) = (held, BookHeld - bookOfHeld);
        Credited += amount;
        Balance = Total - Credited - Paid - WrittenOff;
        NoticeSettled();
        return Result.Done;
    }

    /// <summary>After what was paid too much is given back: where nothing is owed any more, the credit note takes the cent that rounding left in the books.</summary>
    internal void EndCredit(Invoice note)
    {
        if (Balance == 0 && BookBalance != 0)
        {
            note.BookTotal += BookBalance;
            BookBalance = 0;
        }
    }

    private void BookAs(decimal total, decimal retained, decimal bookRetained) => (BookTotal, Retained, BookRetained) = (total, retained, bookRetained);

    /// <summary>Why no payment can be taken, null if one can.</summary>
    public Refusal? WhyNotPayable() =>
        !IsIssued || Kind != InvoiceKind.Invoice ? Refusal.NotNow("Invoicing.NotPayable", DisplayNumber)
        : Balance <= 0 ? Refusal.NotNow("Invoicing.NothingToPay", DisplayNumber)
        : Payable <= 0 ? Refusal.NotNow("Invoicing.OnlyHeldBack", DisplayNumber, (Held, Currency))
        : null;

    /// <summary>Why nothing can be credited, null if something can.</summary>
    public Refusal? WhyNotCreditable() =>
        !IsIssued || Kind != InvoiceKind.Invoice ? Refusal.NotNow("Invoicing.NotCreditable", DisplayNumber)
        : Accounting is not (AccountingState.HandedOver or AccountingState.NothingToBook) ? Refusal.NotNow("Invoicing.NotInAccountsYet", DisplayNumber)
        : Creditable <= 0 && Deducted > 0 ? Refusal.NotNow("Invoicing.DepositIsDeducted", DisplayNumber)
        : Creditable <= 0 ? Refusal.NotNow("Invoicing.CreditedInFull", DisplayNumber)
        : null;

    /// <summary>The credit note for this invoice, still to be filled with lines and issued.</summary>
    public Invoice StartCredit(DateTime now) => new(InvoiceKind.CreditNote, LegalEntityId, ClientId, BilledToId, Language, Currency, now)
    {
        OriginalId = Id,
        BookCurrency = BookCurrency,
        ExchangeRate = ExchangeRate,
        ExchangeRateOn = ExchangeRateOn,
        JobId = JobId,
        ContractId = ContractId,
        JournalId = JournalId,
        PurchaseOrder = PurchaseOrder,
        SiteId = SiteId,
        FiscalPositionId = FiscalPositionId,
    };

    /// <summary>
    /// All credit notes together give back of each tax what the original charged, to the cent, and never more, whatever each of them
    /// was rounded to: the one that uses up the base of a tax takes what is left of its amount.
    /// </summary>
    public void FitTaxes(IReadOnlyCollection<InvoiceTax> original, IReadOnlyCollection<InvoiceTax> creditedBefore)
    {
        foreach (var tax in Taxes)
        {
            bool Same(InvoiceTax t) => t.TaxComponentId == tax.TaxComponentId && t.Percent == tax.Percent;
            decimal Left(Func<InvoiceTax, decimal> of) => original.Where(Same).Sum(of) - creditedBefore.Where(Same).Sum(of);
            var left = Left(t => t.Amount);
            if (tax.Base == Left(t => t.Base) || (left >= 0 ? tax.Amount > left : tax.Amount < left))
            {
                tax.Settle(left);
            }
        }

        AddTaxes();
    }

    /// <summary>Puts a cent that rounding left on the tax of a credit note that has room for it.</summary>
    public void MoveTax(decimal amount, IReadOnlyCollection<InvoiceTax> original, IReadOnlyCollection<InvoiceTax> creditedBefore)
    {
        bool HasRoom(InvoiceTax tax)
        {
            bool Same(InvoiceTax t) => t.TaxComponentId == tax.TaxComponentId && t.Percent == tax.Percent;
            decimal Left(Func<InvoiceTax, decimal> of) => original.Where(Same).Sum(of) - creditedBefore.Where(Same).Sum(of);
            return tax.Base < Left(t => t.Base) && tax.Amount + amount > 0 && tax.Amount + amount <= Left(t => t.Amount);
        }

        if (Taxes.Where(HasRoom).MaxBy(t => t.Amount) is { } tax)
        {
            tax.Settle(tax.Amount + amount);
            AddTaxes();
        }
    }

    private void AddTaxes()
    {
        Tax = Taxes.Sum(t => t.Amount);
        Total = Net + Tax;
    }

    public void HandOver(AccountingState state)
    {
        Accounting = state;
        if (!HasMailTrouble && Attention != TaxToCheck)
        {
            Attention = state == AccountingState.Failed ? TransferFailed : Attention == TransferFailed ? null : Attention;
        }
    }
}
