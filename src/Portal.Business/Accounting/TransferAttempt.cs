using Portal.Business.Common;

namespace Portal.Business.Accounting;

/// <summary>One attempt to hand an entry over, and what the receiver answered. Never changed.</summary>
public sealed class TransferAttempt : Entity
{
    private TransferAttempt()
    {
    }

    internal TransferAttempt(long transferId, HandOverForm form, bool accepted, string answer, DateTime now)
    {
        AccountingTransferId = transferId;
        Form = form;
        Accepted = accepted;
        Answer = answer;
        At = now;
    }

    public long AccountingTransferId { get; private set; }

    public DateTime At { get; private set; }

    public HandOverForm Form { get; private set; }

    public bool Accepted { get; private set; }

    public string Answer { get; private set; } = "";
}
