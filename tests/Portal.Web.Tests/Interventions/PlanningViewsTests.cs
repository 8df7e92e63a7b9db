using Bunit;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Interventions;
using Portal.Business.Interventions.UseCases;
using Portal.Web.Interventions.Planning;
using Portal.Web.Tests.Kit;

namespace Portal.Web.Tests.Interventions;

/// <summary>The calendar with a visit that nobody has yet.</summary>
public sealed class PlanningViewsTests : KitContext
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    [Fact]
    public void Span_OfWholeDays_NamesTheFirstAndTheLast()
    {
        var (first, noon) = (new DateTime(2027, 10, 31), new DateTime(2027, 11, 2, 12, 0, 0));

        Assert.Equal("2027-10-31 – 2027-11-02", PlanningWords.Span(first, new DateTime(2027, 11, 3)));
        Assert.Equal("2027-10-31", PlanningWords.Span(first, first.AddDays(1)));
        Assert.Equal("2027-10-31 00:00 – 2027-11-02 12:00", PlanningWords.Span(first, noon).Replace('\u00a0', ' '));
    }

    [Theory]
    [InlineData(PlanningView.Day)]
    [InlineData(PlanningView.Week)]
    [InlineData(PlanningView.Month)]
    public void Visit_OfNobody_IsShown_OnPhonesToo(PlanningView view)
    {
        var model = Model(view);

        var list = Render<PlanningList>(p => p.Add(l => l.Model, model));

        Assert.Contains("Lycée", list.Find(".visit").TextContent, StringComparison.Ordinal);
        if (view == PlanningView.Month)
        {
            Assert.Contains("Lycée", Render<PlanningMonth>(p => p.Add(l => l.Model, model).Add(l => l.MayPlan, true)).Find(".visit").TextContent, StringComparison.Ordinal);
        }
        else if (view == PlanningView.Day)
        {
            Assert.Contains("Lycée", Render<PlanningLanes>(p => p.Add(l => l.Model, model).Add(l => l.MayPlan, true)).Find("[data-user='0'] .visit").TextContent, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains("Lycée", Render<PlanningWeek>(p => p.Add(l => l.Model, model).Add(l => l.MayPlan, true)).Find(".visit").TextContent, StringComparison.Ordinal);
        }
    }

    private static PlanningModel Model(PlanningView view)
    {
        var entity = new LegalEntity
        {
            Name = "Boréal",
            LegalName = "Boréal",
            Address = new Address("1, rue Centrale", "", "Montréal", "QC", "H2X 1Y4", "CA"),
            Email = "a@boreal.example",
            Currency = "CAD",
            TimeZone = "America/Montreal",
            Language = "fr-CA",
        };
        var visit = new ShowPlanning.Item(
            1, 0, "V-1", 2, "Enseigne", "Lycée", "", null, [], new DateTime(2026, 3, 2, 15, 0, 0, DateTimeKind.Utc), new DateTime(2026, 3, 2, 16, 0, 0, DateTimeKind.Utc), null, null,
            VisitStatus.Draft, null);
        return new PlanningModel(
            entity, new PlanningState(view, Day, entity.Id, null, null), new ShowPlanners.Shown([entity], [], [], [], [], [], null), new ShowPlanning.Shown([visit], []));
    }
}
