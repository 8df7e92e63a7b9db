using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Web.Account;

namespace Portal.Web.Kit.Lists;

/// <summary>Writes one list as a file, row by row.</summary>
internal abstract class ListExport
{
    public abstract Task WriteAsync(IServiceProvider services, ListQuery query, Func<Stream, IRowWriter> writerOf, Stream file, CancellationToken ct);
}

internal sealed class ListExport<TList, TRow> : ListExport
    where TList : ListDefinition<TRow>
{
    private const string Currency = "currency";

    public override async Task WriteAsync(
        IServiceProvider services, ListQuery query, Func<Stream, IRowWriter> writerOf, Stream file, CancellationToken ct)
    {
        var list = services.GetRequiredService<TList>();
        var columns = Exported(list.Columns, services.GetRequiredService<IStringLocalizer<KitText>>()["Currency"]);
        var values = new object?[columns.Count];

        // The first row is read before anything is written, so that a refusal can still be answered as one.
        await using var rows = list.StreamAsync(query, ct).GetAsyncEnumerator(ct);
        var any = await rows.MoveNextAsync();
        using var writer = writerOf(file);
        writer.Head([.. columns.Select(c => c.Title)], [.. columns.Index().Where(c => c.Item.Currency is not null).Select(c => c.Index)]);
        for (; any; any = await rows.MoveNextAsync())
        {
            // What has ids as keys, the database has narrowed before.
            if (query.Keys?.Contains(Convert.ToString(list.KeyOf(rows.Current), CultureInfo.InvariantCulture)!) == false)
            {
                continue;
            }

            for (var i = 0; i < values.Length; i++)
            {
                values[i] = columns[i].Value(rows.Current);
            }

            writer.Row(values);
        }
    }

    /// <summary>Amounts of rows in different currencies are led by a column that says which; sums of a spreadsheet can then be kept apart.</summary>
    internal static IReadOnlyList<Column<TRow>> Exported(IReadOnlyList<Column<TRow>> columns, string title) =>
        columns.Index().FirstOrDefault(c => c.Item.Currency is not null) is not (var at, { Currency: { } currency }) || columns.Any(c => c.Key == Currency) ? columns
        : [.. columns.Take(at), new(Currency, title, currency), .. columns.Skip(at)];
}

/// <summary>A list that can be exported, by name.</summary>
internal sealed record ExportedList(string Name, ListExport Export);

public static class ListSetup
{
    /// <summary>Stands between the keys of ticked rows; in none of them.</summary>
    internal const char Between = '|';

    /// <summary>Registers a list for its page and its export. <paramref name="name"/> is the list's own Name.</summary>
    public static IServiceCollection AddList<TList, TRow>(this IServiceCollection services, string name)
        where TList : ListDefinition<TRow>
    {
        services.AddScoped<TList>();
        return services.AddSingleton(new ExportedList(name, new ListExport<TList, TRow>()));
    }

    public static string ExportHref(string name, string format, ListQuery query) => $"/lists/{name}.{format}{query.ForExport()}";

    public static void MapLists(this IEndpointRouteBuilder endpoints)
    {
        const string Route = "/lists/{name}.{format:regex(^(csv|xlsx)$)}";
        endpoints.MapGet(Route, (string name, string format, HttpContext context, IEnumerable<ExportedList> lists, TimeProvider clock, CancellationToken ct) =>
            ExportAsync(name, format, null, context, lists, clock, ct)).RequireAuthorization(Policies.Staff);
        endpoints.MapPost(Route, ([FromForm] string keys, string name, string format, HttpContext context, IEnumerable<ExportedList> lists, TimeProvider clock, CancellationToken ct) =>
            ExportAsync(name, format, keys.Split(Between).ToHashSet(StringComparer.Ordinal), context, lists, clock, ct)).RequireAuthorization(Policies.Staff);
    }

    private static async Task<IResult> ExportAsync(
        string name, string format, IReadOnlySet<string>? keys, HttpContext context, IEnumerable<ExportedList> lists, TimeProvider clock, CancellationToken ct)
    {
        if (lists.FirstOrDefault(l => l.Name == name) is not { } list)
        {
            return Results.NotFound();
        }

        var day = clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var type = format == "csv" ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        var query = ListQuery.Read(context.Request.QueryString.Value ?? "") with { Keys = keys };
        return await context.AnswerWrittenAsync(
            $"{name}-{day}.{format}", type,
            async (file, cancel) =>
            {
                try
                {
                    await list.Export.WriteAsync(context.RequestServices, query, stream => format == "csv" ? new CsvRows(stream) : new WorkbookRows(stream), file, cancel);
                    return Result.Done;
                }
                catch (ListRefusedException refused)
                {
                    return refused.Refusals[0].Kind == RefusalKind.Forbidden ? Refusal.Forbidden : Refusal.NotFound;
                }
            },
            ct);
    }
}
