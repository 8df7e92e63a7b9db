using System.Globalization;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Integrity;

/// <summary>Releases of what was held back, in the chain.</summary>
public sealed class RetentionSeals : SettlementSeals<RetentionRelease>
{
    public override SealedKind Kind => SealedKind.RetentionRelease;

    public static void Add(PortalDbContext db, RetentionRelease release) => Add(db, SealedKind.RetentionRelease, release, release.ReleasedOn, text => Write(text, release));

    protected override void Describe(SealText text, RetentionRelease release) => Write(text, release);

    private static void Write(SealText text, RetentionRelease release)
    {
        DescribeHead(text, release);
        text.Add("invoice", release.InvoiceId);
        text.Add("ordinal", release.Ordinal.ToString(CultureInfo.InvariantCulture));
        text.Add("account", release.GlAccountId);
        text.Add("journal", release.JournalId);
        text.Add("released-on", release.ReleasedOn);
        text.Add("reason", release.Reason);
        text.Add("due-on", release.DueOn);
        text.Add("book-amount", release.BookAmount == release.Amount ? null : release.BookAmount);
    }
}
