using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Web.Kit.Gallery;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Tests.Kit;

public sealed class DataTableTests : KitContext
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Table_ShowsOnePage_WithTheTotalsOfTheFilter()
    {
        var table = Draw("http://localhost/list?size=25&f_state=Paid&sort=-total");

        Assert.Equal(25, table.FindAll("tbody tr").Count);
        Assert.Contains("1–25 of 34", table.Find(".table-foot").TextContent, StringComparison.Ordinal);
        Assert.Equal("F-2026-00134", table.Find("tbody .row-link").TextContent);
        Assert.NotEmpty(table.Find("tfoot .number").TextContent);
    }

    [Fact]
    public void Head_Pressed_PutsTheSortIntoTheAddress_AndShowsIt()
    {
        var table = Draw("http://localhost/list");

        table.FindAll("thead button").Single(b => b.TextContent.Contains("Total", StringComparison.Ordinal)).Click();

        Assert.EndsWith("/list?sort=total", Navigation.Uri, StringComparison.Ordinal);
        table.WaitForAssertion(() => Assert.Equal("ascending", table.FindAll("thead th")[^1].GetAttribute("aria-sort")));
    }

    [Fact]
    public void Columns_Chosen_StayForTheNextVisit_UntilTheUsualOnesAreBack()
    {
        var table = Draw("http://localhost/list");
        var usual = Heads(table);
        Toggle(table, "Town").Change(true);
        table.WaitForAssertion(() => Assert.Contains("Town", Heads(table)));

        var next = Draw("http://localhost/list");
        Assert.Contains("Town", Heads(next));
        Assert.Equal(["Number"], Heads(Draw("http://localhost/list?cols=number")));

        next.FindAll(".menu-list button").Single(b => b.TextContent == "Usual columns").Click();
        next.WaitForAssertion(() => Assert.Equal(usual, Heads(next)));
        Assert.Equal(usual, Heads(Draw("http://localhost/list")));
    }

    [Fact]
    public void Columns_OfAnAddressThatTheListHasNot_AreTheUsualOnes() =>
        Assert.Equal(Heads(Draw("http://localhost/list")), Heads(Draw("http://localhost/list?cols=nothing,of,this")));

    [Fact]
    public void Table_WithNothingThatMatches_OffersToClear()
    {
        var table = Draw("http://localhost/list?q=nobody");

        table.Find(".empty button").Click();

        Assert.EndsWith("/list", Navigation.Uri, StringComparison.Ordinal);
        table.WaitForAssertion(() => Assert.Equal(50, table.FindAll("tbody tr").Count));
    }

    [Fact]
    public void Table_WhoseListIsRefused_ShowsTheRefusal()
    {
        var table = Draw("http://localhost/list?q=refuse");

        Assert.Contains("Your roles do not allow this", table.Find(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Address_OfTheExport_CarriesTheFilter_NotThePage()
    {
        var table = Draw("http://localhost/list?page=2&f_state=Paid&sort=-total&cols=number");

        var href = table.FindAll("a[download]").Select(a => a.GetAttribute("href")).First(h => h!.Contains(".csv", StringComparison.Ordinal));

        Assert.Equal("/lists/samples.csv?sort=-total&f_state=Paid", href);
    }

    [Fact]
    public void Rows_Ticked_AreExportedAlone_AndTheMenuSaysHowMany()
    {
        Navigation.NavigateTo("http://localhost/list?size=25");
        var table = Render<DataTable<SampleRow>>(p => p.Add(t => t.List, Services.GetRequiredService<SampleList>()).Add(t => t.Label, "Samples").Add(t => t.Bulk, _ => "<i></i>"));
        Assert.Contains("Export the whole list: 137", table.Find(".table-tools").TextContent, StringComparison.Ordinal);

        table.FindAll("tbody .tick input")[0].Change(true);
        table.FindAll("tbody .tick input")[1].Change(true);

        Assert.Equal("Export the ticked rows: 2", table.Find(".bulk-bar .menu-title").TextContent);
        Assert.Equal(2, table.Find(".bulk-bar input[name=keys]").GetAttribute("value")!.Split('|').Length);
        Assert.Equal("/lists/samples.xlsx?view=all", table.Find(".bulk-bar form").GetAttribute("action"));
    }

    [Fact]
    public void Export_SaysTheWholeList_OnlyWhereNothingHidesRows()
    {
        string Said(string address) => Draw(address).Find(".table-tools a[download]").ParentElement!.QuerySelector(".menu-title")!.TextContent;

        Assert.StartsWith("Export the whole list: 137", Said("http://localhost/list"), StringComparison.Ordinal);
        Assert.StartsWith("Export the whole list: 137", Said("http://localhost/list?view=all"), StringComparison.Ordinal);
        Assert.StartsWith("Export all of this view: ", Said("http://localhost/list?view=open"), StringComparison.Ordinal);
        Assert.StartsWith("Export all of this filter: ", Said("http://localhost/list?f_state=Paid"), StringComparison.Ordinal);
    }

    [Fact]
    public void Filters_ThatAlwaysHold_GoWithBothExports_WhateverTheAddressSays()
    {
        Navigation.NavigateTo("http://localhost/list?f_state=Sent");
        var table = Render<DataTable<SampleRow>>(p => p.Add(t => t.List, Services.GetRequiredService<SampleList>()).Add(t => t.Label, "Samples")
            .Add(t => t.Fixed, new Dictionary<string, string> { ["state"] = "Paid" }).Add(t => t.Bulk, _ => "<i></i>"));

        table.FindAll("tbody .tick input")[0].Change(true);

        Assert.Equal("/lists/samples.xlsx?f_state=Paid", table.Find(".table-tools a[download]").GetAttribute("href"));
        Assert.Equal("/lists/samples.xlsx?view=all&f_state=Paid", table.Find(".bulk-bar form").GetAttribute("action"));
    }

    [Fact]
    public void AllRowsOfAPage_Ticked_OfferTheWholeFilter()
    {
        Navigation.NavigateTo("http://localhost/list?size=25");
        ListSelection<SampleRow>? chosen = null;
        var table = Render<DataTable<SampleRow>>(p => p.Add(t => t.List, Services.GetRequiredService<SampleList>()).Add(t => t.Label, "Samples")
            .Add(t => t.TicksEverything, true).Add(t => t.Bulk, selection =>
            {
                chosen = selection;
                return "<i></i>";
            }));

        table.Find("thead .tick input").Change(true);
        table.WaitForAssertion(() => Assert.Equal((25, null), (chosen!.Count, chosen.Query)));
        table.FindAll(".bulk-bar button").Single(b => b.TextContent == "Select all 137 of this filter").Click();
        table.WaitForAssertion(() => Assert.Equal(137, chosen!.Count));
        Assert.NotNull(chosen!.Query);

        table.FindAll("tbody .tick input")[0].Change(false);
        table.WaitForAssertion(() => Assert.Equal((24, null), (chosen!.Count, chosen.Query)));
    }

    [Fact]
    public void SavedViews_StandBesideThoseOfTheList_AndTheFirstOneOpensIt()
    {
        Services.AddScoped<IViewMemory, OneView>();

        var table = Draw("http://localhost/list");

        table.WaitForAssertion(() => Assert.EndsWith("/list?sort=-total&f_state=Paid&saved=7", Navigation.Uri, StringComparison.Ordinal));
        table.WaitForAssertion(() => Assert.Equal("F-2026-00134", table.Find("tbody .row-link").TextContent));
        Assert.Equal("Paid ones", table.Find(".tab[aria-current]").TextContent.Trim());
        Assert.Equal(["/list?view=all", "/list?view=open"], table.FindAll(".tab").Take(2).Select(t => new Uri(t.GetAttribute("href")!).PathAndQuery));

        table.FindAll(".chip button").Single().Click();
        Assert.EndsWith("/list?sort=-total&saved=7", Navigation.Uri, StringComparison.Ordinal);
    }

    private sealed class OneView : IViewMemory
    {
        public Task<SavedListViews?> OfAsync(string list, CancellationToken ct) => Task.FromResult<SavedListViews?>(
            new([new SavedListView(7, "Paid ones", "sort=-total&f_state=Paid", false, "", IsFirst: true, MayChange: true, 0)], MayShare: true));

        public Task<Result<long>> SaveAsync(string list, string name, string query, bool isShared, CancellationToken ct) => throw new NotSupportedException();

        public Task<Result> ChangeAsync(SavedListView view, string name, string? query, bool isShared, CancellationToken ct) => throw new NotSupportedException();

        public Task<Result> DeleteAsync(SavedListView view, CancellationToken ct) => throw new NotSupportedException();

        public Task<Result> OpenOnAsync(string list, SavedListView? view, CancellationToken ct) => throw new NotSupportedException();
    }

    private static List<string> Heads(IRenderedComponent<DataTable<SampleRow>> table) => [.. table.FindAll("thead th").Select(h => h.TextContent.Trim()).Where(t => t != "")];

    private static AngleSharp.Dom.IElement Toggle(IRenderedComponent<DataTable<SampleRow>> table, string column) =>
        table.FindAll(".menu-list label.check").Single(l => l.TextContent.Trim() == column).QuerySelector("input")!;

    private IRenderedComponent<DataTable<SampleRow>> Draw(string address)
    {
        Navigation.NavigateTo(address);
        return Render<DataTable<SampleRow>>(p => p.Add(t => t.List, Services.GetRequiredService<SampleList>()).Add(t => t.Label, "Samples"));
    }
}
