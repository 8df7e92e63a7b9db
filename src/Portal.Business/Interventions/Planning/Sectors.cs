namespace Portal.Business.Interventions.Planning;

/// <summary>Which sector a postal code lies in.</summary>
public static class Sectors
{
    /// <summary>The one with the longest beginning that fits: "69003" is rather in "6900" than in "69".</summary>
    public static Sector? Of(IEnumerable<Sector> sectors, string postalCode)
    {
        var code = Clean(postalCode);
        return sectors.Select(s => (Sector: s, Fits: s.PostalPrefixes.Where(p => p.Length > 0 && code.StartsWith(p, StringComparison.Ordinal)).Select(p => p.Length).DefaultIfEmpty().Max()))
            .Where(f => f.Fits > 0).OrderByDescending(f => f.Fits).ThenBy(f => f.Sector.Id).Select(f => f.Sector).FirstOrDefault();
    }

    /// <summary>"g1k 4a1" is "G1K4A1".</summary>
    public static string Clean(string postalCode) => string.Concat(postalCode.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
}
