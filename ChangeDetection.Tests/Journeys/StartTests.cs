using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChangeDetection.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace ChangeDetection.Tests.Journeys;

/// <summary>Starting the real program: what is there afterwards, and what a person reads when it cannot start.</summary>
public sealed class StartTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_restart_finds_everything_again_even_after_a_kill()
    {
        await using var origin = await OriginServer.StartAsync(Cancel);
        origin.Says("/", "<h1>Hello</h1><p>world</p>");
        string watch;
        await using (var first = HostProcess.Start("ChangeDetection.Api", Environment()))
        {
            using var client = new V1Client(await first.AddressAsync(Cancel));
            watch = await client.WatchAsync(origin.Url("/"), Cancel);
            await Eventually.HoldsAsync(async () => (await client.GetAsync($"watch/{watch}", Cancel))["history_n"]!.GetValue<int>() == 1, Cancel);
            first.Kill();
        }

        await using var second = HostProcess.Start("ChangeDetection.Api", Environment());
        using var again = new V1Client(await second.AddressAsync(Cancel));

        Assert.Equal(origin.Url("/"), (await again.GetAsync($"watch/{watch}", Cancel))["url"]!.GetValue<string>());
        Assert.Contains("world", await again.GetTextAsync($"watch/{watch}/history/latest", Cancel), StringComparison.Ordinal);
        Assert.Equal(0, await second.StopAsync(Cancel));
    }

    [Fact]
    public async Task A_certificate_in_files_makes_it_speak_https()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        await File.WriteAllTextAsync(_directory.File("cert.pem"), certificate.ExportCertificatePem(), Cancel);
        await File.WriteAllTextAsync(_directory.File("key.pem"), key.ExportPkcs8PrivateKeyPem(), Cancel);

        await using var host = HostProcess.Start("ChangeDetection.Api", Environment(("SSL_CERT_FILE", _directory.File("cert.pem")), ("SSL_PRIVKEY_FILE", _directory.File("key.pem"))));
        var address = await host.AddressAsync(Cancel);
        string? shown = null;
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, seen, _, _) => (shown = seen?.Thumbprint) is not null };
        using var client = new HttpClient(handler);

        Assert.Equal("https", address.Scheme);
        Assert.Contains("ChangeDetection", await client.GetStringAsync(address, Cancel), StringComparison.Ordinal);
        Assert.Equal(certificate.Thumbprint, shown);
    }

    [Fact]
    public async Task A_check_cut_off_by_a_kill_is_made_up_at_once_after_the_restart()
    {
        await using var origin = await OriginServer.StartAsync(Cancel);
        var gate = origin.SaysWhenOpened("/", "<p>text</p>");
        string watch;
        await using (var first = HostProcess.Start("ChangeDetection.Api", Environment()))
        {
            using var client = new V1Client(await first.AddressAsync(Cancel));
            watch = await client.WatchAsync(origin.Url("/"), Cancel);
            await Eventually.HoldsAsync(() => origin.Requests.Count > 0, Cancel);
            first.Kill();
        }

        gate.SetResult();
        // A predecessor that is known to be gone is not waited for, however long the patience with silent workers.
        await using var second = HostProcess.Start("ChangeDetection.Api", Environment(("Schedule__DeadAfter", "00:30:00")));
        using var again = new V1Client(await second.AddressAsync(Cancel));

        await Eventually.HoldsAsync(async () => (await again.GetAsync($"watch/{watch}", Cancel))["history_n"]!.GetValue<int>() == 1, Cancel);
    }

    [Fact]
    public async Task A_port_in_use_is_said_plainly()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (code, output) = await FailAsync(Environment(("PORT", port.ToString())));

        Assert.Equal(1, code);
        Assert.Contains("set PORT to another number", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PORT", "eighty", "PORT is 'eighty'")]
    [InlineData("FETCH_WORKERS", "0", "Workers")]
    [InlineData("LIVE_TRANSPORTS", "pigeons", "LIVE_TRANSPORTS has the unknown word 'pigeons'; it must be one or more of websockets, sse, longpolling")]
    [InlineData("BASE_PATH", "/a b", "BASE_PATH is '/a b'; it must be a path such as /watch")]
    [InlineData("ConnectionStrings__changedetection", "nonsense", "connection string 'changedetection'")]
    [InlineData("ConnectionStrings__changedetection", "Host=127.0.0.1;Port=1;Database=a;Username=b;Password=hunter2", "The store cannot be opened")]
    [InlineData("DATASTORE_PATH", "/proc/nowhere", "The data directory /proc/nowhere cannot be written")]
    public async Task A_wrong_setting_is_named_and_nothing_secret_is_told(string name, string value, string expected)
    {
        var (code, output) = await FailAsync(Environment((name, value)));

        Assert.Equal(1, code);
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named_and_left_alone()
    {
        await File.WriteAllTextAsync(_directory.File("changedetection.db"), new string('x', 8192), Cancel);

        var (code, output) = await FailAsync(Environment());

        Assert.Equal(1, code);
        Assert.Contains("The store cannot be opened", output, StringComparison.Ordinal);
        Assert.Contains("changedetection.db", output, StringComparison.Ordinal);
        Assert.Equal(new string('x', 8192), await File.ReadAllTextAsync(_directory.File("changedetection.db"), Cancel));
    }

    [Fact]
    public async Task A_second_process_on_the_same_data_is_refused()
    {
        await using var first = HostProcess.Start("ChangeDetection.Api", Environment());
        await first.AddressAsync(Cancel);

        var (code, output) = await FailAsync(Environment());

        Assert.Equal(1, code);
        Assert.Contains("is in use by another ChangeDetection process", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_of_a_newer_version_is_refused_and_left_alone()
    {
        await using (var first = HostProcess.Start("ChangeDetection.Api", Environment()))
        {
            await first.AddressAsync(Cancel);
            await first.StopAsync(Cancel);
        }

        var file = $"Data Source={_directory.File("changedetection.db")}";
        await using (var connection = new SqliteConnection(file))
        {
            await connection.OpenAsync(Cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_FromTheFuture', '99.0.0')";
            await command.ExecuteNonQueryAsync(Cancel);
        }

        var (code, output) = await FailAsync(Environment());

        Assert.Equal(1, code);
        Assert.Contains("written by a newer version", output, StringComparison.Ordinal);
        Assert.Contains("29990101000000_FromTheFuture", output, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private static async Task<(int Code, string Output)> FailAsync(Dictionary<string, string> environment)
    {
        await using var process = HostProcess.Start("ChangeDetection.Api", environment);
        var code = await process.ExitCodeAsync(Cancel);
        return (code, process.Output);
    }

    private Dictionary<string, string> Environment(params ReadOnlySpan<(string Name, string Value)> more)
    {
        var environment = new Dictionary<string, string> { ["DATASTORE_PATH"] = _directory.Path, ["API_ACCESS_TOKEN"] = V1Client.Key };
        foreach (var (name, value) in more)
            environment[name] = value;
        return environment;
    }
}
