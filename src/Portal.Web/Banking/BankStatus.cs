using Microsoft.Extensions.Localization;
using Portal.Business.Banking;
using Portal.Business.Banking.Matching;
using Portal.Business.Banking.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit;

namespace Portal.Web.Banking;

/// <summary>States of lines, and what is proposed for them, as badges and words.</summary>
public static class BankStatus
{
    private const int Likely = 70;

    public static Status Of(BankLineState state, IStringLocalizer<BankingText> texts) => new(texts[$"BankLineState.{state}"], state switch
    {
        BankLineState.Matched => Tone.Ok,
        BankLineState.ToDo => Tone.Waiting,
        _ => Tone.Neutral,
    });

    /// <summary>What a settled line is, or the best that one that waits may be.</summary>
    public static object Match(ListBankLines.Row row, IStringLocalizer<BankingPages> t) => row switch
    {
        { State: BankLineState.Ignored } => row.Reason,
        { PaymentNumbers: { Count: > 0 } numbers } => string.Join(", ", numbers),
        { ReversedNumber: { } number } => t["TookBackShort", number].Value,
        { RefundId: not null } => t["Refund"].Value,
        { Best: { } best } => new Status($"{Short(best)} · {Certainty(best, t)}", ToneOf(best)),
        _ => "",
    };

    public static Status Of(Proposal proposal, IStringLocalizer<BankingPages> t) => new(Certainty(proposal, t), ToneOf(proposal));

    public static Status Progress(int settled, int lines, IStringLocalizer<BankingPages> t) =>
        new(t["Settled", settled, lines], settled == lines ? Tone.Ok : Tone.Waiting);

    public static object Balance(decimal? difference, string currency, IStringLocalizer<BankingPages> t) => difference switch
    {
        null => "",
        0 => new Status(t["BalancesRight"], Tone.Ok),
        _ => new Status(t["BalancesWrong", Formats.Current.Amount(difference.Value, currency)], Tone.Warning),
    };

    private static Tone ToneOf(Proposal proposal) => proposal.IsCertain ? Tone.Ok : proposal.Score >= Likely ? Tone.Waiting : Tone.Neutral;

    private static string Certainty(Proposal proposal, IStringLocalizer<BankingPages> t) =>
        t[proposal.IsCertain ? "Certain" : proposal.Score >= Likely ? "Likely" : "Possible"];

    private static string Short(Proposal proposal) => proposal switch
    {
        { Recorded: [var one] } => one.Number,
        { Recorded: [var first, ..] } => $"{first.Number} +{proposal.Recorded.Count - 1}",
        { Shares: [var one] } => one.Number,
        { Shares: [var first, ..] } => $"{first.Number} +{proposal.Shares.Count - 1}",
        _ => proposal.Payer,
    };
}
