using System.Net;
using System.Text;

namespace Portal.Business.Tests.Payments;

/// <summary>A payment provider in this process: it answers as it is told, and keeps what it was asked.</summary>
internal sealed class FakeProviderServer : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task loop;

    public FakeProviderServer()
    {
        using var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
        free.Stop();
        listener.Prefixes.Add(Address.AbsoluteUri);
        listener.Start();
        loop = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>To whatever is asked.</summary>
    public (int Status, string Body) Answer
    {
        set => AnswerTo = _ => value;
    }

    /// <summary>By method and path. A status of 0 never answers.</summary>
    public Func<string, (int Status, string Body)> AnswerTo { get; set; } = _ => (404, "");

    public List<(string Line, Dictionary<string, string> Headers, string Body)> Asked { get; } = [];

    public (string Line, Dictionary<string, string> Headers, string Body) Last => Asked[^1];

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await loop;
        listener.Close();
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream);
            Asked.Add((
                $"{context.Request.HttpMethod} {context.Request.RawUrl}",
                context.Request.Headers.AllKeys.ToDictionary(k => k!, k => context.Request.Headers[k]!),
                await reader.ReadToEndAsync()));
            var (status, body) = AnswerTo(Last.Line);
            if (status > 0)
            {
                context.Response.StatusCode = status;
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
                context.Response.Close();
            }
        }
    }
}
