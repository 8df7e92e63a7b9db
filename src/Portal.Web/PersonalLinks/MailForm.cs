using Portal.Business.Common;
using Portal.Business.PersonalLinks;

namespace Portal.Web.PersonalLinks;

/// <summary>The fields of a send dialog. One opening of the dialog sends at most once.</summary>
public sealed class MailForm(LinkMailProposal proposal)
{
    private readonly string key = Guid.NewGuid().ToString("N");

    public LinkMailProposal Proposal { get; } = proposal;

    public long? To { get; set; } = proposal.ToContactId;

    public HashSet<long> Cc { get; } = [];

    public string? Subject { get; set; } = proposal.Subject;

    public string? Body { get; set; } = proposal.Body;

    public Result<LinkMailWishes> Read() => To is { } to
        ? new LinkMailWishes(key, to, [.. Cc], Subject, Body)
        : Refusal.Invalid("PersonalLinks.NoRecipient").On(nameof(LinkMailWishes.ToContactId));
}
