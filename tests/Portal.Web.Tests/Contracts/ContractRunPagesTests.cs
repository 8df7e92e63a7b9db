using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.UseCases;
using Portal.Web.Contracts.Billing;
using Portal.Web.Contracts.Indexation;

namespace Portal.Web.Tests.Contracts;

/// <summary>The pages that work through many contracts: billing and indexation.</summary>
public sealed class ContractRunPagesTests : ContractPagesContext
{
    /// <summary>The scheduler does so by itself within the hour; whoever looks at it now need not wait.</summary>
    [Fact]
    public async Task Billing_WhereAllIsLeftToAPerson_PutsItThereAtOnce()
    {
        var id = await DraftAsync(ContractDelivery.Issue);
        await ActivateAsync(id);
        await using (var db = await OpenAsync())
        {
            (await db.Clients.SingleAsync(c => c.Id == ClientId)).BillingAddress = Address.Empty;
            await db.SaveChangesAsync();
        }

        var page = Render<BillingPage>();
        page.WaitForAssertion(() => Assert.Contains("Put it under", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        await page.FindAll("button").Single(b => b.TextContent.Contains("Put it under", StringComparison.Ordinal)).ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("Contracts left to a person: 1", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Single(page.Find("section[role=status]").QuerySelectorAll($"a[href='/contracts/{id}']"));
        Assert.DoesNotContain("Put it under", page.Markup, StringComparison.Ordinal);
        await using var after = await OpenAsync();
        Assert.Equal(id, Assert.Single(await after.ParkedBillings.ToListAsync()).ContractId);
    }

    [Fact]
    public void Billing_WhatItIsNarrowedTo_StandsInTheAddress_AndIsThereAgainAfterAReload()
    {
        var page = Render<BillingPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[name=Frequency] option")));
        page.Find("[name=Frequency]").Change("Yearly");
        page.Find("form").Submit();
        var navigation = Services.GetRequiredService<NavigationManager>();
        page.WaitForAssertion(() => Assert.EndsWith("?frequency=Yearly", navigation.Uri, StringComparison.Ordinal), TimeSpan.FromSeconds(10));

        navigation.NavigateTo(string.Create(CultureInfo.InvariantCulture, $"/contracts/billing?frequency=Quarterly&asof=2026-12-31&client={ClientId}&dating=Chosen&date=2020-01-01&page=x"));
        var again = Render<BillingPage>();

        again.WaitForAssertion(() => Assert.Equal("Quarterly", again.Find("[name=Frequency] option[selected]").GetAttribute("value")), TimeSpan.FromSeconds(10));
        Assert.Contains("Fleuve", again.Find("#f-ClientId").GetAttribute("value"), StringComparison.Ordinal);
        again.WaitForAssertion(() => Assert.Contains("Choose a day no earlier than", again.Find("[role=alert]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Indexation_ByFormula_AsksForTheDayOfTheValuesAtOnce()
    {
        var page = Render<IndexationPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[name=Mode]")));
        Assert.Empty(page.FindAll("[name=ValuesOn]"));

        page.Find("[name=Mode]").Change(nameof(IndexationMode.Formula));

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[name=ValuesOn]")));
    }
}
