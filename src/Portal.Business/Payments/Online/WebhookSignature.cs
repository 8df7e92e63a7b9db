using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Business.Payments.Online;

/// <summary>
/// Signatures of webhooks, "t=seconds,v1=hex[,v1=hex]": HMAC-SHA256 of "seconds.body". The time is part of what is signed, so an old
/// message can't be sent again later.
/// </summary>
public static class WebhookSignature
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static string Sign(ReadOnlySpan<byte> body, string secret, DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={seconds},v1={Convert.ToHexStringLower(Mac(seconds, body, secret))}";
    }

    public static bool IsGood(string? signature, ReadOnlySpan<byte> body, string secret, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(signature) || signature.Length > 2000 || secret.Length == 0)
        {
            return false;
        }

        var parts = signature.Split(',').Select(p => p.Trim().Split('=', 2)).Where(p => p.Length == 2).ToLookup(p => p[0], p => p[1], StringComparer.Ordinal);
        if (parts["t"].FirstOrDefault() is not { } seconds || !long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var t)
            || Math.Abs(now.ToUnixTimeSeconds() - t) > Tolerance.TotalSeconds)
        {
            return false;
        }

        var expected = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Mac(seconds, body, secret)));
        return parts["v1"].Any(v1 => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(v1), expected));
    }

    private static byte[] Mac(string seconds, ReadOnlySpan<byte> body, string secret)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        mac.AppendData(Encoding.ASCII.GetBytes(seconds + "."));
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }
}
