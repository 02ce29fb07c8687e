using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Infrastructure.Storage.Settings;
using ChangeDetection.Infrastructure.Storage.Watches;
using ChangeDetection.ServiceDefaults;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChangeDetection.Tests.Support;

/// <summary>The whole Api on a real socket and a real store of its own. No worker runs: checks happen when the test says so, by a clock the test moves.</summary>
internal sealed class ApiHost : WebApplicationFactory<ChangeDetection.Api.Program>
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Dictionary<string, string> _settings;

    public ApiHost(params ReadOnlySpan<(string Name, string Value)> settings)
    {
        _settings = new() { ["DATASTORE_PATH"] = _directory.Path, ["API_ACCESS_TOKEN"] = V1Client.Key, ["PORT"] = "0", ["LISTEN_HOST"] = "127.0.0.1" };
        foreach (var (name, value) in settings)
            _settings[name] = value;
        UseKestrel(0);
        StartServer();
        Http = CreateClient();
        Http.DefaultRequestHeaders.Add("x-api-key", V1Client.Key);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    /// <summary>A client that sends the key.</summary>
    public HttpClient Http { get; }

    public WatchCatalog Catalog => Services.GetRequiredService<WatchCatalog>();
    public GlobalSettingsStore Settings => Services.GetRequiredService<GlobalSettingsStore>();

    public string DatabaseFile => _directory.File("changedetection.db");

    /// <summary>What was logged at Warning or above.</summary>
    public IReadOnlyList<string> Complaints =>
        [.. Services.GetRequiredService<FakeLogCollector>().GetSnapshot().Where(record => record.Level >= LogLevel.Warning).Select(record => record.ToString())];

    /// <summary>A client that sends nothing of its own.</summary>
    public HttpClient Anonymous() => CreateClient();

    /// <summary>Makes a watch and gives its UUID.</summary>
    public async Task<string> WatchAsync(object body, CancellationToken cancellationToken)
    {
        using var response = await Http.PostAsJsonAsync("/api/v1/watch", body, cancellationToken);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!["uuid"]!.GetValue<string>();
    }

    public Task<string> WatchAsync(CancellationToken cancellationToken) => WatchAsync(new { url = "http://example.com/page" }, cancellationToken);

    public async Task<JsonObject> GetAsync(string uuid, CancellationToken cancellationToken) =>
        (await Http.GetFromJsonAsync<JsonObject>($"/api/v1/watch/{uuid}", cancellationToken))!;

    /// <summary>Asks the pages' REST endpoints, such as <c>watches</c>; an answer without JSON is an empty object.</summary>
    public async Task<(HttpStatusCode Status, JsonNode Body)> V2Async(HttpMethod method, string path, string? json, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, $"/api/v2/{path}");
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await Http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return (response.StatusCode, text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text)! : new JsonObject());
    }

    /// <summary>Sends exactly these characters and gives all that comes back until the server hangs up.</summary>
    public async Task<string> RawAsync(string request, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(ClientOptions.BaseAddress.Host, ClientOptions.BaseAddress.Port, cancellationToken);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), cancellationToken);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(cancellationToken);
    }

    /// <summary>Lets a check of the watch end so, and an hour pass.</summary>
    public async Task CheckAsync(string uuid, CheckOutcome outcome, CancellationToken cancellationToken, PageFacts? facts = null)
    {
        var ledger = Services.GetRequiredService<CheckLedger>();
        var order = Assert.Single(await ledger.RequestAsync([WatchId.Parse(uuid)], CheckPriority.Manual, cancellationToken));
        var lease = Assert.Single(await ledger.TakeAsync([new Delivery(order, "1-1", false)], new WorkerId("test"), cancellationToken));
        var report = new CheckReport(lease, outcome, facts ?? new PageFacts(), TimeSpan.FromMilliseconds(1234), lease.StartedAt + TimeSpan.FromHours(3));
        Assert.Equal(CommitVerdict.Stored, await ledger.StoreAsync(report, cancellationToken));
        Clock.Advance(TimeSpan.FromHours(1));
    }

    /// <summary>Lets a check of the watch find a new text.</summary>
    public Task FindsAsync(string uuid, string text, CancellationToken cancellationToken) =>
        CheckAsync(uuid, new CheckOutcome.Changed(text, $"checksum of {text}"), cancellationToken);

    /// <summary>Waits for what the host's loops bring about: they wait by its clock, which stands still unless it is moved.</summary>
    public Task HoldsAsync(Func<bool> claim, CancellationToken cancellationToken) => Eventually.HoldsAsync(
        () =>
        {
            Clock.Advance(TimeSpan.FromMilliseconds(20));
            return claim();
        },
        cancellationToken);

    // Neither the worker's loops nor the one that would collect the memory of all tests.
    private static bool IsForeign(Type? loop) => loop?.Assembly == typeof(ChangeDetection.Worker.WorkerRegistration).Assembly || loop == typeof(QuietMemory);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (name, value) in _settings)
            builder.UseSetting(name, value);
        builder.ConfigureServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            services.AddLogging(logging => logging.ClearProviders().AddFakeLogging());
            var loops = services.Where(service => service.ServiceType == typeof(IHostedService) && IsForeign(service.ImplementationType)).ToList();
            Assert.NotEmpty(loops);
            loops.ForEach(loop => services.Remove(loop));
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _directory.Dispose();
    }
}
