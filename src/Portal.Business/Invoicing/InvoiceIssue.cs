using Portal.Business.Catalog;
using Portal.Business.Common;

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

        if (Lines.Count == 0)
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

        if (!billingAddress.IsComplete)
        {
            missing.Add(Refusal.NotNow("Invoicing.NoBillingAddress"));
        }

        if (purchaseOrderRequired && string.IsNullOrWhiteSpace(PurchaseOrder) && Lines.Any(l => l.IsPriced && l.PurchaseOrder.Length == 0))
        {
            missing.Add(Refusal.NotNow("Invoicing.NoPurchaseOrder"));
        }

        if (Total < 0)
        {
            missing.Add(Refusal.NotNow("Invoicing.NegativeTotal"));
        }

        return missing;
    }

    /// <summary>
    /// Issues: number, day, parties, taxes, totals and due dates are final from here on. Call <see cref="MissingToIssue"/> first,
    /// in the transaction that took the number.
    /// </summary>
    public void Issue(string number, DateOnly issuedOn, DateTime now, InvoiceParties parties, TaxTable taxes, PaymentTerms? terms)
    {
        Calculate(taxes, issuedOn);
        Number = number;
        IssuedOn = issuedOn;
        IssuedAt = now;
        Parties = parties;
        Status = InvoiceStatus.ReadyToSend;
        Attention = null;
        Accounting = AccountingState.Queued;
        if (Kind == InvoiceKind.Invoice)
        {
            var instalments = terms?.DueOn(issuedOn, Total) ?? [new Instalment(issuedOn, Total)];
            Instalments.AddRange(instalments.Select((instalment, i) => new InvoiceInstalment(Id, i + 1, instalment)));
            DueOn = instalments[^1].DueOn;
            Balance = Total;
        }

        IndexForSearch(parties.Buyer.Name);
    }

    /// <summary>A mail server accepted it, or it was handed over on paper.</summary>
    public void MarkSent(DateTime now)
    {
        if (IsIssued)
        {
            Status = InvoiceStatus.Sent;
            SentAt = now;
            Attention = null;
        }
    }

    /// <summary>Allocates a payment; more than the balance is refused.</summary>
    public Result Pay(decimal amount)
    {
        if (!IsIssued || Kind != InvoiceKind.Invoice)
        {
            return Refusal.NotNow("Invoicing.NotPayable", DisplayNumber);
        }

        if (amount <= 0 || amount > Balance)
        {
            return Refusal.Invalid("Invoicing.MoreThanBalance", DisplayNumber, Balance);
        }

        Paid += amount;
        Balance -= amount;
        return Result.Done;
    }

    /// <summary>Takes back an allocation of a reversed payment.</summary>
    public void Unpay(decimal amount)
    {
        Paid -= amount;
        Balance += amount;
    }

    /// <summary>Books a credit note against it; the total credited never exceeds the invoice.</summary>
    public Result Credit(decimal amount)
    {
        if (!IsIssued || Kind != InvoiceKind.Invoice)
        {
            return Refusal.NotNow("Invoicing.NotCreditable", DisplayNumber);
        }

        if (Accounting != AccountingState.HandedOver)
        {
            return Refusal.NotNow("Invoicing.NotInAccountsYet", DisplayNumber);
        }

        if (amount <= 0 || amount > Creditable)
        {
            return Refusal.Invalid("Invoicing.MoreThanCreditable", DisplayNumber, Creditable);
        }

        Credited += amount;
        Balance = Total - Credited - Paid;
        return Result.Done;
    }

    /// <summary>The credit note for this invoice, still to be filled with lines and issued.</summary>
    public Invoice StartCredit(DateTime now) => new(InvoiceKind.CreditNote, LegalEntityId, ClientId, BilledToId, Language, Currency, now)
    {
        OriginalId = Id,
        JobId = JobId,
        PurchaseOrder = PurchaseOrder,
        FiscalPositionId = FiscalPositionId,
    };

    public void HandOver(AccountingState state)
    {
        Accounting = state;
        if (state == AccountingState.Failed)
        {
            Attention = "TransferFailed";
        }
        else if (Attention == "TransferFailed")
        {
            Attention = null;
        }
    }
}
