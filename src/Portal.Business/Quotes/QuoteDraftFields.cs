using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Quotes;

/// <summary>What a person enters into a draft; forms bind to it as it is.</summary>
public sealed record QuoteDraftFields
{
    public const int MostLines = 500;
    public const int MostSchedules = 10;

    public string Title { get; set; } = "";

    public DateOnly? ValidUntil { get; set; }

    public long? FiscalPositionId { get; set; }

    public long? PaymentTermsId { get; set; }

    public string PurchaseOrder { get; set; } = "";

    /// <summary>Where it is delivered; null: as billed.</summary>
    public long? SiteId { get; set; }

    /// <summary>What the client may hold back of its invoices; null is nothing.</summary>
    public decimal? RetentionPercent { get; set; }

    public string Introduction { get; set; } = "";

    public string Terms { get; set; } = "";

    /// <summary>Null leaves it to the legal entity's setting.</summary>
    public bool? InvoicesAtApproval { get; set; }

    public List<QuoteLineFields> Lines { get; set; } = [];

    public List<ScheduleFields> Schedules { get; set; } = [];

    /// <summary>Totals as they would be saved; lines that can't be read yet count nothing.</summary>
    public TaxedTotals Preview(TaxTable taxes, DateOnly day) =>
        TaxCalculation.Calculate([.. Lines.Where(l => !l.IsOptional).Select(l => (l.Net, taxes.Find(l.TaxCodeId)))], day);

    /// <summary>What the invoices of a schedule would come to, one by one, were it approved on that day.</summary>
    public IReadOnlyList<TaxedTotals> Preview(ScheduleFields schedule, TaxTable taxes, DateOnly day) =>
        StagedTotals.Of([.. Lines.Where(l => !l.IsOptional && !l.BillsDelivered).Select(l => (l.Net, taxes.Find(l.TaxCodeId)))], schedule.ToStages(), day);

    /// <summary>Whether the amounts of a schedule leave something for its rest, whatever options are ticked; true while there are no lines.</summary>
    public bool LeavesRest(ScheduleFields schedule, TaxTable taxes, DateOnly day) =>
        Lines.TrueForAll(l => l.IsBlank || l.BillsDelivered)
        || StagedTotals.LeavesRest([.. Lines.Where(l => !l.BillsDelivered && (!l.IsOptional || l.Net < 0)).Select(l => (l.Net, taxes.Find(l.TaxCodeId)))], schedule.ToStages(), day);

    /// <summary>Everything wrong with the texts and numbers, each refusal on its field ("Lines[2].Quantity").</summary>
    internal List<Refusal> Check(DateOnly today)
    {
        var found = new List<Refusal>();
        TooLong(nameof(Title), Title, Lengths.Name);
        TooLong(nameof(PurchaseOrder), PurchaseOrder, Lengths.Name);
        TooLong(nameof(Introduction), Introduction, Lengths.LongText);
        TooLong(nameof(Terms), Terms, Lengths.LongText);
        if (ValidUntil is not { } until)
        {
            found.Add(Refusal.Invalid("Common.Required").On(nameof(ValidUntil)));
        }
        else if (until < today || until > today.AddYears(5))
        {
            found.Add(Refusal.Invalid(until < today ? "Quotes.ValidityInThePast" : "Quotes.ValidityTooFar", until).On(nameof(ValidUntil)));
        }

        if (Lines.Count > MostLines)
        {
            found.Add(Refusal.Invalid("Quotes.TooManyLines", MostLines).On(nameof(Lines)));
        }

        if (Schedules.Count is 0 or > MostSchedules)
        {
            found.Add(Refusal.Invalid(Schedules.Count == 0 ? "Quotes.NoSchedule" : "Quotes.TooManySchedules", MostSchedules).On(nameof(Schedules)));
        }

        for (var i = 0; i < Schedules.Count; i++)
        {
            TooLong($"Schedules[{i}].Name", Schedules[i].Name, Lengths.Name);
            if (new PaymentSchedule("", Schedules[i].ToStages()).Check().Refusal is { } refusal)
            {
                found.Add(refusal.On($"Schedules[{i}]"));
            }
        }

        return found;

        void TooLong(string field, string text, int longest)
        {
            if (text.Length > longest)
            {
                found.Add(Refusal.Invalid("Common.TooLong", field, longest).On(field));
            }
        }
    }

    internal Quote.Head ToHead() =>
        new(Title.Trim(), ValidUntil!.Value, FiscalPositionId, PaymentTermsId, PurchaseOrder.Trim(), Introduction.Trim(), Terms.Trim(), InvoicesAtApproval, SiteId, RetentionPercent ?? 0);

