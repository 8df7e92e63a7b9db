namespace Portal.Business.Common;

/// <summary>A postal address. <see cref="Country"/> is the ISO 3166 code of two letters.</summary>
public sealed record Address(string Line1, string Line2, string City, string Region, string PostalCode, string Country)
{
    public static Address Empty { get; } = new("", "", "", "", "", "");

    /// <summary>Enough to put on an envelope.</summary>
    public bool IsComplete => Line1.Length > 0 && City.Length > 0 && PostalCode.Length > 0 && Country.Length == 2;

    /// <summary>The lines as the post of that country wants them, without the country's name.</summary>
    public IReadOnlyList<string> Lines()
    {
        var place = Country switch
        {
            "CA" or "US" => $"{City}{(Region.Length > 0 ? $" ({Region})" : "")}  {PostalCode}",
            _ => $"{PostalCode} {City}",
        };
        return [.. new[] { Line1, Line2, place.Trim() }.Where(line => line.Length > 0)];
    }
}
