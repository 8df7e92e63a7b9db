using Portal.Business.Invoicing.UseCases;
using Portal.Web.Invoicing;
using Portal.Web.Tests.Kit;

namespace Portal.Web.Tests.Invoicing;

/// <summary>What is said of deposits before their job is invoiced.</summary>
public sealed class JobDepositsTests : KitContext
{
    private static readonly ListJobDeposits.Row Issued = new(7, "F-000010", new DateOnly(2026, 11, 29), 85.31m, "CAD");
    private static readonly ListJobDeposits.Row Waiting = new(8, "PF-000011", null, 115m, "CAD");

    [Fact]
    public void Deposits_OfWhichOneWaits_AreNamedWithAWarning()
    {
        var shown = Render<JobDeposits>(p => p.Add(d => d.Deposits, [Issued, Waiting]));

        Assert.Equal(["/invoices/7", "/invoices/8"], shown.FindAll("a").Select(a => a.GetAttribute("href")));
        Assert.Contains("PF-000011, not issued yet", shown.Find("ul").TextContent, StringComparison.Ordinal);
        Assert.Contains("refused afterwards", shown.Find("p").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Deposits_ThatAreAllIssued_AreNamedAsDeductedByThemselves() =>
        Assert.Contains("by itself", Render<JobDeposits>(p => p.Add(d => d.Deposits, [Issued])).Find("p").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Deposits_OfAJobWithoutAny_SayNothing() => Assert.Empty(Render<JobDeposits>(p => p.Add(d => d.Deposits, [])).Markup.Trim());
}