    public static QuoteDraftFields Of(Quote quote) => new()
    {
        Title = quote.Title,
        ValidUntil = quote.ValidUntil,
        FiscalPositionId = quote.FiscalPositionId,
        PaymentTermsId = quote.PaymentTermsId,
        PurchaseOrder = quote.PurchaseOrder,
        SiteId = quote.SiteId,
        RetentionPercent = quote.RetentionPercent == 0 ? null : quote.RetentionPercent,
        Introduction = quote.Introduction,
        Terms = quote.Terms,
        InvoicesAtApproval = quote.InvoicesAtApproval,
        Lines = [.. quote.Lines.OrderBy(l => l.Position).Select(QuoteLineFields.Of)],
        Schedules = [.. quote.Schedules.OrderBy(s => s.Position).Select(ScheduleFields.Of)],
    };
}

/// <summary>What a person enters into a line.</summary>
public sealed record QuoteLineFields : PricedLineFields
{
    public bool IsOptional { get; set; }

    /// <summary>Its time is billed as it is delivered, by no stage; follows from its product.</summary>
    public bool BillsDelivered { get; set; }

    internal QuoteLine.Values ToValues() => new(
        ProductId, Description, Quantity ?? 0, Unit.Trim(), UnitPrice ?? 0, DiscountPercent ?? 0, TaxCodeId, GlAccountId, IsOptional);

    internal static QuoteLineFields Of(QuoteLine line) => new()
    {
        Id = line.Id,
        ProductId = line.ProductId,
        Description = line.Description,
        Quantity = line.Quantity,
        Unit = line.Unit,
        UnitPrice = line.UnitPrice,
        DiscountPercent = line.DiscountPercent == 0 ? null : line.DiscountPercent,
        TaxCodeId = line.TaxCodeId,
        GlAccountId = line.GlAccountId,
        IsOptional = line.IsOptional,
        BillsDelivered = line.BillsDelivered,
    };
}

/// <summary>One payment schedule as entered.</summary>
public sealed record ScheduleFields
{
    public long? Id { get; set; }

    public string Name { get; set; } = "";

    public List<StageFields> Stages { get; set; } = [];

    internal IReadOnlyList<ScheduleStage> ToStages() =>
        [.. Stages.Select(s => s.ToStage())];

    internal static ScheduleFields Of(PaymentSchedule schedule) => new()
    {
        Id = schedule.Id,
        Name = schedule.Name,
        Stages = [.. schedule.Stages.Select(s => StageFields.Of(s))],
    };

    public static ScheduleFields OneInvoice() => new() { Stages = [new StageFields { Percent = 100 }] };

    /// <summary>An amount at approval, to be typed, and the rest on a day.</summary>
    public static ScheduleFields AmountAndRest(DateOnly restOn) => new()
    {
        Stages = [new StageFields { Measure = StageMeasure.Amount }, new StageFields { Measure = StageMeasure.Rest, Trigger = StageTrigger.OnDate, Date = restOn }],
    };

    /// <summary>A deposit at approval and the rest on a day.</summary>
    public static ScheduleFields Deposit(decimal percent, DateOnly balanceOn) => new()
    {
        Stages = [new StageFields { Percent = percent, IsDeposit = true }, new StageFields { Percent = 100 - percent, Trigger = StageTrigger.OnDate, Date = balanceOn }],
    };
}

public sealed record StageFields
{
    public string Label { get; set; } = "";

    public decimal? Percent { get; set; }

    public StageTrigger Trigger { get; set; }

    public DateOnly? Date { get; set; }

    public int? Days { get; set; }

    public bool IsDeposit { get; set; }

    public StageMeasure Measure { get; set; }

    public decimal? Amount { get; set; }

    public bool IsAmount => Measure is StageMeasure.Amount or StageMeasure.AmountWithTax;

    internal ScheduleStage ToStage() => new(
        Label.Trim(), Measure == StageMeasure.Percent ? Percent ?? 0 : 0, Trigger, Trigger == StageTrigger.OnDate ? Date : null,
        Trigger == StageTrigger.DaysAfterApproval ? Days ?? 0 : 0, IsDeposit, Measure, IsAmount ? Amount ?? 0 : 0);

    internal static StageFields Of(ScheduleStage stage) => new()
    {
        Label = stage.Label,
        Percent = stage.Measure == StageMeasure.Percent ? stage.Percent : null,
        Trigger = stage.Trigger,
        Date = stage.Date,
        Days = stage.Days,
        IsDeposit = stage.IsDeposit,
        Measure = stage.Measure,
        Amount = stage.Amount == 0 ? null : stage.Amount,
    };
}
