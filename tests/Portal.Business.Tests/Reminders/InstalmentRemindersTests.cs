using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Reminders.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Reminders;

/// <summary>Levels count for the oldest open instalment, and begin again with the next.</summary>
public sealed class InstalmentRemindersTests
{
    [Theory, EachDatabase]
    public async Task LaterInstalment_IsRemindedFromTheFirstLevel_OncePerLevel(DatabaseProvider provider)
    {
        await using var scene = await RemindersScene.StartAsync(provider);
        var client = await InInstalmentsAsync(scene, 10, 40);
        var invoice = await scene.IssueAsync(client);

        scene.Wait(17);
        await RemindAsync(scene, 1);
        scene.Wait(14);
        await RemindAsync(scene, 1);
        Assert.Equal([1, 2], await LevelsAsync(scene, invoice, 10));

        await scene.PayAsync(client, invoice, 600);
        scene.Wait(15);
        await RemindAsync(scene, 0);
        scene.Wait(1);
        await RemindAsync(scene, 1);
        Assert.Equal([1], await LevelsAsync(scene, invoice, 40));
        scene.Wait(14);
        await RemindAsync(scene, 1);
        Assert.Equal([1, 2], await LevelsAsync(scene, invoice, 40));
        Assert.Equal([1, 2], await LevelsAsync(scene, invoice, 10));
    }

    [Theory, EachDatabase]
    public async Task LaterInstalment_RemindedByManyAtOnce_IsRemindedOnce(DatabaseProvider provider)
    {
        await using var scene = await RemindersScene.StartAsync(provider);
        var client = await InInstalmentsAsync(scene, 10, 40);
        var invoice = await scene.IssueAsync(client);
        scene.Wait(17);
        await RemindAsync(scene, 1);
        await scene.PayAsync(client, invoice, 600);
        scene.Wait(30);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(scene.RunAsync)));

        Assert.Equal([1], await LevelsAsync(scene, invoice, 40));
        Assert.Equal(2, (await scene.MessagesAsync()).Count);
    }

    [Theory, EachDatabase]
    public async Task WhatWasReleased_IsRemindedOf_ThoughTheInvoiceWentThroughAllLevels(DatabaseProvider provider)
    {
        await using var scene = await RemindersScene.StartAsync(provider);
        var client = await InInstalmentsAsync(scene, 10);
        var invoice = await scene.IssueAsync(client, retention: 5);
        foreach (var days in new[] { 17, 14, 15 })
        {
            scene.Wait(days);
            await RemindAsync(scene, 1);
        }

        await scene.PayAsync(client, invoice, invoice.Total - invoice.Held);
        var held = await scene.Boreal.FindAsync(invoice.Id);
        Boreal.Require(await scene.Portal.Get<ReleaseRetention>().RunAsync(new(invoice.Id, held.Version, held.Held, "Réception"), default));
        scene.Wait(7);
        await RemindAsync(scene, 1);

        Assert.Equal([1], await LevelsAsync(scene, invoice, 46));
        Assert.Equal(60m, (await scene.RemindersAsync(invoice.Id)).Single(r => r.DueOn == invoice.IssuedOn!.Value.AddDays(46)).Overdue);
    }

    /// <summary>Runs twice, and the mail server takes what was written.</summary>
    private static async Task RemindAsync(RemindersScene scene, int messages)
    {
        var before = (await scene.MessagesAsync()).Count;
        await scene.RunAsync();
        await scene.RunAsync();
        await scene.DeliverAsync();
        Assert.Equal(messages, (await scene.MessagesAsync()).Count - before);
    }

    private static async Task<IEnumerable<int>> LevelsAsync(RemindersScene scene, Invoice invoice, int days) =>
        (await scene.RemindersAsync(invoice.Id)).Where(r => r.DueOn == invoice.IssuedOn!.Value.AddDays(days)).Select(r => r.Level);

    /// <summary>A client who pays in equal instalments, so many days after the invoice.</summary>
    private static async Task<Client> InInstalmentsAsync(RemindersScene scene, params int[] days)
    {
        var client = await scene.NewClientAsync("Imprimerie");
        await using var db = scene.Portal.Open();
        var terms = new PaymentTerms
        {
            Code = "PARTS",
            Name = LocalText.Same("Parts"),
            Instalments = [.. days.Select(d => new TermInstalment(100m / days.Length, d))],
        };
        db.Add(terms);
        await db.SaveChangesAsync();
        await db.Clients.Where(c => c.Id == client.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.PaymentTermsId, terms.Id));
        return await db.Clients.AsNoTracking().SingleAsync(c => c.Id == client.Id);
    }
}
