using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.Incoming;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Interventions;
using Portal.Business.Mail;
using Portal.Business.PersonalLinks;
using Portal.Business.PrepaidHours;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Timesheets;

namespace Portal.Business.Data;

/// <summary>A helpdesk team with canned answers, an approved order of ten hours with time used, and a few tickets, one of which came by mail, for the first demonstration company.</summary>
public sealed class DemoHelpdesk(
    PortalDbContextFactory contexts, CreateQuote create, SaveQuoteDraft save, SendQuote send, ApproveQuote approve, SaveHelpdeskTeam saveTeam, CreateTicket ticket, SaveCannedAnswer saveAnswer,
    LabelTicket label, MailTaking mail, TimeProvider clock)
{
    private const string TeamAddress = "assistance@atelier-boreal.example";

    private static readonly (string Name, string French, string English)[] Answers =
    [
        ("Bien reçu", "Bonjour {{Contact.Name}},\n\nNous avons bien reçu votre message et regardons cela aujourd’hui.", "Hello {{Contact.Name}},\n\nWe have received your message and are looking into it today."),
        ("Redémarrer", "Pourriez-vous éteindre l’appareil, attendre une minute et le rallumer ? Dites-nous ensuite ce que l’écran affiche.",
            "Could you switch the device off, wait a minute and switch it on again? Then tell us what the screen shows."),
        ("Résolu ?", "Ce que vous nous avez signalé ({{Ticket.Number}}) est-il réglé ? Sans nouvelles de vous, nous fermerons cette demande dans une semaine.",
            "Is the problem of {{Ticket.Number}} solved for you? If we hear nothing, we will close it in a week."),
    ];

    private static readonly string[] Labels = ["traceur", "compte", "couleurs"];

    private static readonly (string Title, string Body, RequestPriority Priority, int Minutes)[] Tickets =
    [
        ("Le traceur n’imprime plus", "Depuis ce matin, le traceur affiche une erreur de réseau.", RequestPriority.High, 90),
        ("Ajouter un poste à l’imprimante", "Nous avons un nouveau collègue. Pouvez-vous ajouter son poste ?", RequestPriority.Normal, 60),
        ("Couleurs trop pâles", "Les affiches sortent trop pâles depuis le changement de papier.", RequestPriority.Normal, 0),
    ];

    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        var entity = await db.LegalEntities.AsNoTracking().OrderByDescending(e => e.Currency == "CAD").FirstAsync(ct);
        var client = await db.Clients.AsNoTracking().Where(c => c.IsActive && !c.PurchaseOrderRequired && c.LegalEntityId == entity.Id).OrderBy(c => c.Id).FirstAsync(ct);
        var like = await db.Products.AsNoTracking().FirstAsync(p => p.LegalEntityId == entity.Id && p.Code == "ENT-H", ct);
        var product = new Product
        {
            LegalEntityId = entity.Id,
            Code = "ASSIST-H",
            Name = new LocalText("Assistance prépayée", "Prepaid support"),
            Unit = like.Unit,
            UnitPrice = 95,
            TaxCodeId = like.TaxCodeId,
            GlAccountId = like.GlAccountId,
            Hours = new SoldHours(HoursUnit.Hour, 1, HoursOverage.Allow, ValidMonths: 12),
        }.IndexForSearch();
        db.Products.Add(product);
        await db.SaveChangesAsync(ct);
        var people = await db.Users.AsNoTracking().Where(u => !u.IsClientUser).OrderByDescending(u => u.Email!.StartsWith("support@")).ThenBy(u => u.Id).Select(u => u.Id).Take(2).ToListAsync(ct);
        var team = Must(await saveTeam.RunAsync(new(null, entity.Id, 0, "Assistance", TeamAddress, true, true, "", 15, true, 120, 960, MemberIds: people), ct));
        foreach (var (name, french, english) in Answers)
        {
            Must(await saveAnswer.RunAsync(new(team, null, 0, name, new LocalText(french, english)), ct));
        }

        await SellAsync(client, product, entity.Today(clock), ct);
        db.CostRates.AddRange(people.Where(p => !db.Technicians.Any(t => t.UserId == p)).Select((p, i) => new CostRate { UserId = p, From = new DateOnly(entity.Today(clock).Year, 1, 1), HourlyCost = 42 + i }));
        await db.SaveChangesAsync(ct);
        foreach (var ((title, body, priority, minutes), labelled) in Tickets.Zip(Labels))
        {
            var id = Must(await ticket.RunAsync(new(Guid.NewGuid(), client.Id, title, body, priority, AssigneeId: minutes > 0 ? people[0] : null), ct));
            await label.RunAsync(new(id, labelled), ct);
            if (minutes > 0)
            {
                await WorkAsync(id, people[minutes % people.Count], entity.Today(clock), minutes, ct);
            }
        }

        await WriteAsync(client, ct);
    }

    /// <summary>As a client's mail program sends it.</summary>
    private async Task WriteAsync(Client client, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        var contact = await db.Contacts.AsNoTracking().Where(c => c.ClientId == client.Id && c.IsActive && c.Email != "").OrderByDescending(c => c.Id == client.BillingManagerId).ThenBy(c => c.Id).FirstAsync(ct);
        var message = $"From: {contact.Email}\nTo: {TeamAddress}\nSubject: =?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes("Le deuxième bac ne s’ouvre plus"))}?=\nMessage-ID: <demo-{contact.Id:x}@{EmailAddress.Domain(contact.Email)}>\n"
            + "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\nBonjour,\n\nLe deuxième bac du traceur est coincé depuis ce midi. Que faire ?\n\nMerci !\n";
        await mail.TakeAsync(Encoding.UTF8.GetBytes(message), isCut: false, ct);
    }

    private async Task SellAsync(Client client, Product product, DateOnly today, CancellationToken ct)
    {
        var quoteId = Must(await create.RunAsync(new CreateQuote.Input(client.Id, Title: "Banque d’heures d’assistance"), ct));
        var fields = new QuoteDraftFields { Title = "Banque d’heures d’assistance", ValidUntil = today.AddDays(30), FiscalPositionId = client.FiscalPositionId, PaymentTermsId = client.PaymentTermsId };
        fields.Lines.Add(new QuoteLineFields
        {
            ProductId = product.Id,
            Description = product.Name.In(client.Language),
            Quantity = 10,
            Unit = product.Unit.In(client.Language),
            UnitPrice = product.UnitPrice,
            TaxCodeId = product.TaxCodeId,
            GlAccountId = product.GlAccountId,
        });
        fields.Schedules.Add(new ScheduleFields { Stages = [new StageFields { Percent = 100, Trigger = StageTrigger.AtApproval }] });
        var saved = Must(await save.RunAsync(new SaveQuoteDraft.Input(quoteId, 0, fields), ct));
        Must(await send.RunAsync(new SendQuote.Input(quoteId, saved.Version, new LinkMailWishes("demo", client.BillingManagerId, [])), ct));
        Must(await approve.RunAsync(new ApproveQuote.Input(quoteId, null, [], null, "", null, "", "", "", "Démonstration"), ct));
    }

    private async Task WorkAsync(long ticketId, long userId, DateOnly day, int minutes, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        var known = await db.Tickets.SingleAsync(t => t.Id == ticketId, ct);
        var job = await db.Jobs.SingleAsync(j => j.Lines.Any(l => db.HoursPacks.Any(p => p.Id == known.HoursPackId && p.JobLineId == l.Id)), ct);
        var cost = (await CostRates.OfAsync(db, userId, ct)).On(day);
        var entry = Must(TimeEntry.Of(job, null, userId, day, minutes, "Diagnostic à distance", true, cost));
        entry.BelongTo(known.Id);
        db.TimeEntries.Add(entry);
        if (await HoursCounting.CountAsync(db, entry, clock.GetUtcNow().UtcDateTime, ct) is { Succeeded: true })
        {
            await db.SaveChangesAsync(ct);
        }
    }

    private static T Must<T>(Result<T> result) => result.TryGet(out var value)
        ? value
        : throw new InvalidOperationException($"Demonstration data: {string.Join(", ", result.Refusals.Select(r => $"{r.Code} {r.Field}"))}");
}
