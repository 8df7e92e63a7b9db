using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Invoicing;

namespace Portal.Business.Contracts.Billing;

/// <summary>Makes the invoice of what is due: a line for each item, with its service period and where its amount comes from.</summary>
internal static class ContractInvoices
{
    /// <summary>The invoice, and its line of each item of the plan in their order.</summary>
    public sealed record Draft(Invoice Invoice, IReadOnlyList<InvoiceLine> Lines);

    /// <param name="planned">The day on which the scheduler issues it; null: now, or left to a person.</param>
    public static Result<Draft> Build(PlannedInvoice plan, ContractsToBill of, DateOnly? planned, bool send, DateTime now)
    {
        var contracts = plan.Contracts;
        var first = contracts[0];
        var clientId = contracts.All(c => c.ClientId == first.ClientId) ? first.ClientId : first.PayerId;
        var (payer, buyer) = (of.Clients[first.PayerId], of.Clients.GetValueOrDefault(clientId) ?? of.Clients[first.PayerId]);
        var invoice = new Invoice(InvoiceKind.Invoice, first.LegalEntityId, clientId, payer.Id, payer.Language, first.Currency, now);
        invoice.BillContract(contracts.Count == 1 ? first.Id : null, contracts.FirstOrDefault(c => c.ClientId == clientId)?.JobId, first.JournalId);
        var sites = plan.Items.Select(i => Line(i)?.SiteId).Distinct().ToList();
        invoice.Edit(new Invoice.Head(
            payer.Id, Title(contracts, payer.Language), contracts.All(c => c.PurchaseOrder == first.PurchaseOrder) ? first.PurchaseOrder : "",
            plan.FiscalPositionId, first.PaymentTermsId ?? payer.PaymentTermsId, null, null, planned, planned is not null && send, sites is [{ } site] ? site : null));
        var (refusals, lines) = (new List<Refusal>(), new List<InvoiceLine>(plan.Items.Count));
        Contract? current = null;
        foreach (var item in plan.Items)
        {
            if (contracts.Count > 1 && item.Contract != current)
            {
                current = item.Contract;
                var section = new InvoiceLine { ContractId = current.Id };
                section.Set(InvoiceLine.Values.Of(InvoiceLineKind.Section, Heading(current, of)));
                invoice.AddLine(section);
            }

            var line = new InvoiceLine { Source = InvoiceLineSource.Contract, ContractId = item.Contract.Id, ProductId = ProductOf(item) };
            refusals.AddRange(line.Set(Values(item, payer.Language)).Refusals);
            line.UnitCost = UnitCostOf(item, line, of.Costs);
            invoice.AddLine(line);
            lines.Add(line);
        }

        invoice.IndexForSearch(buyer.Name);
        return refusals.Count > 0 ? Result<Draft>.Refused(refusals) : new Draft(invoice, lines);
    }

    public static BilledPeriod Billed(PlannedItem item, Invoice invoice, InvoiceLine line, DateOnly dated) => Settled(item, dated, (invoice.Id, line.Id), null);

    /// <summary>A revision that is credited: it stands on the first of its credit notes and names them all.</summary>
    public static BilledPeriod Credited(PlannedItem item, IReadOnlyList<Invoice> notes, DateOnly dated) =>
        Settled(item, dated, (notes[0].Id, notes[0].Lines[0].Id), null, [.. notes.Select(n => n.Id)]);

    /// <summary>A person decided that it is not billed.</summary>
    public static BilledPeriod Skipped(PlannedItem item, string reason, ICurrentUser by, DateTime now) => Settled(item, item.Due.InvoiceOn, null, (reason, by.Name, now));

