using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Approvals;
using Portal.Business.Contracts.UseCases;
using Portal.Business.PersonalLinks;
using Portal.Business.Tests.Contracts.Billing;
using Portal.Business.Tests.Quotes;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts.Approvals;

/// <summary>The steps that tests of the approval of contracts take through the use cases, as a person would. Today is the 2nd of March 2026.</summary>
internal static class ApprovalScene
{
    public static DateOnly AnswerBy { get; } = new(2026, 4, 1);

    /// <summary>A draft from the 1st of April on, monthly in advance, 1,200 a year.</summary>
    public static async Task<long> DraftContractAsync(this Boreal boreal, params IReadOnlyList<ContractLine.Values> lines) => Boreal.Value(
        await boreal.Portal.Get<CreateContract>().RunAsync(
            new CreateContract.Input(
                Guid.NewGuid(), boreal.Client.Id, null, ContractBook.Head(new DateOnly(2026, 4, 1)), lines.Count > 0 ? lines : [ContractBook.Line(boreal, "Entretien", 12, 100)]),
            default));

    public static LinkMailWishes Wishes(this Boreal boreal, string key = "first") =>
        new(key, boreal.Client.BillingManagerId, [.. boreal.Client.Contacts.Where(c => c.Id != boreal.Client.BillingManagerId).Select(c => c.Id)]);

    public static async Task<Result<int>> TrySendAsync(this Boreal boreal, long contractId, string key = "first", DateOnly? answerBy = null) =>
        await boreal.Portal.Get<SendContract>().RunAsync(
            new SendContract.Input(contractId, await boreal.ContractVersionAsync(contractId), boreal.Wishes(key), answerBy ?? AnswerBy), default);

    /// <summary>Sends it and returns the secret of the personal link.</summary>
    public static async Task<string> SendContractAsync(this Boreal boreal, long contractId, string key = "first")
    {
        Boreal.Value(await boreal.TrySendAsync(contractId, key));
        await using var db = boreal.Portal.Open();
        var text = await db.OutgoingMessages.Where(m => m.Kind == ContractMails.Sent).OrderByDescending(m => m.Id).Select(m => m.TextBody).FirstAsync();
        return text.Split("/c/")[1].Split('?')[0];
    }

    public static async Task<int> ContractVersionAsync(this Boreal boreal, long contractId)
    {
        await using var db = boreal.Portal.Open();
        return await db.Contracts.Where(c => c.Id == contractId).Select(c => c.Version).SingleAsync();
    }

    /// <summary>Another title: something that the client agrees to.</summary>
    public static async Task ChangeTitleAsync(this Boreal boreal, long contractId, string title)
    {
        var contract = await ContractBook.FindAsync(boreal, contractId);
        Boreal.Value(await boreal.Portal.Get<SaveContract>().RunAsync(new SaveContract.Input(contractId, contract.Version, contract.Written with { Title = title }), default));
    }

    public static async Task<Result<PublicContract>> OpenContractAsync(this Boreal boreal, string secret) =>
        await boreal.AsNobodyAsync(() => boreal.Portal.Get<OpenContractByLink>().RunAsync(new OpenContractByLink.Input(secret), default));

    public static async Task<Result> ApproveAsync(this Boreal boreal, string secret, string? hash = null, string name = "Marie Roy") => await boreal.AsNobodyAsync(async () =>
        await boreal.Portal.Get<ApproveContract>().RunAsync(
            new ApproveContract.Input(0, secret, new GivenAnswer(name, IpAddress: "192.0.2.1", Browser: "test", DocumentSha256: hash ?? await boreal.LastHashAsync())), default));

    public static async Task<Result> RefuseAsync(this Boreal boreal, string secret, string reason = "Trop cher") => await boreal.AsNobodyAsync(async () =>
        await boreal.Portal.Get<RefuseContract>().RunAsync(new RefuseContract.Input(0, secret, new GivenAnswer("Marie Roy", reason, DocumentSha256: await boreal.LastHashAsync())), default));

    public static async Task<string> LastHashAsync(this Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        return await db.ContractOffers.OrderByDescending(o => o.Id).Select(o => o.DocumentSha256).FirstAsync();
    }

    /// <summary>Somebody who has not signed in does it.</summary>
    private static async Task<T> AsNobodyAsync<T>(this Boreal boreal, Func<Task<T>> what)
    {
        var before = boreal.Portal.User;
        boreal.Portal.User = QuoteScene.Nobody;
        try
        {
            return await what();
        }
        finally
        {
            boreal.Portal.User = before;
        }
    }
}
