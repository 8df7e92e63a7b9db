using Portal.Business.Common;

namespace Portal.Business.Reminders;

public enum ReminderMode
{
    /// <summary>Nothing is proposed; a person may still remind by hand.</summary>
    Off,

    /// <summary>What is due waits for a person who sends it.</summary>
    Propose,

    /// <summary>What is due goes out by itself.</summary>
    Automatic,
}

/// <summary>How a reminder speaks: each has its wording per language.</summary>
public enum ReminderTone
{
    Friendly,
    Firm,
    FormalNotice,
}

/// <summary>How a legal entity reminds its late clients: level after level, none of them left out.</summary>
public sealed class ReminderPlan : Entity, IVersioned, IAudited, IReferenceData
{
    public const int MostLevels = 6;

    private ReminderPlan()
    {
    }

    public ReminderPlan(long legalEntityId) => LegalEntityId = legalEntityId;

    public long LegalEntityId { get; private set; }

    public ReminderMode Mode { get; set; } = ReminderMode.Propose;

    /// <summary>A client who owes less than this overdue, in one currency, is not reminded.</summary>
    public decimal MinimumAmount { get; set; }

    /// <summary>Accounts and tax code of the proforma that charges what was claimed.</summary>
    public long? InterestAccountId { get; set; }

    public long? FeeAccountId { get; set; }

    public long? ChargeTaxCodeId { get; set; }

    public List<ReminderLevel> Levels { get; } = [];

    public int Version { get; private set; }

    public IEnumerable<ReminderLevel> InOrder() => Levels.OrderBy(l => l.Number);

    public ReminderLevel? Level(int number) => Levels.Find(l => l.Number == number);

    /// <summary>The one that follows the level reminded last; zero stands for none yet. Null after the last.</summary>
    public ReminderLevel? After(int number) => InOrder().FirstOrDefault(l => l.Number > number);

    /// <summary>How many days the oldest open instalment is late at least when a level is due: the delays up to it.</summary>
    public int DaysLateAt(int number) => Levels.Where(l => l.Number <= number).Sum(l => l.DaysAfter);

    /// <summary>Three levels that fit most: kind, firm with what the law allows, formal notice.</summary>
    public static ReminderPlan Standard(long legalEntityId)
    {
        var plan = new ReminderPlan(legalEntityId);
        plan.ReplaceLevels(
        [
            new ReminderLevelFields { DaysAfter = 7, Tone = ReminderTone.Friendly, AttachesInvoices = true },
            new ReminderLevelFields { DaysAfter = 14, Tone = ReminderTone.Firm, ClaimsInterest = true, ClaimsFee = true, AttachesStatement = true, AttachesLetter = true },
            new ReminderLevelFields { DaysAfter = 15, Tone = ReminderTone.FormalNotice, ClaimsInterest = true, ClaimsFee = true, AttachesStatement = true, AttachesInvoices = true, AttachesLetter = true },
        ]);
        return plan;
    }

    /// <summary>Levels are numbered in their order, from 1; those that stay keep their rows.</summary>
    public void ReplaceLevels(IReadOnlyList<ReminderLevelFields> wanted)
    {
        Levels.RemoveAll(l => l.Number > wanted.Count);
        for (var i = 0; i < wanted.Count; i++)
        {
            var level = Level(i + 1);
            if (level is null)
            {
                level = new ReminderLevel(Id, i + 1);
                Levels.Add(level);
            }

            level.Set(wanted[i]);
        }
    }
}

public sealed class ReminderLevel : Entity, IAuditedPart
{
    private ReminderLevel()
    {
    }

    internal ReminderLevel(long planId, int number)
    {
        PlanId = planId;
        Number = number;
    }

    public long PlanId { get; private set; }

    /// <summary>From 1.</summary>
    public int Number { get; private set; }

    /// <summary>After the due day for the first level, after the reminder before it for the others.</summary>
    public int DaysAfter { get; private set; }

    public ReminderTone Tone { get; private set; }

    public bool ClaimsInterest { get; private set; }

    public bool ClaimsFee { get; private set; }

    public bool AttachesStatement { get; private set; }

    public bool AttachesInvoices { get; private set; }

    public bool AttachesLetter { get; private set; }

    internal void Set(ReminderLevelFields fields) =>
        (DaysAfter, Tone, ClaimsInterest, ClaimsFee, AttachesStatement, AttachesInvoices, AttachesLetter) =
        (fields.DaysAfter ?? 0, fields.Tone, fields.ClaimsInterest, fields.ClaimsFee, fields.AttachesStatement, fields.AttachesInvoices, fields.AttachesLetter);
}
