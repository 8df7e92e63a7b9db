using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Tests.Contracts.Billing;
using Portal.Business.Tests.Documents;
using Portal.Business.Tests.Support;
using Portal.Pdf.Tests.Tools;

namespace Portal.Business.Tests.Contracts;

/// <summary>What a client reads before signing: prices, first invoices and conditions, as they will be.</summary>
public sealed class ContractDocumentTests
{
    [ToolFact("pdftotext")]
    public async Task Document_OfAContract_SaysLinesTotalsFirstInvoicesAndConditions()
    {
        await using var boreal = await Boreal.QuebecAsync(DatabaseProvider.Sqlite);
        var head = ContractBook.Head(new DateOnly(2026, 2, 15)) with
        {
            Title = "Entretien du parc",
            Anchor = BillingAnchor.Calendar,
            FirstPeriod = FirstPeriod.ByTheDay,
            RenewsAutomatically = true,
            NoticeDays = 60,
        };
        var contract = await ContractBook.AddAsync(boreal, head, ContractBook.Line(boreal, "Visite de la presse", 12, 100, new VisitPlan(2, [3, 9], null, 90)));

        var pdf = Boreal.Value(await boreal.Portal.Get<DownloadContract>().RunAsync(new DownloadContract.Input(contract.Id), default));

        Assert.Equal($"{contract.Reference}.pdf", pdf.Name);
        var text = DocumentText.Flat(pdf.Bytes);
        DocumentText.InThisOrder(
            text, "Contrat", contract.Reference, "Entretien du parc", "Visite de la presse", "2 visites par an : mars, septembre", "1 200,00", "TPS 5 %", "60,00", "119,70",
            "1 379,70", "Premières factures", "2026-03-01 Période du 2026-02-15 au 2026-03-31 150,00", "2026-04-01 Période du 2026-04-01 au 2026-04-30 100,00",
            "Facturé chaque mois, au début de chaque période.", "au prorata", "se renouvelle de lui-même", "au moins 60 jours avant", "Révision des prix", "Bon pour accord", "renvoyez-nous ce contrat");
    }

    [ToolFact("pdftotext")]
    public async Task Document_InEnglishOfACompanyInQuebec_IsFollowedByTheFrench()
    {
        await using var boreal = await Boreal.QuebecAsync(DatabaseProvider.Sqlite);
        await using (var db = boreal.Portal.Open())
        {
            (await db.Clients.SingleAsync(c => c.Id == boreal.Client.Id)).Language = "en-CA";
            await db.SaveChangesAsync();
        }

        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 2, 1)), ContractBook.Line(boreal, "Visite", 12, 100));
        var pdf = Boreal.Value(await boreal.Portal.Get<DownloadContract>().RunAsync(new DownloadContract.Input(contract.Id), default));

        DocumentText.InThisOrder(
            DocumentText.Flat(pdf.Bytes), "Contract", "French version follows", "Visite", "GST 5%", "First invoices", "Agreed", "Contrat", "Visite", "TPS 5 %", "1 379,70",
            "Premières factures", "2026-02-01", "Bon pour accord");
    }

    [ToolFact("pdftotext")]
    public async Task Document_WithAnAmendmentToCome_CountsItsLineOnceInTheYear()
    {
        await using var boreal = await Boreal.QuebecAsync(DatabaseProvider.Sqlite);
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 2, 1)), ContractBook.Line(boreal, "Entretien", 1, 1200));
        await ContractBook.ChangeAsync(boreal, contract.Id, c =>
            c.Lines.Add(Boreal.Value(c.Lines[0].Amend(c, new DateOnly(2026, 12, 1), c.Lines[0].Current with { UnitPrice = 2400 }, null))));

        var pdf = Boreal.Value(await boreal.Portal.Get<DownloadContract>().RunAsync(new DownloadContract.Input(contract.Id), default));

        DocumentText.InThisOrder(DocumentText.Flat(pdf.Bytes), "1 200,00", "2 400,00", "TPS 5 %", "60,00", "119,70", "1 379,70");
    }

    [Fact]
    public async Task Document_ForSomebodyWhoMayNotSeeContracts_IsRefused()
    {
        await using var boreal = await Boreal.QuebecAsync(DatabaseProvider.Sqlite);
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 2, 1)), ContractBook.Line(boreal, "Entretien", 1, 1200));

        var unknown = await boreal.Portal.Get<DownloadContract>().RunAsync(new DownloadContract.Input(contract.Id + 1), default);
        boreal.Portal.User = TestUser.With(Permissions.InvoicesView);
        var refused = await boreal.Portal.Get<DownloadContract>().RunAsync(new DownloadContract.Input(contract.Id), default);

        Assert.Equal(RefusalKind.Forbidden, refused.Refusal?.Kind);
        Assert.Equal(RefusalKind.NotFound, unknown.Refusal?.Kind);
    }
}
