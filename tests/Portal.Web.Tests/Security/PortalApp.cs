using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Business.Accounts;
using Portal.Business.Common;

namespace Portal.Web.Tests.Security;

/// <summary>The whole application in Production on a database of its own; the test server stands for HTTPS.</summary>
public sealed partial class PortalApp : WebApplicationFactory<Program>
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("portal-web-tests-");

    public string DatabaseFile => Path.Combine(folder.FullName, "portal.db");

    public LogLines Log { get; } = new();

    public Dictionary<string, string?> Settings { get; } = new()
    {
        ["RateLimits:SignInsPerMinute"] = "10000",
        ["Site:Address"] = "https://portal.example",
    };

    /// <summary>What a test needs otherwise than it is.</summary>
    public Action<IServiceCollection>? Configure { get; init; }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.ConfigureTestServices(services => Configure?.Invoke(services));
        builder.UseEnvironment("Production");
        builder.UseSetting("Database:ConnectionString", $"Data Source={DatabaseFile}");
        builder.UseSetting("Site:Keys", Path.Combine(folder.FullName, "keys"));
        builder.UseSetting("Mail:PickupFolder", Path.Combine(folder.FullName, "mail"));
        builder.UseSetting("AllowedHosts", "*");
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.AddProvider(Log));
    }

    public async Task<PortalApp> WithDemoAccountsAsync()
    {
        await AsSystemAsync<DemoAccounts>(demo => demo.RunAsync(default));
        return this;
    }

    /// <summary>Runs a use case with all rights.</summary>
    public async Task AsSystemAsync<T>(Func<T, Task> run)
        where T : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().ActAsSystem();
        await run(scope.ServiceProvider.GetRequiredService<T>());
    }

    /// <summary>A browser with a cookie jar of its own.</summary>
    public Browser Visit() => new(CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") }));

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            try
            {
                folder.Delete(recursive: true);
            }
            catch (IOException)
            {
                // Something was still being written; the system empties its temporary folder.
            }
        }
    }

    public sealed class LogLines : ILoggerProvider, ILogger
    {
        private readonly List<string> lines = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (lines)
            {
                lines.Add(formatter(state, exception));
            }
        }

        public IReadOnlyList<string> All()
        {
            lock (lines)
            {
                return [.. lines];
            }
        }

        public void Dispose()
        {
        }
    }
}

/// <summary>A page that came back.</summary>
public sealed record Answer(HttpStatusCode Status, string? Location, string Body, IReadOnlyList<string> SetCookies);

/// <summary>Opens pages and sends their forms as a browser without scripts does.</summary>
public sealed partial class Browser(HttpClient http)
{
    public async Task<Answer> OpenAsync(string path) => await ReadAsync(await http.GetAsync(path));

    /// <summary>Asks for the head of a page only, as programs that check an address do.</summary>
    public async Task<Answer> HeadAsync(string path)
    {
        using var asked = new HttpRequestMessage(HttpMethod.Head, path);
        return await ReadAsync(await http.SendAsync(asked));
    }

    /// <summary>Opens the page, fills the form of this name, and sends it.</summary>
    public async Task<Answer> SendAsync(string path, string form, params (string Field, string Value)[] fields)
    {
        var page = await OpenAsync(path);
        var token = Token().Match(page.Body);
        Assert.True(token.Success, $"{path} has no form: {(int)page.Status} {page.Location}");
        return await PostAsync(path, [("_handler", form), ("__RequestVerificationToken", token.Groups[1].Value), .. fields]);
    }

    public async Task<Answer> PostAsync(string path, params (string Field, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Field, f.Value)));
        return await ReadAsync(await http.PostAsync(path, content));
    }

    public Task<Answer> SignInAsync(string email, string password = DemoAccounts.Password, string query = "") =>
        SendAsync("/account/sign-in" + query, "sign-in", ("Input.Email", email), ("Input.Password", password));

    private static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var location = response.Headers.Location is { } uri ? uri.IsAbsoluteUri && uri.Host == "localhost" ? uri.PathAndQuery : uri.ToString() : null;
            return new Answer(
                response.StatusCode, location, await response.Content.ReadAsStringAsync(),
                response.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : []);
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}

/// <summary>An authenticator app (RFC 6238 with its usual settings).</summary>
public static class AuthenticatorApp
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <param name="steps">0 is the code of now, 1 the next one.</param>
    public static string Code(string key, int steps = 0)
    {
        var counter = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30 + steps;
        var message = BitConverter.GetBytes(counter);
        Array.Reverse(message);
#pragma warning disable CA5350 // The standard of authenticator apps.
        var hash = HMACSHA1.HashData(Decode(key), message);
#pragma warning restore CA5350
        var offset = hash[^1] & 15;
        var number = ((hash[offset] & 127) << 24) | (hash[offset + 1] << 16) | (hash[offset + 2] << 8) | hash[offset + 3];
        return (number % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string key)
    {
        var bytes = new List<byte>();
        int buffer = 0, bits = 0;
        foreach (var c in key.Where(c => c != ' '))
        {
            buffer = ((buffer << 5) | Base32.IndexOf(char.ToUpperInvariant(c), StringComparison.Ordinal)) & 0xFFFF;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(buffer >> bits));
            }
        }

        return [.. bytes];
    }
}
