using Portal.Business.Common;

namespace Portal.Business.Quotes;

/// <summary>What becomes of a quote: sent, viewed, answered, expired, revised.</summary>
public sealed partial class Quote
{
    /// <summary>Into another job of the same client.</summary>
    public void MoveToJob(long jobId) => JobId = jobId;

    public Result Send(DateTime now, DateOnly today)
    {
        if (Status is not (QuoteStatus.Draft or QuoteStatus.Sent or QuoteStatus.Viewed))
        {
            return Refusal.NotNow("Quotes.NotOpen", FullNumber);
        }

        var missing = new List<Refusal>();
        if (!Lines.Any(l => !l.IsOptional))
        {
            missing.Add(Refusal.Invalid("Quotes.NoLines"));
        }

        if (ValidUntil < today)
        {
            missing.Add(Refusal.Invalid("Quotes.ValidityIsPast", ValidUntil).On(nameof(ValidUntil)));
        }

        if (missing.Count > 0)
        {
            return Result.Refused(missing);
        }

        if (Status == QuoteStatus.Draft)
        {
            Status = QuoteStatus.Sent;
        }

        SentAt = now;
        return Result.Done;
    }

    /// <summary>The client opened it.</summary>
    public void View(DateTime now)
    {
        if (Status == QuoteStatus.Sent)
        {
            Status = QuoteStatus.Viewed;
            ViewedAt = now;
        }
    }

    /// <summary>Staff may approve a draft on the client's behalf; the client approves what was sent, up to the last day.</summary>
    public Result Approve(DateTime now, DateOnly today, bool onBehalf)
    {
        if (Status == QuoteStatus.Approved)
        {
            return Refusal.Conflict("Quotes.AlreadyApproved", FullNumber);
        }

        if (!IsOpen && !(onBehalf && Status is QuoteStatus.Draft or QuoteStatus.Expired))
        {
            return Refusal.NotNow("Quotes.NotOpen", FullNumber);
        }

        if (today > ValidUntil && !onBehalf)
        {
            return Refusal.NotNow("Quotes.ValidityIsPast", ValidUntil);
        }

        if (!CountedLines.Any())
        {
            return Refusal.Invalid("Quotes.NoLines");
        }

        Status = QuoteStatus.Approved;
        ChosenScheduleId = Schedule.Id;
        DecidedAt = now;
        return Result.Done;
    }

    public Result Refuse(DateTime now)
    {
        if (!IsOpen)
        {
            return Refusal.NotNow("Quotes.NotOpen", FullNumber);
        }

        Status = QuoteStatus.Refused;
        DecidedAt = now;
        return Result.Done;
    }

    public bool Expire(DateOnly today)
    {
        if (!IsOpen || today <= ValidUntil)
        {
            return false;
        }

        Status = QuoteStatus.Expired;
        return true;
    }

    /// <summary>A new draft that takes this one's place; what was sent can't be approved any more.</summary>
    public Result<Quote> Revise(DateOnly today, DateOnly validUntil)
    {
        if (Status is QuoteStatus.Draft or QuoteStatus.Approved or QuoteStatus.Superseded)
        {
            return Refusal.NotNow("Quotes.NotRevisable", FullNumber);
        }

        var revision = new Quote(LegalEntityId, ClientId, JobId, Number, Language, Currency, today, validUntil)
        {
            Revision = Revision + 1,
            SupersedesId = Id,
            Title = Title,
            FiscalPositionId = FiscalPositionId,
            PaymentTermsId = PaymentTermsId,
            PurchaseOrder = PurchaseOrder,
            SiteId = SiteId,
            RetentionPercent = RetentionPercent,
            Introduction = Introduction,
            Terms = Terms,
            InvoicesAtApproval = InvoicesAtApproval,
            ResponsibleUserId = ResponsibleUserId,
        };
        revision.Lines.AddRange(Lines.OrderBy(l => l.Position).Select(l => l.Copy(keepsWork: true)));
        revision.Schedules.Clear();
        revision.Schedules.AddRange(Schedules.OrderBy(s => s.Position).Select(s => s.Copy()));
        Status = QuoteStatus.Superseded;
        return revision;
    }

    /// <summary>Its revision was given up before it was sent: it takes its place again.</summary>
    public void TakePlaceAgain(DateOnly today)
    {
        if (Status == QuoteStatus.Superseded)
        {
            Status = DecidedAt is not null ? QuoteStatus.Refused
                : today > ValidUntil ? QuoteStatus.Expired
                : ViewedAt is not null ? QuoteStatus.Viewed
                : QuoteStatus.Sent;
        }
    }

    /// <summary>Leaves it open for longer; an expired quote waits for an answer again.</summary>
    public Result Extend(DateOnly validUntil, DateOnly today)
    {
        if (!IsOpen && Status != QuoteStatus.Expired)
        {
            return Refusal.NotNow("Quotes.NotOpen", FullNumber);
        }

        if (validUntil < today || validUntil <= ValidUntil)
        {
            return Refusal.Invalid("Quotes.NotLater", ValidUntil > today ? ValidUntil : today).On(nameof(ValidUntil));
        }

        ValidUntil = validUntil;
        if (Status == QuoteStatus.Expired)
        {
            Status = ViewedAt is null ? QuoteStatus.Sent : QuoteStatus.Viewed;
        }

        return Result.Done;
    }

    /// <summary>A draft of its own with the same lines, for the same client or another of the same legal entity.</summary>
    public void CopyContentFrom(Quote other)
    {
        (SiteId, RetentionPercent) = other.ClientId == ClientId ? (other.SiteId, other.RetentionPercent) : (null, 0);
        (Title, FiscalPositionId, PaymentTermsId, Introduction, Terms, InvoicesAtApproval) =
            (other.Title, other.FiscalPositionId, other.PaymentTermsId, other.Introduction, other.Terms, other.InvoicesAtApproval);
        Lines.AddRange(other.Lines.OrderBy(l => l.Position).Select(l => l.Copy()));
        Schedules.Clear();
        Schedules.AddRange(other.Schedules.OrderBy(s => s.Position).Select(s => s.Copy()));
    }

    /// <summary>After the content of another client's quote was copied: its terms, and the codes that its fiscal position gives to each line.</summary>
    public void Reassign(long? fiscalPositionId, long? paymentTermsId, Func<QuoteLine, (long? TaxCodeId, long? GlAccountId)> codes)
    {
        (FiscalPositionId, PaymentTermsId) = (fiscalPositionId, paymentTermsId);
        foreach (var line in Lines)
        {
            line.Book(codes(line));
        }
    }
}
