using Microsoft.Extensions.Logging;
using Portal.Business.Banking.Matching;
using Portal.Business.Common;

namespace Portal.Business.Banking.UseCases;

/// <summary>A line that is nothing of ours: bank charges, a transfer between our own accounts. With the reason, and it can be opened again.</summary>
public sealed partial class IgnoreBankLine(LineSettling settling, ICurrentUser user, TimeProvider clock, ILogger<IgnoreBankLine> log)
{
    public sealed record Input(long LineId, int Version, string Reason);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsRecord))
        {
            return Refusal.Forbidden;
        }

        var ignored = await settling.SettleAsync(input.LineId, input.Version, (_, line, _) => Task.FromResult(line.Ignore(input.Reason, user, clock.GetUtcNow().UtcDateTime)), ct);
        if (ignored.Succeeded)
        {
            LogIgnored(log, input.LineId);
        }

        return ignored;
    }

    [LoggerMessage(LogLevel.Information, "Bank line {LineId} ignored")]
    private static partial void LogIgnored(ILogger logger, long lineId);
}
