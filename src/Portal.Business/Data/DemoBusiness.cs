using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Business.PersonalLinks;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;

namespace Portal.Business.Data;

/// <summary>Quotes, invoices and payments of the demonstration companies in every state, made through the use cases.</summary>
public sealed class DemoBusiness(
    PortalDbContextFactory contexts, CreateQuote create, SaveQuoteDraft save, SendQuote send, ApproveQuote approve, RecordPayment pay,
    TimeProvider clock)
{
    private enum Fate
    {
        Draft,
        Sent,
        Approved,
        ToInvoice,
        Paid,
        PartPaid,

        /// <summary>A deposit, the invoice that deducts it, and what the client holds back of that.</summary>
        Deposit,
    }

    private static readonly (string Title, string[] Codes, Fate Fate, bool Staged)[] Plan =
    [
        ("Enseigne et lettrage de la vitrine", ["ENS-ALU", "LET-VIT", "INST-H"], Fate.Sent, true),
        ("Cartes professionnelles et dépliants", ["CV-500", "DEP-A5"], Fate.Paid, false),
        ("Entretien du matériel d’impression", ["ENT-H", "DEPL"], Fate.PartPaid, false),
        ("Affiches de la saison", ["AFF-24", "CONC-H"], Fate.Approved, true),
        ("Nouvelle identité visuelle", ["CONC-H", "CV-500"], Fate.Draft, false),
        ("Pose d’enseigne", ["ENS-M2", "INST-H", "DEPL"], Fate.Deposit, true),
        ("Cartes de visite", ["CV-500"], Fate.Paid, false),
        ("Maintenance annuelle", ["ENT-H", "DEPL"], Fate.Sent, false),
        ("Remise en état de l’enseigne", ["INST-H", "DEPL"], Fate.ToInvoice, false),
    ];

    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        var entities = await db.LegalEntities.AsNoTracking().OrderByDescending(e => e.Currency == "CAD").ToListAsync(ct);
        var products = await db.Products.AsNoTracking().ToListAsync(ct);
        var clients = await db.Clients.AsNoTracking().Where(c => c.IsActive && !c.PurchaseOrderRequired).OrderBy(c => c.Id).ToListAsync(ct);
        var turn = 0;
        foreach (var entity in entities)
        {
            var own = clients.Where(c => c.LegalEntityId == entity.Id).ToList();
            foreach (var (title, codes, fate, staged) in Plan.Where(p => p.Codes.All(c => products.Exists(x => x.LegalEntityId == entity.Id && x.Code == c))))
            {
                var wanted = codes.Select(code => products.Single(p => p.LegalEntityId == entity.Id && p.Code == code)).ToList();
                await MakeAsync(own[turn++ % own.Count], title, wanted, fate, staged, entity.Today(clock), ct);
            }
        }
    }

    private async Task MakeAsync(Client client, string title, List<Product> products, Fate fate, bool staged, DateOnly today, CancellationToken ct)
    {
        var quoteId = Must(await create.RunAsync(new CreateQuote.Input(client.Id, Title: title), ct));
        var fields = new QuoteDraftFields
        {
            Title = title,
            ValidUntil = today.AddDays(30),
            FiscalPositionId = client.FiscalPositionId,
            PaymentTermsId = client.PaymentTermsId,
            RetentionPercent = fate == Fate.Deposit ? 5 : null,
            InvoicesAtApproval = fate == Fate.ToInvoice ? false : null,
        };
        fields.Lines.AddRange(products.Select((p, i) => new QuoteLineFields
        {
            ProductId = p.Id,
            Description = p.Name.In(client.Language),
            Quantity = i + 2,
            Unit = p.Unit.In(client.Language),
            UnitPrice = p.UnitPrice,
            TaxCodeId = p.TaxCodeId,
            GlAccountId = p.GlAccountId,
            IsOptional = i == 2,
        }));
        fields.Schedules.Add(new ScheduleFields
        {
            Stages = fate == Fate.Deposit ? [new StageFields { Percent = 30, IsDeposit = true }, new StageFields { Percent = 70 }]
                : staged
                ? [new StageFields { Percent = 30, Trigger = StageTrigger.AtApproval }, new StageFields { Percent = 70, Trigger = StageTrigger.OnDate, Date = today.AddDays(21) }]
                : [new StageFields { Percent = 100, Trigger = StageTrigger.AtApproval }],
        });
        var saved = Must(await save.RunAsync(new SaveQuoteDraft.Input(quoteId, 0, fields), ct));
        if (fate == Fate.Draft)
        {
            return;
        }

        Must(await send.RunAsync(new SendQuote.Input(quoteId, saved.Version, new LinkMailWishes("demo", client.BillingManagerId, [])), ct));
        if (fate == Fate.Sent)
        {
            return;
        }

        Must(await approve.RunAsync(new ApproveQuote.Input(quoteId, null, [], null, "", null, "", "", "", "Démonstration"), ct));
        if (fate is Fate.Paid or Fate.PartPaid)
        {
            await PayAsync(quoteId, fate == Fate.Paid, today, ct);
        }
    }

    private async Task PayAsync(long quoteId, bool whole, DateOnly today, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        foreach (var invoice in await db.Invoices.AsNoTracking().Where(i => i.QuoteId == quoteId && i.Balance > 0).ToListAsync(ct))
        {
            var amount = whole ? invoice.Payable : Money.Round(invoice.Payable / 2);
            Must(await pay.RunAsync(
                new RecordPayment.Input(
                    Guid.NewGuid(), invoice.LegalEntityId, invoice.BilledToId, PaymentMethod.Transfer, amount, invoice.Currency, today, "", "",
                    [new Share(invoice.Id, amount)], SendReceipt: false),
                ct));
        }
    }

    private static T Must<T>(Result<T> result) => result.TryGet(out var value)
        ? value
        : throw new InvalidOperationException($"Demonstration data: {string.Join(", ", result.Refusals.Select(r => $"{r.Code} {r.Field}"))}");
}
