using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Documents.Drawing;
using Portal.Business.Invoicing;
using Portal.Business.PrepaidHours.Documents;
using Portal.Pdf;

namespace Portal.Business.Timesheets.Documents;

/// <summary>The time of tickets that an invoice bills, line by line, as a PDF in its language. Time that is billed stays as it is.</summary>
public sealed class InvoiceTimesheets(Letterheads letterheads)
{
    private sealed record Row(long JobLineId, DateOnly Day, string Ticket, string Person, string Note, int Minutes);

    /// <summary>Whether there is any.</summary>
    internal static Task<bool> AnyAsync(PortalDbContext db, Invoice invoice, CancellationToken ct)
    {
        var lines = LinesOf(invoice);
        return lines.Count == 0 ? Task.FromResult(false) : db.TimeEntries.AnyAsync(e => e.TicketId != null && e.JobLineId != null && lines.Contains(e.JobLineId.Value), ct);
    }

    /// <summary>Null where the invoice bills no time of tickets.</summary>
    internal async Task<DocumentFile?> RenderAsync(PortalDbContext db, Invoice invoice, LegalEntity seller, DateTime now, CancellationToken ct)
    {
        var lines = LinesOf(invoice);
        var rows = lines.Count == 0 ? [] : await db.TimeEntries.AsNoTracking().Where(e => e.TicketId != null && e.JobLineId != null && lines.Contains(e.JobLineId.Value))
            .OrderBy(e => e.Day).ThenBy(e => e.Id)
            .Select(e => new Row(
                e.JobLineId!.Value, e.Day, db.Tickets.Where(t => t.Id == e.TicketId).Select(t => t.Number + " " + t.Title).First(),
                db.Users.Where(u => u.Id == e.UserId).Select(u => u.DisplayName).First(), e.Note, e.OverMinutes)).ToListAsync(ct);
        if (rows.Count == 0)
        {
            return null;
        }

        var words = DocumentWords.For(invoice.Language);
        var sheet = new Sheet(words, await letterheads.GetAsync(db, seller.Id, seller.Version, ct), SellerParty.Of(seller), invoice.Currency);
        var title = words.Say("TimesheetOf", invoice.DisplayNumber);
        List<Block> body = [SheetHead.Letterhead(sheet, words["Timesheet"], invoice.DisplayNumber, null)];
        foreach (var line in invoice.Lines.Where(l => rows.Exists(r => r.JobLineId == l.JobLineId)).OrderBy(l => l.Position))
        {
            var own = rows.FindAll(r => r.JobLineId == line.JobLineId);
            body.Add(new Paragraph(line.Description, sheet.Heading) { Role = ParagraphRole.Heading2, SpaceBefore = 12, SpaceAfter = 4, KeepWithNext = true });
            body.Add(HoursTable.Draw(
                sheet, line.Description, 3, ["StatementWhen", "TimesheetTicket", "HoursBy", "HoursWhatFor", "Hours"], 4,
                [
                    .. own.Select(r => new[] { words.Formats.Date(r.Day), r.Ticket, r.Person, r.Note, Hours(sheet, r.Minutes) }),
                    ["", "", "", words["TimesheetSum"], Hours(sheet, own.Sum(r => r.Minutes))],
                ]));
        }

        return new DocumentFile(
            FileNames.Safe($"{words["Timesheet"]} {invoice.DisplayNumber}.pdf"), "application/pdf", sheet.Document(title, now, body).ToBytes());
    }

    /// <summary>A credit note takes money back, not the hours.</summary>
    private static List<long> LinesOf(Invoice invoice) => invoice.Kind == InvoiceKind.CreditNote ? [] : [.. invoice.Lines.Select(l => l.JobLineId).OfType<long>().Distinct()];

    private static string Hours(Sheet sheet, int minutes) => string.Create(CultureInfo.InvariantCulture, $"{sheet.Formats.Quantity(TimeRounding.Hours(minutes))} h");
}
