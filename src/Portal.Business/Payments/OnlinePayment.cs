using Portal.Business.Common;

namespace Portal.Business.Payments;

public enum OnlinePaymentState
{
    /// <summary>The payer is on the provider's page, or left it without a word.</summary>
    Started,
    Succeeded,

    /// <summary>The bank said no.</summary>
    Refused,

    /// <summary>The payer gave up, or the page expired.</summary>
    Abandoned,

    /// <summary>The provider could not tell; money may or may not come.</summary>
    Unknown,

    /// <summary>The payer has paid, and the bank has not answered yet.</summary>
    Processing,
}

/// <summary>
/// One visit to a payment provider's card page, for what one invoice owes or several of one payer, company and currency. Success is final
/// and makes exactly one <see cref="Payment"/>; anything else can still turn into success when the provider says so later.
/// </summary>
public sealed class OnlinePayment : Entity, IVersioned, IAudited, IBelongsToClient
{
    /// <summary>After how long the provider is asked about a payment it has not concluded.</summary>
    private static readonly TimeSpan[] CheckDelays =
    [
        TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromHours(18),
        TimeSpan.FromDays(1), TimeSpan.FromDays(2), TimeSpan.FromDays(3),
    ];

    private readonly List<OnlinePaymentShare> shares = [];

    private OnlinePayment()
    {
    }

    /// <param name="owed">What is paid, invoice by invoice.</param>
    public OnlinePayment(long legalEntityId, long clientId, IEnumerable<Share> owed, string currency, string provider, ICurrentUser payer, DateTime now)
    {
        (PayerUserId, PayerName) = (payer.UserId, payer.Name);
        LegalEntityId = legalEntityId;
        ClientId = clientId;
        shares.AddRange(owed.Select(s => new OnlinePaymentShare(this, s)));
        Amount = shares.Sum(s => s.Amount);
        Currency = currency;
        Provider = provider;
        StartedAt = now;
        NextCheckAt = now + CheckDelays[0];
    }

    public long LegalEntityId { get; private set; }

    /// <summary>Who pays: the client the invoices are billed to.</summary>
    public long ClientId { get; private set; }

    public IReadOnlyList<OnlinePaymentShare> Shares => shares;

    /// <summary>Who went to the card page last; null for nobody who signed in.</summary>
    public long? PayerUserId { get; private set; }

    public string PayerName { get; private set; } = "";

    /// <summary>What the invoices owed together when it started.</summary>
    public decimal Amount { get; private set; }

    public string Currency { get; private set; } = "";

    public string Provider { get; private set; } = "";

    /// <summary>The provider's name for it; null until the provider has answered.</summary>
    public string? ProviderReference { get; private set; }

    /// <summary>The provider's card page.</summary>
    [NotAudited]
    public string CheckoutUrl { get; private set; } = "";

    [NotAudited]
    public DateTime? ExpiresAt { get; private set; }

    public OnlinePaymentState State { get; private set; }

    public DateTime StartedAt { get; private set; }

    /// <summary>Since when the provider says that the bank is at it; null before.</summary>
    public DateTime? ProcessingSince { get; private set; }

    /// <summary>Another visit took its place.</summary>
    [NotAudited]
    public DateTime? GaveWayAt { get; private set; }

    public DateTime? ConcludedAt { get; private set; }

    /// <summary>When the provider is asked next; null once its answer is final, or when asking was given up.</summary>
    [NotAudited]
    public DateTime? NextCheckAt { get; private set; }

    [NotAudited]
    public int Checks { get; private set; }

    public long? PaymentId { get; private set; }

    public int Version { get; private set; }

    /// <summary>The page still stands: a second click goes there again.</summary>
    public bool CanGoOn(DateTime now) =>
        State is not (OnlinePaymentState.Succeeded or OnlinePaymentState.Processing) && ConcludedAt is null && CheckoutUrl.Length > 0 && ExpiresAt is { } end && end > now;

    /// <summary>The provider was asked for its page moments ago, and the answer is not saved yet.</summary>
    public bool IsBeingOpened(DateTime now) => ProviderReference is null && ConcludedAt is null && NextCheckAt > now;

    /// <summary>The payer may have paid already, so nobody is asked to pay again before more is known.</summary>
    public bool MayHaveBeenPaid(DateTime now) => State == OnlinePaymentState.Processing || (State == OnlinePaymentState.Unknown && ExpiresAt > now);

    public bool IsFor(IReadOnlyCollection<Share> owed) =>
        shares.Count == owed.Count && owed.All(o => shares.Exists(s => s.InvoiceId == o.InvoiceId && s.Amount == o.Amount));

    /// <summary>Another visit takes its place: its page is never shown again, though what is paid there still counts.</summary>
    public void GiveWay(DateTime now)
    {
        GaveWayAt = now;
        Close();
    }

    private void Close() => shares.ForEach(s => s.Close());

