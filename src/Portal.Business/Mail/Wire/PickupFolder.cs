using System.Globalization;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Portal.Business.Mail.Wire;

/// <summary>
/// Delivery into a folder: one .eml file per message, named by its Message-ID, so that a message that is sent again after a crash
/// replaces itself. Files appear whole or not at all.
/// </summary>
internal sealed class PickupFolder(IOptions<MailOptions> options) : IMailTransport
{
    public async Task<MailOutcome> SendAsync(MailEnvelope envelope, CancellationToken ct)
    {
        var folder = Path.GetFullPath(options.Value.PickupFolder);
        var name = PickupFileName.Of(envelope.MessageId);
        var target = Path.Combine(folder, name);
        var unfinished = target + ".part";
        try
        {
            Directory.CreateDirectory(folder);
            await using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                // What the envelope says beyond the headers (blind copies), as mail servers note it on delivery.
                var head = $"X-Sender: {envelope.Sender}\r\n{string.Concat(envelope.Recipients.Select(r => $"X-Receiver: {r}\r\n"))}";
                await file.WriteAsync(Encoding.UTF8.GetBytes(head), ct);
                await file.WriteAsync(envelope.Content, ct);
                await file.FlushAsync(ct);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, target, overwrite: true);
            return MailOutcome.Accepted(string.Create(CultureInfo.InvariantCulture, $"250 {name}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return MailOutcome.Later(e.Message, isServerTrouble: true);
        }
    }
}
