using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Interventions;
using Portal.Business.Interventions.UseCases;
using Portal.Web.Interventions.Planning;
using Portal.Web.Tests.Kit;

namespace Portal.Web.Tests.Interventions;

/// <summary>The window of a confirmed visit at nine in Montréal, of which the client was told between eight and ten.</summary>
public sealed class VisitDialogTests : KitContext
{
    private static readonly DateTime Nine = new(2026, 3, 2, 14, 0, 0, DateTimeKind.Utc);

    public VisitDialogTests()
    {
        Services.AddSingleton(new MoveVisit(null!, null!, TimeProvider.System, null!));
        Services.AddSingleton(new ConfirmVisit(null!, null!, TimeProvider.System, null!));
        Services.AddSingleton(new CallOffVisit(null!, null!, TimeProvider.System, null!));
    }

    [Theory]
    [InlineData("14:30", "13:30", "15:30")]
    [InlineData("", "08:00", "10:00")]
    public void Time_TypedAnew_TakesTheArrivalWindowAlong(string typed, string from, string to)
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
            1, 0, "V-1", 2, "Enseigne", "Lycée", "", null, [], Nine, Nine.AddHours(1), Nine.AddHours(-1), Nine.AddHours(1), VisitStatus.Confirmed, null);
        var dialog = Render<VisitDialog>(p => p
            .Add(d => d.Item, visit).Add(d => d.Entity, entity).Add(d => d.MayPlan, true).Add(d => d.Planners, new ShowPlanners.Shown([entity], [], [], [], [], [], null)));

        dialog.Find("[name=From]").Change(typed);

        Assert.Equal((from, to), (dialog.Find("[name=ArrivalFrom]").GetAttribute("value"), dialog.Find("[name=ArrivalTo]").GetAttribute("value")));
    }
}
