using System.Text.Json;
using Portal.Business.Common;
using Portal.Business.Invoicing.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Invoicing;

/// <summary>What is typed on one proforma and not saved: kept on the server, and found again.</summary>
public sealed class UnsavedInvoice(KeepUnsavedProforma keep, ShowUnsavedProforma show, long invoiceId) : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { IgnoreReadOnlyProperties = true };

    /// <param name="Version">Of the proforma that was changed.</param>
    /// <param name="Start">As it was then.</param>
    public sealed record Typed(int Version, InvoiceFields Start, InvoiceFields Mine);

    public sealed record Found(Typed Typed, DateTime ChangedAt);

    public UnsavedWork<Typed> Work { get; } = new(typed => keep.RunAsync(new(invoiceId, typed?.Version ?? 0, typed is null ? null : JsonSerializer.Serialize(typed, Json)), default));

    /// <summary>Null when nothing was left unsaved, or by a version of the program whose screens were others.</summary>
    public async Task<Found?> FindAsync()
    {
        if (!(await show.RunAsync(new ShowUnsavedProforma.Input(invoiceId), default)).TryGet(out var unsaved) || unsaved is null)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Typed>(unsaved.Content, Json) is { Mine: not null, Start: not null } typed ? new Found(typed, unsaved.ChangedAt) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public ValueTask DisposeAsync() => Work.DisposeAsync();
}
