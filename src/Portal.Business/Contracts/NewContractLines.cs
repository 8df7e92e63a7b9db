using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts;

/// <summary>Draft lines of a contract that is being made.</summary>
internal static class NewContractLines
{
    /// <returns>Everything that is wrong, each at "Lines[i].Field".</returns>
    public static async Task<List<Refusal>> AddAsync(PortalDbContext db, Contract contract, IReadOnlyList<ContractLine.Values> lines, CancellationToken ct)
    {
        var refusals = new List<Refusal>();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = new ContractLine { ContractId = contract.Id, Position = i };
            var wrong = line.Set(lines[i]).Refusals.Concat(await ContractReferences.OfLineAsync(db, contract.LegalEntityId, contract.ClientId, lines[i], ct));
            refusals.AddRange(wrong.Select(r => r.On($"Lines[{i}].{r.Field}")));
            contract.Lines.Add(line);
        }

        return refusals;
    }
}
