using System.Text.Json.Serialization;

namespace Portal.Business.Common;

/// <summary>A postal address. <see cref="Country"/> is the ISO 3166 code of two letters.</summary>
public sealed record Address(string Line1, string Line2, string City, string Region, string PostalCode, string Country)
{
    public static Address Empty { get; } = new("", "", "", "", "", "");

    /// <summary>France with its departments overseas, and Monaco: one system of VAT, numbers and postal codes.</summary>
    [JsonIgnore]
    public bool IsFrench => IsOfFrance(Country);

    /// <summary>Enough to put on an envelope.</summary>
    public bool IsComplete => Line1.Length > 0 && City.Length > 0 && PostalCode.Length > 0 && Country.Length == 2;

    /// <summary>Canadian postal codes of Québec begin with one of three letters; names of the province are typed in many ways.</summary>
    [JsonIgnore]
    public bool IsOfQuebec => Country == "CA" && PostalCode is ['G' or 'H' or 'J', ..];

    /// <summary>A member state of the European Union, or of its VAT.</summary>
    [JsonIgnore]
    public bool IsOfUnion => IsFrench || Country is "AT" or "BE" or "BG" or "CY" or "CZ" or "DE" or "DK" or "EE" or "ES" or "FI" or "GR" or "HR" or "HU" or "IE" or "IT" or "LT" or "LU"
        or "LV" or "MT" or "NL" or "PL" or "PT" or "RO" or "SE" or "SI" or "SK";

    /// <inheritdoc cref="IsFrench" />
    public static bool IsOfFrance(string country) => country is "FR" or "MC" or "GP" or "MQ" or "GF" or "RE" or "YT";

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
