using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Pdf;

namespace Portal.Business.Invoicing;

/// <summary>The jobs that an invoice or credit note bills: each line that of the job line it stands for, the others its own.</summary>
public sealed class InvoiceJobs
{
    /// <summary>Where no line has another job than the document.</summary>
    public static readonly InvoiceJobs Own = new(null, [], []);

    private readonly long? own;
    private readonly Dictionary<long, long> byLine;
    private readonly Dictionary<long, string> names;

    private InvoiceJobs(long? own, Dictionary<long, long> byLine, Dictionary<long, string> names) => (this.own, this.byLine, this.names) = (own, byLine, names);

    /// <param name="invoice">With its lines.</param>
    public static async Task<InvoiceJobs> ReadAsync(PortalDbContext db, Invoice invoice, CancellationToken ct)
    {
        var lines = invoice.Lines.Select(l => l.JobLineId).OfType<long>().Distinct().ToList();
        var byLine = lines.Count == 0 ? [] : await db.Set<JobLine>().Where(l => lines.Contains(l.Id) && l.JobId != invoice.JobId).ToDictionaryAsync(l => l.Id, l => l.JobId, ct);
        if (byLine.Count == 0)
        {
            return Own;
        }

        var ids = byLine.Values.Append(invoice.JobId ?? 0).Distinct().ToList();
        var names = await db.Jobs.AllClients().Where(j => ids.Contains(j.Id)).Select(j => new { j.Id, j.Number, j.Name }).ToDictionaryAsync(
            j => j.Id, j => PrintableText.Kept(j.Name.Length > 0 ? $"{j.Number} · {j.Name}" : j.Number), ct);
        return new InvoiceJobs(invoice.JobId, byLine, names);
    }

    public bool AreSeveral => byLine.Count > 0;

    public long? Of(InvoiceLine line) => line.JobLineId is { } id && byLine.TryGetValue(id, out var job) ? job : own;

    /// <summary>Number and name, as documents say them.</summary>
    public string NameOf(long? jobId) => jobId is { } id ? names.GetValueOrDefault(id, "") : "";

    /// <summary>"J-000012 · Sign" of each job that lines with a price stand for, its own first; empty where that is its own alone.</summary>
    public IReadOnlyList<string> Names(Invoice invoice) => !AreSeveral
        ? []
        : [.. invoice.Lines.Where(l => l.IsPriced).Select(Of).Distinct().OrderBy(id => id != own).ThenBy(NameOf, StringComparer.Ordinal).Select(NameOf).Where(n => n.Length > 0)];
}
