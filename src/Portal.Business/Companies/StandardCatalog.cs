using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Payments;

namespace Portal.Business.Companies;

/// <summary>
/// What a new legal entity starts with, so that it can invoice at once: accounts, journals, dated taxes, fiscal positions, payment
/// terms, number series and form texts of its country. Adds what is missing, by code, and changes nothing that is there; the
/// caller saves. Rates and accounts are a starting point that administrators edit.
/// </summary>
public sealed partial class StandardCatalog
{
    private readonly PortalDbContext db;
    private readonly LegalEntity entity;
    private readonly Dictionary<string, GlAccount> accounts = [];
    private readonly Dictionary<string, TaxCode> taxCodes = [];
    private readonly List<TaxComponent> components = [];

    private StandardCatalog(PortalDbContext db, LegalEntity entity)
    {
        this.db = db;
        this.entity = entity;
    }

    /// <param name="db">The entity may be new to it and not saved yet.</param>
    /// <param name="entity">Its address says the country; every other than France starts with the catalog of Québec.</param>
    /// <param name="numberPrefix">In front of every series' prefix ("FR-"), so that numbers of two entities are not confused.</param>
    /// <param name="ct">Stops the reading of what is there.</param>
    public static async Task AddAsync(PortalDbContext db, LegalEntity entity, string numberPrefix, CancellationToken ct)
    {
        var catalog = new StandardCatalog(db, entity);
        await catalog.LoadAsync(ct);
        await catalog.AddPaymentTermsAsync(ct);
        await catalog.AddNumberSeriesAsync(numberPrefix, ct);
        await catalog.AddFormTextsAsync(ct);
        if (entity.Address.IsFrench)
        {
            await catalog.AddFranceAsync(ct);
        }
        else
        {
            await catalog.AddQuebecAsync(ct);
        }

        await catalog.AddRemindersAsync(ct);
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        foreach (var account in await db.GlAccounts.Where(a => a.LegalEntityId == entity.Id).ToListAsync(ct))
        {
            accounts[account.Number] = account;
        }

        components.AddRange(await db.TaxComponents.Include(c => c.Rates).Where(c => c.LegalEntityId == entity.Id).ToListAsync(ct));
        foreach (var code in await db.TaxCodes.Include(c => c.Components).Where(c => c.LegalEntityId == entity.Id).ToListAsync(ct))
        {
            taxCodes[code.Code] = code;
        }
    }

    private GlAccount Account(string number, string french, string english, GlAccountKind kind)
    {
        if (!accounts.TryGetValue(number, out var account))
        {
            account = new GlAccount { LegalEntityId = entity.Id, Number = number, Name = new LocalText(french, english), Kind = kind };
            accounts[number] = account;
            db.GlAccounts.Add(account);
        }

        return account;
    }

    private async Task<Journal> JournalAsync(string code, string french, string english, JournalKind kind, CancellationToken ct)
    {
        var journal = await db.Journals.FirstOrDefaultAsync(j => j.LegalEntityId == entity.Id && j.Code == code, ct);
        if (journal is null)
        {
            journal = new Journal { LegalEntityId = entity.Id, Code = code, Name = new LocalText(french, english), Kind = kind };
            db.Journals.Add(journal);
        }

        return journal;
    }

    private TaxComponent Component(LocalText name, int order, GlAccount account, DateOnly from, decimal percent)
    {
        var component = components.FirstOrDefault(c => c.Name.French == name.French);
        if (component is null)
        {
            component = new TaxComponent { LegalEntityId = entity.Id, Name = name, Order = order, GlAccountId = account.Id };
            component.Rates.Add(new TaxRate { TaxComponentId = component.Id, From = from, Percent = percent });
            components.Add(component);
            db.TaxComponents.Add(component);
        }

        return component;
    }

    private TaxCode TaxCode(string code, LocalText name, LocalText exemptionReason, params ReadOnlySpan<TaxComponent> made)
    {
        if (!taxCodes.TryGetValue(code, out var taxCode))
        {
            taxCode = new TaxCode { LegalEntityId = entity.Id, Code = code, Name = name, ExemptionReason = exemptionReason };
            foreach (var component in made)
            {
                taxCode.Components.Add(component);
            }

            taxCodes[code] = taxCode;
            db.TaxCodes.Add(taxCode);
        }

        return taxCode;
    }

    private async Task WriteOffsAsync(GlAccount loss, GlAccount gain, Journal journal, CancellationToken ct)
    {
        if (!await db.WriteOffRules.AnyAsync(r => r.LegalEntityId == entity.Id, ct))
        {
            db.WriteOffRules.Add(new WriteOffRules
            {
                LegalEntityId = entity.Id,
                LossAccountId = loss.Id,
                GainAccountId = gain.Id,
                JournalId = journal.Id,
                Limits = [new WriteOffLimit(entity.Currency, 1m)],
            });
        }
    }

