using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Mail.UseCases;

/// <summary>Which messages the outbox page shows.</summary>
public sealed record MessageFilter
{
    public MessageState? State { get; init; }

    public string? Kind { get; init; }

    /// <summary>Part of a recipient's address or name, or of the subject.</summary>
    public string? Search { get; init; }

    public bool NeedsAttention { get; init; }

    public PageRequest Page { get; init; } = new();
}

public sealed record MessageRow(
    long Id, MessageState State, string Kind, IReadOnlyList<MailRecipient> Recipients, string Subject, DateTime PlannedAt, DateTime? SentAt,
    DateTime NextAttemptAt, int Attempts, string LastAnswer, string? Attention, bool HasAttachments);

/// <summary>One page of the outbox, newest first.</summary>
public sealed class ListMessages(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public async Task<Result<Page<MessageRow>>> RunAsync(MessageFilter filter, CancellationToken ct)
    {
        if (!user.Has(Permissions.MailView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = Matching(db, filter).Only(filter.Page);
        var total = await found.CountAsync(ct);
        var rows = await Sorted(found, filter.Page).Skip(filter.Page.Skip).Take(filter.Page.Take)
            .Select(m => new
            {
                m.Id,
                m.State,
                m.Kind,
                m.Recipients,
                m.Subject,
                m.PlannedAt,
                m.SentAt,
                m.NextAttemptAt,
                m.Attempts,
                m.LastAnswer,
                m.Attention,
                m.Attachments,
            })
            .ToListAsync(ct);
        return new Page<MessageRow>(
            [.. rows.Select(m => new MessageRow(
                m.Id, m.State, m.Kind, m.Recipients, m.Subject, m.PlannedAt, m.SentAt, m.NextAttemptAt, m.Attempts, m.LastAnswer, m.Attention, m.Attachments.Count > 0))],
            total);
    }

    /// <summary>What the filter finds, for use cases that act on all of it. Whoever calls has checked the permission.</summary>
    internal static IQueryable<OutgoingMessage> Matching(PortalDbContext db, MessageFilter filter)
    {
        var found = db.OutgoingMessages.AsNoTracking();
        if (filter.State is { } state)
        {
            found = found.Where(m => m.State == state);
        }

        if (filter.NeedsAttention)
        {
            found = found.Where(m => m.Attention != null);
        }

        if (!string.IsNullOrEmpty(filter.Kind))
        {
            found = found.Where(m => m.Kind == filter.Kind);
        }

        return found.WhereContains((m => m.RecipientsSearch, Folding.Fold(filter.Search ?? "")), (m => m.Subject, filter.Search ?? ""));
    }

    private static IQueryable<OutgoingMessage> Sorted(IQueryable<OutgoingMessage> messages, PageRequest page) => (page.Sort, page.Descending) switch
    {
        ("subject", false) => messages.OrderBy(m => m.Subject).ThenByDescending(m => m.Id),
        ("subject", true) => messages.OrderByDescending(m => m.Subject).ThenByDescending(m => m.Id),
        ("attempts", false) => messages.OrderBy(m => m.Attempts).ThenByDescending(m => m.Id),
        ("attempts", true) => messages.OrderByDescending(m => m.Attempts).ThenByDescending(m => m.Id),
        ("planned", false) => messages.OrderBy(m => m.PlannedAt).ThenBy(m => m.Id),
        _ => messages.OrderByDescending(m => m.PlannedAt).ThenByDescending(m => m.Id),
    };
}
