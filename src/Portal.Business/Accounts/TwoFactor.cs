using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;
using QRCoder;

namespace Portal.Business.Accounts;

internal static class TwoFactor
{
    public const string Issuer = "Portal";

    /// <summary>Back to the password alone: the authenticator's key and the recovery codes are gone, all sessions end.</summary>
    public static async Task RemoveAsync(PortalDbContext db, User user, CancellationToken ct)
    {
        user.TwoFactorEnabled = false;
        user.EndSessions();
        db.UserTokens.RemoveRange(await db.UserTokens.Where(t => t.UserId == user.Id).ToListAsync(ct));
    }

    /// <summary>The address that an authenticator app reads (Key Uri Format).</summary>
    public static string Address(string email, string key) => string.Create(
        CultureInfo.InvariantCulture,
        $"otpauth://totp/{Uri.EscapeDataString(Issuer)}:{Uri.EscapeDataString(email)}?secret={key}&issuer={Uri.EscapeDataString(Issuer)}&digits=6");

    /// <summary>As an SVG drawing of black on white, which apps read in dark mode too.</summary>
    public static string Draw(string address)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        return new SvgQRCode(data).GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }

    /// <summary>In groups of four, as people copy it.</summary>
    public static string Grouped(string key) => string.Join(' ', key.Chunk(4).Select(c => new string(c)));
}
