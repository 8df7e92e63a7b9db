using Portal.Business.Common;

namespace Portal.Business.Interventions;

/// <summary>A user who does visits: where, with what skill, and when they work.</summary>
public sealed class Technician : Entity, IVersioned, IAudited
{
    public required long UserId { get; init; }

    public required long LegalEntityId { get; set; }

    public long? TeamId { get; set; }

    public IReadOnlyList<long> SectorIds { get; set; } = [];

    public IReadOnlyList<long> SkillIds { get; set; } = [];

    public WorkingWeek Week { get; set; } = WorkingWeek.Usual;

    /// <summary>Six hexadecimal digits after #, in the calendar.</summary>
    public string Color { get; set; } = "#2f6f9f";

    /// <summary>What an hour of work costs the company, before tax, until the first dated rate; for the margin of jobs.</summary>
    public decimal HourlyCost { get; set; }

    /// <summary>SHA-256 of the secret in the address of the calendar feed; empty: no feed.</summary>
    [NotAudited]
    public string CalendarSecretHash { get; set; } = "";

    public bool IsActive { get; set; } = true;

    public int Version { get; private set; }
}

/// <summary>The hours of a week in which somebody works, in the legal entity's time zone. A part does not go past midnight.</summary>
public sealed record WorkingWeek(IReadOnlyList<WorkingWeek.Part> Parts)
{
    public sealed record Part(DayOfWeek Day, TimeOnly From, TimeOnly To);

    /// <summary>Monday to Friday, 8 to 12 and 13 to 17.</summary>
    public static WorkingWeek Usual { get; } = new(
    [
        .. new[] { DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday }.SelectMany(day => new Part[]
        {
            new(day, new TimeOnly(8, 0), new TimeOnly(12, 0)), new(day, new TimeOnly(13, 0), new TimeOnly(17, 0)),
        }),
    ]);
}

/// <summary>Away: vacation, illness, training.</summary>
public sealed class Absence : Entity, IAudited
{
    public required long UserId { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime From { get; init; }

    public required DateTime To { get; init; }

    public string Reason { get; init; } = "";
}

/// <summary>A day on which a company does not work: nobody of it is proposed, and visits on it show a conflict.</summary>
public sealed class ClosingDay : Entity, IAudited
{
    public required long LegalEntityId { get; init; }

    public required DateOnly Day { get; init; }

    public required string Name { get; init; }
}

/// <summary>Technicians who are planned together.</summary>
public sealed class Team : Entity, IVersioned, IAudited
{
    public required long LegalEntityId { get; init; }

    public required string Name { get; set; }

    public bool IsActive { get; set; } = true;

    public int Version { get; private set; }
}

/// <summary>A part of the country, known by the beginnings of its postal codes.</summary>
public sealed class Sector : Entity, IVersioned, IAudited
{
    public required long LegalEntityId { get; init; }

    public required string Name { get; set; }

    /// <summary>"G1", "69": beginnings of postal codes, without spaces, in capitals.</summary>
    public IReadOnlyList<string> PostalPrefixes { get; set; } = [];

    public bool IsActive { get; set; } = true;

    public int Version { get; private set; }
}

public sealed class Skill : Entity, IVersioned, IAudited
{
    public required long LegalEntityId { get; init; }

    public required LocalText Name { get; set; }

    public bool IsActive { get; set; } = true;

    public int Version { get; private set; }
}
