using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts;

/// <summary>
/// The one-time code that proves that whoever creates the first administrator reads this installation's log. It exists while there
/// is no administrator and changes after a few wrong attempts.
/// </summary>
public sealed class FirstStart(DbContextOptions<PortalDbContext> options, IOptions<SiteOptions> site, TimeProvider clock, ILogger<FirstStart> log)
{
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int CodeLength = 12;
    private const int MostAttempts = 5;

    private readonly Lock door = new();
    private string? code;
    private int attempts;
    private volatile bool isOver;

    /// <summary>Whether the first administrator is still to be created; the first time it is, the code goes to the log.</summary>
    public async Task<bool> IsNeededAsync(CancellationToken ct)
    {
        if (isOver)
        {
            return false;
        }

        await using var db = new PortalDbContext(options, SystemUser.Instance, clock);
        if (await Administrators.ExistAsync(db, ct))
        {
            isOver = true;
            return false;
        }

        lock (door)
        {
            if (code is null)
            {
                Renew();
            }
        }

        return true;
    }

    public bool IsRight(string? typed)
    {
        lock (door)
        {
            var bare = string.Concat((typed ?? "").Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
            if (code is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(bare), Encoding.UTF8.GetBytes(code)))
            {
                return true;
            }

            if (code is not null && ++attempts >= MostAttempts)
            {
                Renew();
            }

            return false;
        }
    }

    private void Renew()
    {
        attempts = 0;
        code = RandomNumberGenerator.GetString(Letters, CodeLength);
        log.FirstStartCode(site.Value.Link("account/first-start"), string.Join('-', code.Chunk(4).Select(c => new string(c))));
    }
}