    private async Task PositionAsync(string code, LocalText name, CancellationToken ct, params (TaxCode From, TaxCode To)[] taxes)
    {
        if (await db.FiscalPositions.AnyAsync(p => p.LegalEntityId == entity.Id && p.Code == code, ct))
        {
            return;
        }

        var position = new FiscalPosition { LegalEntityId = entity.Id, Code = code, Name = name };
        position.Taxes.AddRange(taxes.Select(t => new TaxMapping { FiscalPositionId = position.Id, FromTaxCodeId = t.From.Id, ToTaxCodeId = t.To.Id }));
        db.FiscalPositions.Add(position);
    }

    /// <summary>Payment terms are common to all entities.</summary>
    private async Task AddPaymentTermsAsync(CancellationToken ct)
    {
        var known = await db.PaymentTerms.ToDictionaryAsync(t => t.Code, ct);
        foreach (var terms in db.PaymentTerms.Local)
        {
            known[terms.Code] = terms;
        }

        PaymentTerms[] standard =
        [
            Terms("NET0", "À réception de la facture", "On receipt", new TermInstalment(100, 0)),
            Terms("NET15", "Net 15 jours", "Net 15 days", new TermInstalment(100, 15)),
            Terms("NET30", "Net 30 jours", "Net 30 days", new TermInstalment(100, 30)),
            Terms("EOM30", "30 jours fin de mois", "30 days, end of month", new TermInstalment(100, 30, EndOfMonth: true)),
            Terms("50-50", "50 % à réception, 50 % à 30 jours", "50% on receipt, 50% after 30 days", new TermInstalment(50, 0), new TermInstalment(50, 30)),
        ];
        foreach (var terms in standard.Where(t => !known.ContainsKey(t.Code)))
        {
            known[terms.Code] = terms;
            db.PaymentTerms.Add(terms);
        }

        entity.DefaultPaymentTermsId ??= known["NET30"].Id;
    }

    private static PaymentTerms Terms(string code, string french, string english, params TermInstalment[] instalments) =>
        new() { Code = code, Name = new LocalText(french, english), Instalments = instalments };

    private async Task AddNumberSeriesAsync(string numberPrefix, CancellationToken ct)
    {
        var known = await db.NumberSeries.Where(s => s.LegalEntityId == entity.Id).Select(s => s.Document).ToListAsync(ct);
        foreach (var document in Enum.GetValues<NumberedDocument>().Except(known))
        {
            db.NumberSeries.Add(new NumberSeries(entity.Id, document, numberPrefix + PrefixOf(document)));
        }
    }

    private string PrefixOf(NumberedDocument document) => document switch
    {
        NumberedDocument.Job => "J-",
        NumberedDocument.ServiceRequest => "D-",
        NumberedDocument.Visit => "V-",
        NumberedDocument.Quote => entity.Address.IsFrench ? "DV-" : "S-",
        NumberedDocument.Proforma => "PF-",
        NumberedDocument.Invoice => "F-",
        NumberedDocument.CreditNote => entity.Address.IsFrench ? "AV-" : "NC-",
        NumberedDocument.Payment => "P-",
        NumberedDocument.Refund => "R-",
        NumberedDocument.Contract => "C-",
        NumberedDocument.Ticket => "T-",
        _ => throw new ArgumentOutOfRangeException(nameof(document), document, "This kind of document has no usual prefix."),
    };

    private async Task AddFormTextsAsync(CancellationToken ct)
    {
        var known = await db.FormTexts.Where(t => t.LegalEntityId == entity.Id).Select(t => t.Form).ToListAsync(ct);
        foreach (var form in Enum.GetValues<Form>().Except(known))
        {
            db.FormTexts.Add(new FormText { LegalEntityId = entity.Id, Form = form, Text = UsualText(form) });
        }
    }

    private LocalText UsualText(Form form) => form switch
    {
        Form.Quote when entity.Address.IsFrench => new("Devis valable jusqu’à la date indiquée. Merci de votre confiance.", "This quote is valid until the date shown. Thank you for your trust."),
        Form.Quote => new("Soumission valide jusqu’à la date indiquée. Merci de votre confiance.", "This quote is valid until the date shown. Thank you for your trust."),
        Form.Proforma => new("Ce document n’est pas une facture. La facture suivra.", "This document is not an invoice. The invoice will follow."),
        Form.Invoice => new("Merci de votre confiance.", "Thank you for your business."),
        Form.CreditNote => new("Ce montant vient en déduction de votre compte.", "This amount is deducted from what you owe."),
        Form.Receipt => new("Nous avons bien reçu votre paiement. Merci.", "We have received your payment. Thank you."),
        Form.Statement => new("Merci de nous signaler tout écart avec vos livres.", "Please tell us of any difference from your books."),
        _ => LocalText.Empty,
    };
}
