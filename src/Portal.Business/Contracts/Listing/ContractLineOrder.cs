using Portal.Business.Common;

namespace Portal.Business.Contracts.Listing;

/// <summary>A line with its contract and what the list is sorted by.</summary>
internal sealed class ContractLineOrder
{
    public required ContractLine Line { get; init; }

    public required Contract Contract { get; init; }

    public required string Client { get; init; }

    public required string ClientKey { get; init; }

    /// <summary>As the page asks; by reference where it does not say.</summary>
    public static IQueryable<ContractLineOrder> Sort(IQueryable<ContractLineOrder> lines, PageRequest page)
    {
        var sorted = (page.Sort, page.Descending) switch
        {
            ("reference", true) => lines.OrderByDescending(p => p.Contract.Reference),
            ("client", false) => lines.OrderBy(p => p.Client),
            ("client", true) => lines.OrderByDescending(p => p.Client),
            ("description", false) => lines.OrderBy(p => p.Line.Description),
            ("description", true) => lines.OrderByDescending(p => p.Line.Description),
            ("price", false) => lines.OrderBy(p => p.Line.UnitPrice),
            ("price", true) => lines.OrderByDescending(p => p.Line.UnitPrice),
            ("annual", false) => lines.OrderBy(p => p.Line.AnnualNet),
            ("annual", true) => lines.OrderByDescending(p => p.Line.AnnualNet),
            _ => lines.OrderBy(p => p.Contract.Reference),
        };
        return sorted.ThenBy(p => p.Line.Position).ThenBy(p => p.Line.Id);
    }
}
