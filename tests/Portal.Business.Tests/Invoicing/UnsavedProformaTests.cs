using Portal.Business.Accounts;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Invoicing;

public sealed class UnsavedProformaTests
{
    [Theory, EachDatabase]
    public async Task Keep_TheLastWritingOfEachPerson_IsFoundUntilItIsSaved(DatabaseProvider provider)
    {
        await using var boreal = await ClerkAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 10));
        Boreal.Require(await KeepAsync(boreal, id, "un"));
        Boreal.Require(await KeepAsync(boreal, id, "deux"));

        var found = Boreal.Value(await ShowAsync(boreal, id))!;
        Assert.Equal(("deux", 1), (found.Content, found.BaseVersion));

        var shown = Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new ShowInvoice.Input(id), default));
        Boreal.Value(await boreal.Portal.Get<SaveProforma>().RunAsync(
            new SaveProforma.Input(id, shown.Version, shown.Head, [.. shown.Lines.Select(l => new ProformaLines.Line(l.Id, l.Source, null, null, l.Values))]), default));
        Assert.Null(Boreal.Value(await ShowAsync(boreal, id)));
    }

    [Theory, EachDatabase]
    public async Task Keep_Nothing_ForgetsIt(DatabaseProvider provider)
    {
        await using var boreal = await ClerkAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 10));
        Boreal.Require(await KeepAsync(boreal, id, "un"));
        Boreal.Require(await KeepAsync(boreal, id, null));

        Assert.Null(Boreal.Value(await ShowAsync(boreal, id)));
    }

    [Theory, EachDatabase]
    public async Task Keep_OnAnIssuedInvoiceOrByAClientUser_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 10));
        Assert.Equal(Refusal.NotFound, (await KeepAsync(boreal, invoice.Id, "un")).Refusal);

        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id);
        Assert.Equal(Refusal.Forbidden, (await KeepAsync(boreal, invoice.Id, "un")).Refusal);
        Assert.Equal(Refusal.Forbidden, (await ShowAsync(boreal, invoice.Id)).Refusal);
    }

    private static async Task<Boreal> ClerkAsync(DatabaseProvider provider)
    {
        var boreal = await Boreal.QuebecAsync(provider);
        var clerk = new User("lea@boreal.example", "Léa", "fr-CA", isClientUser: false);
        await using var db = boreal.Portal.Open();
        db.Add(clerk);
        await db.SaveChangesAsync();
        boreal.Portal.User = TestUser.Administrator with { UserId = clerk.Id };
        return boreal;
    }

    private static Task<Result> KeepAsync(Boreal boreal, long id, string? content) =>
        boreal.Portal.Get<KeepUnsavedProforma>().RunAsync(new KeepUnsavedProforma.Input(id, 1, content), default);

    private static Task<Result<ShowUnsavedProforma.Unsaved?>> ShowAsync(Boreal boreal, long id) =>
        boreal.Portal.Get<ShowUnsavedProforma>().RunAsync(new ShowUnsavedProforma.Input(id), default);
}