    private static BilledPeriod Settled(PlannedItem item, DateOnly dated, (long Invoice, long Line)? on, (string Reason, string By, DateTime At)? skip, IReadOnlyList<long>? notes = null)
    {
        var (contract, due) = item;
        var (source, charge) = (Line(item), Charge(item));
        return new BilledPeriod
        {
            ContractId = contract.Id,
            LineId = due.LineId,
            Kind = due.Kind,
            Key = due.Key,
            From = due.From,
            To = due.To,
            InvoiceOn = due.InvoiceOn,
            DatedOn = dated,
            Quantity = due.Quantity,
            Net = due.Net,
            InvoiceId = on?.Invoice,
            InvoiceLineId = on?.Line,
            SkipReason = skip?.Reason ?? "",
            SkippedByName = skip?.By ?? "",
            SkippedAt = skip?.At,
            Basis = new BilledBasis(
                contract.Version, source?.AnnualQuantity ?? charge?.Quantity ?? 0, source?.UnitPrice ?? charge?.UnitPrice ?? 0, source?.DiscountPercent ?? 0, due.Amount,
                source?.IndexationId, CreditNotes: notes),
        };
    }

    /// <summary>
    /// Where a whole number of units at the contract's price comes to the amount to the cent, the line says so; otherwise it is 1 × the amount,
    /// as a share of a year has no unit price that multiplies back.
    /// </summary>
    private static InvoiceLine.Values Values(PlannedItem item, string language)
    {
        var due = item.Due;
        var order = item.Contract.PurchaseOrder;
        if (Charge(item) is { } charge)
        {
            return new InvoiceLine.Values(
                charge.Description, charge.Quantity, charge.Unit, charge.UnitPrice, 0, charge.TaxCodeId, charge.GlAccountId, order, due.From, due.To);
        }

        var line = Line(item) ?? throw new InvalidOperationException($"Contract {item.Contract.Id} has no line {due.LineId}.");
        var (quantity, unit, price, discount) = due.Quantity >= 1 && due.Quantity == decimal.Truncate(due.Quantity)
            && Money.LineNet(due.Quantity, line.UnitPrice, line.DiscountPercent) == due.Net
            ? (due.Quantity, line.Unit, line.UnitPrice, line.DiscountPercent) : (1, "", due.Net, 0m);
        return new InvoiceLine.Values(
            Described(line.Description, AmountTexts.Say(due, item.Contract.Currency, language)), quantity, unit, price, discount, line.TaxCodeId, line.GlAccountId, order,
            due.From, due.To);
    }

    private static string Described(string description, string basis)
    {
        if (basis.Length == 0)
        {
            return description;
        }

        var room = PricedLine.LongestDescription - basis.Length - 1;
        return $"{(description.Length > room ? description[..(room - 1)] + "…" : description)}\n{basis}";
    }

    /// <summary>A share of a year that is billed as 1 × an amount costs its share.</summary>
    private static decimal UnitCostOf(PlannedItem item, InvoiceLine line, IReadOnlyDictionary<long, decimal> costs) => item.Due.Kind == BilledKind.Revision ? 0
        : costs.Of(line.ProductId) is var cost && cost != 0 && Charge(item) is null && line.Quantity != 0 ? Money.RoundUnitPrice(cost * item.Due.Quantity / line.Quantity) : cost;

    private static ContractLine? Line(PlannedItem item) => item.Due.Kind == BilledKind.Charge ? null : item.Contract.Lines.Find(l => l.Id == item.Due.LineId);

    private static ContractCharge? Charge(PlannedItem item) => item.Due.Kind == BilledKind.Charge ? item.Contract.Charges.Find(c => c.Id == item.Due.LineId) : null;

    private static long? ProductOf(PlannedItem item) => Line(item)?.ProductId ?? Charge(item)?.ProductId;

    private static string Title(IReadOnlyList<Contract> contracts, string language) => contracts.Count == 1
        ? Name(contracts[0])
        : Cut(TextsIn.Get<ContractsText>(language, "InvoiceOfContracts", string.Join(", ", contracts.Select(c => c.Reference))));

    /// <summary>Whoever pays for others is told whose contract it is.</summary>
    private static string Heading(Contract contract, ContractsToBill of) =>
        contract.ClientId == contract.PayerId ? Name(contract) : Cut($"{Name(contract)} · {of.Clients[contract.ClientId].Name}");

    private static string Name(Contract contract) => Cut(contract.Title.Length == 0 ? contract.Reference : $"{contract.Reference} · {contract.Title}");

    private static string Cut(string text) => text.Length <= Data.Lengths.Name ? text : text[..(Data.Lengths.Name - 1)] + "…";
}