    public void Open(string providerReference, string checkoutUrl, DateTime expiresAt)
    {
        ProviderReference = providerReference;
        CheckoutUrl = checkoutUrl;
        ExpiresAt = expiresAt;
    }

    /// <summary>The payer came back to a page that still stands.</summary>
    public void GoOn(ICurrentUser payer)
    {
        State = OnlinePaymentState.Started;
        (PayerUserId, PayerName) = (payer.UserId, payer.Name);
    }

    public void Succeed(long paymentId, string providerReference, DateTime now)
    {
        State = OnlinePaymentState.Succeeded;
        PaymentId = paymentId;
        ProviderReference ??= providerReference;
        ConcludedAt = now;
        NextCheckAt = null;
        Close();
    }

    /// <summary>The provider says that no money comes. Does nothing to a success.</summary>
    public void End(OnlinePaymentState state, DateTime now)
    {
        if (State == OnlinePaymentState.Succeeded || state is not (OnlinePaymentState.Refused or OnlinePaymentState.Abandoned))
        {
            return;
        }

        State = state;
        ConcludedAt = now;
        NextCheckAt = null;
        Close();
    }

    /// <summary>The payer turned back. The provider's page may still stand, so it is asked later all the same.</summary>
    public void GiveUp()
    {
        if (State is OnlinePaymentState.Started or OnlinePaymentState.Unknown)
        {
            State = OnlinePaymentState.Abandoned;
        }
    }

    /// <summary>The provider says that the payer has paid and the bank has yet to answer.</summary>
    public void Process(DateTime now)
    {
        if (State != OnlinePaymentState.Succeeded && ConcludedAt is null)
        {
            State = OnlinePaymentState.Processing;
            ProcessingSince ??= now;
        }
    }

    /// <summary>The payer is back and the provider does not answer.</summary>
    public void LoseSight()
    {
        if (State is OnlinePaymentState.Started or OnlinePaymentState.Abandoned)
        {
            State = OnlinePaymentState.Unknown;
        }
    }

    /// <summary>The provider was asked and had no final answer; <paramref name="known"/> is false when it did not answer at all.</summary>
    public void NotConcluded(bool known, DateTime now)
    {
        if (State == OnlinePaymentState.Succeeded)
        {
            return;
        }

        if (!known && State != OnlinePaymentState.Processing)
        {
            State = OnlinePaymentState.Unknown;
        }

        Checks++;
        NextCheckAt = Checks < CheckDelays.Length ? now + CheckDelays[Checks] : null;
        if (NextCheckAt is null)
        {
            State = OnlinePaymentState.Unknown;
            Close();
        }
    }
}

/// <summary>What an online payment pays of one invoice.</summary>
public sealed class OnlinePaymentShare : Entity, IAuditedPart, IBelongsToClient
{
    private OnlinePaymentShare()
    {
    }

    internal OnlinePaymentShare(OnlinePayment payment, Share share)
    {
        OnlinePaymentId = payment.Id;
        ClientId = payment.ClientId;
        InvoiceId = share.InvoiceId;
        Amount = share.Amount;
        OpenKey = KeyOf(share.InvoiceId);
    }

    public long OnlinePaymentId { get; private set; }

    /// <summary>Who pays.</summary>
    public long ClientId { get; private set; }

    public long InvoiceId { get; private set; }

    /// <summary>What the invoice owed when it started.</summary>
    public decimal Amount { get; private set; }

    /// <summary>Names what the visit is the open one of: the database refuses a second. Null once it is over, or another has taken its place.</summary>
    [NotAudited]
    public string? OpenKey { get; private set; }

    public static string KeyOf(long invoiceId) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"invoice:{invoiceId}");

    internal void Close() => OpenKey = null;
}

/// <summary>A message of a provider, kept so that its repetition is recognised: the database refuses the same event twice.</summary>
public sealed class ProviderEvent : Entity
{
    private ProviderEvent()
    {
    }

    public ProviderEvent(string provider, string eventId, string kind, long? onlinePaymentId, DateTime now, Online.TakenBack? taken = null)
    {
        (Taken, Fee, FeeCurrency) = (taken?.Kind, taken?.Fee?.Amount, taken?.Fee?.Currency);
        Provider = provider;
        EventId = eventId;
        Kind = kind;
        OnlinePaymentId = onlinePaymentId;
        ReceivedAt = now;
    }

    public string Provider { get; private set; } = "";

    public string EventId { get; private set; } = "";

    public string Kind { get; private set; } = "";

    /// <summary>Null when it is about nothing of ours.</summary>
    public long? OnlinePaymentId { get; private set; }

    public DateTime ReceivedAt { get; private set; }

    /// <summary>What happened to money that had come; null where it says what became of a page.</summary>
    public Online.TakenBackKind? Taken { get; private set; }

    /// <summary>What the provider took for a dispute so far; null where it does not say.</summary>
    public decimal? Fee { get; private set; }

    public string? FeeCurrency { get; private set; }
}
