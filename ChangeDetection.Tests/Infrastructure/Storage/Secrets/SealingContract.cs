using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Backups;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Tests.Infrastructure.Storage.Backups;
using ChangeDetection.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace ChangeDetection.Tests.Infrastructure.Storage.Secrets;

/// <summary>Secrets at rest, on whichever database.</summary>
public abstract class SealingContract : IAsyncLifetime
{
    private const string DataKey = "0123456789abcdef0123456789abcdef";

    private static readonly string[] Secrets = ["hunter-header", "hunter-body", "hunter-notification", "hunter-unknown", "hunter-step", "hunter-proxy", "hunter-group"];

    private readonly List<AStore> _open = [];

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected TemporaryDirectory Folder { get; } = new();

    protected string? ConnectionString { get; private set; }

    protected abstract Task<string?> MakeConnectionStringAsync(CancellationToken cancellationToken);

    /// <summary>Takes the keys away and gives what puts them back.</summary>
    private protected abstract Task<Func<Task>> TakeKeysAsync(AStore store);

    public async ValueTask InitializeAsync() => ConnectionString = await MakeConnectionStringAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _open)
            await store.DisposeAsync();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Secrets_are_sealed_in_the_rows_and_nothing_else_is()
    {
        var store = await OpenAsync();
        await FillAsync(store);

        var rows = await RowsAsync(store);

        var global = await store.Settings.ReadAsync(Cancel);
        Assert.All([.. Secrets, global.ApiAccessToken, global.RssAccessToken], secret => Assert.DoesNotContain(secret, rows, StringComparison.Ordinal));
        Assert.All(["Authorization", "The title", "Office", "a-key-of-configuration", "{\"title\":\"plain\""], word => Assert.Contains(word, rows, StringComparison.Ordinal));
        await AssertReadableAsync(store);
    }

    [Fact]
    public async Task Whatever_a_person_types_comes_back_as_it_was_typed()
    {
        var store = await OpenAsync();
        string[] typed = ["sealed:1:", "sealed:1:abc", "sealed:2:x", "***", "ünï 日本 \\ \" ' \u2028", " "];
        var headers = typed.Select((value, number) => (Name: $"X-{number}", value)).ToDictionary(one => one.Name, one => one.value);

        var made = await store.Catalog.CreateAsync(new WatchDraft { Url = "https://example.com/", Settings = new WatchSettings { Headers = headers, Body = typed[1], Title = typed[1] } }, Cancel);

        var read = (await store.Catalog.FindAsync(made.Id, Cancel))!.Settings;
        Assert.Equal(headers, read.Headers);
        Assert.Equal((typed[1], typed[1]), (read.Body, read.Title));
    }

    [Fact]
    public async Task What_an_edit_leaves_alone_stays_sealed_as_it_was()
    {
        var store = await OpenAsync();
        var watch = await FillAsync(store);
        var before = await SettingsOfAsync(store, watch);

        await store.Catalog.EditAsync([watch], settings => settings with { Title = "Another" }, Cancel);
        await store.Settings.EnsureApiKeyAsync(Cancel);

        Assert.Equal(before.Replace("The title", "Another", StringComparison.Ordinal), await SettingsOfAsync(store, watch));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public async Task Rows_of_older_versions_are_read_as_they_are_and_sealed_at_the_next_start(string? broken)
    {
        var old = await OpenAsync();
        var watch = await FillAsync(old);
        await UnsealAsync(old, broken);
        Assert.Contains("hunter-header", await RowsAsync(old), StringComparison.Ordinal);
        await AssertReadableAsync(old);

        var store = await OpenAsync();

        var rows = await RowsAsync(store);
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, rows, StringComparison.Ordinal));
        Assert.All(Directory.GetFiles(Folder.Path, "changedetection.db*"), file => Assert.All(Secrets, secret => Assert.False(File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0, $"{secret} stands in {file}.")));
        await AssertReadableAsync(store);
        var stored = await SettingsOfAsync(store, watch);
        await OpenAsync();
        Assert.Equal(stored, await SettingsOfAsync(store, watch));
    }

    [Fact]
    public async Task Lost_keys_are_told_lose_nothing_for_good_and_a_secret_typed_again_is_there()
    {
        var store = await OpenAsync();
        var id = await FillAsync(store);
        var putBack = await TakeKeysAsync(store);

        var poor = await OpenAsync();
        var lost = (await poor.Catalog.FindAsync(id, Cancel))!.Settings;
        Assert.Equal(("", "The title"), (lost.Headers["Authorization"], lost.Title));
        Assert.Equal(["body", "browser_steps[0].optional_value", "headers.Authorization", "notification_urls[0]", "own_token"], lost.LostSecrets.Order(StringComparer.Ordinal));
        var global = await poor.Settings.ReadAsync(Cancel);
        Assert.Contains("extra_proxies[Office].proxy_url", global.LostSecrets);
        Assert.Equal(["headers.X-Group"], Assert.Single(global.Groups).Settings.LostSecrets);
        Assert.Equal(32, global.ApiAccessToken.Length);

        await poor.Catalog.EditAsync([id], settings => settings with { Title = "New", Headers = new Dictionary<string, string>(settings.Headers) { ["Authorization"] = "typed again" } }, Cancel);
        var mended = (await poor.Catalog.FindAsync(id, Cancel))!.Settings;
        Assert.Equal(("typed again", "New"), (mended.Headers["Authorization"], mended.Title));
        Assert.DoesNotContain("headers.Authorization", mended.LostSecrets);

        await putBack();
        var rich = await OpenAsync();
        var found = (await rich.Catalog.FindAsync(id, Cancel))!.Settings;
        Assert.Equal(("hunter-body", "typed again", 0), (found.Body, found.Headers["Authorization"], found.LostSecrets.Count));
        Assert.Equal("http://user:hunter-proxy@proxy.example:3128", (await rich.Settings.ReadAsync(Cancel)).ExtraProxies[0].ProxyUrl);
    }

    [Fact]
    public async Task Processes_that_start_together_make_one_key_that_all_of_them_have()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => OpenAsync()));

        var made = await FillAsync(stores[0]);

        Assert.Equal("hunter-body", (await stores[1].Catalog.FindAsync(made, Cancel))!.Settings.Body);
        Assert.Single(stores[2].Contexts.Keys.Repository.GetAllElements());
    }

    [Fact]
    public async Task With_a_key_of_the_environment_the_store_alone_opens_nothing()
    {
        var store = await OpenAsync();
        var id = await FillAsync(store);
        var locked = await OpenAsync(("DATA_KEY", DataKey));
        Assert.Equal("hunter-body", (await locked.Catalog.FindAsync(id, Cancel))!.Settings.Body);
        await File.WriteAllTextAsync(Folder.File("secret"), DataKey + "\n", Cancel);

        var without = await Assert.ThrowsAsync<StoreStartupException>(() => OpenAsync());
        var other = await Assert.ThrowsAsync<StoreStartupException>(() => OpenAsync(("DATA_KEY", DataKey + "x")));
        var byFile = await OpenAsync(("DATA_KEY_FILE", Folder.File("secret")));

        Assert.Contains("locked with DATA_KEY, which is not set", without.Message, StringComparison.Ordinal);
        Assert.Contains("locked with another DATA_KEY", other.Message, StringComparison.Ordinal);
        Assert.Equal("hunter-body", (await byFile.Catalog.FindAsync(id, Cancel))!.Settings.Body);
    }

    [Theory]
    [InlineData("DATA_KEY", "too short", "DATA_KEY has fewer than 32 characters")]
    [InlineData("DATA_KEY_FILE", "/nowhere", "The file of DATA_KEY_FILE cannot be read")]
    public async Task A_key_that_will_not_do_ends_the_start_and_is_not_repeated(string name, string value, string words)
    {
        var refused = await Assert.ThrowsAsync<StoreStartupException>(() => OpenAsync((name, value)));

        Assert.StartsWith(words, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("too short", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_has_the_secrets_and_no_keys_and_is_sealed_with_those_of_where_it_is_restored()
    {
        var store = await OpenAsync();
        await FillAsync(store);

        var backup = await FilledStore.BackupAsync(store, Cancel);

        using var elsewhere = new TemporaryDirectory();
        await using var target = await AStore.OpenAsync(elsewhere.Path, null, Cancel);
        await FilledStore.RestoreAsync(target, backup, RestoreMode.ReplaceAll, Cancel);
        await AssertReadableAsync(target);
        var rows = await RowsAsync(target);
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, rows, StringComparison.Ordinal));
        var inside = await TextOfAsync(backup);
        Assert.All(Secrets, secret => Assert.Contains(secret, inside, StringComparison.Ordinal));
        Assert.All(["sealed:", "store:", "masterKey"], word => Assert.DoesNotContain(word, inside, StringComparison.Ordinal));
        await using (var again = await AStore.OpenAsync(elsewhere.Path, null, Cancel))
            await AssertReadableAsync(again);
    }

    private protected async Task<AStore> OpenAsync(params (string Name, string Value)[] settings)
    {
        var store = await AStore.OpenAsync(Folder.Path, ConnectionString, Cancel, settings: settings.ToDictionary(one => one.Name, one => (string?)one.Value));
        lock (_open)
            _open.Add(store);
        return store;
    }

    private static async Task<WatchId> FillAsync(AStore store)
    {
        await store.Groups.EnsureAsync(["News"], Cancel);
        await store.Settings.EditAsync(
            global => global with
            {
                ExtraProxies = [new ProxyChoice("Office", "http://user:hunter-proxy@proxy.example:3128")],
                Groups = [global.Groups[0] with { Settings = new WatchSettings { Headers = new Dictionary<string, string> { ["X-Group"] = "hunter-group" } } }],
            },
            Cancel);
        await store.Catalog.CreateAsync(new WatchDraft { Url = "https://example.com/plain", Settings = new WatchSettings { Title = "plain" } }, Cancel);
        var settings = new WatchSettings
        {
            Title = "The title",
            ConfigKey = "a-key-of-configuration",
            Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer hunter-header" },
            Body = "hunter-body",
            NotificationUrls = ["post://hunter-notification@example.com"],
            BrowserSteps = [new BrowserStep("Enter text in field", "#password", "hunter-step")],
            Unknown = new Dictionary<string, JsonElement> { ["own_token"] = JsonSerializer.SerializeToElement("hunter-unknown") },
        };
        return (await store.Catalog.CreateAsync(new WatchDraft { Url = "https://example.com/", Settings = settings }, Cancel)).Id;
    }

    private static async Task AssertReadableAsync(AStore store)
    {
        var read = string.Join('\n', (await store.Catalog.ListAsync(Cancel)).Select(watch => WatchSettingsJson.Write(watch.Settings)).Append(WatchSettingsJson.Write(await store.Settings.ReadAsync(Cancel))));
        Assert.All(Secrets, secret => Assert.Contains(secret, read, StringComparison.Ordinal));
    }

    // As a version before sealing wrote them.
    private static async Task UnsealAsync(AStore store, string? state)
    {
        await using var context = store.Contexts.Create();
        foreach (var row in await context.Watches.AsTracking().ToListAsync(Cancel))
            row.Settings = context.Documents.Open(row.Settings);
        foreach (var row in await context.Settings.AsTracking().Where(row => row.Name == "global" || row.Name == "store:sealing").ToListAsync(Cancel))
        {
            if (row.Name != "global" && state is null)
                context.Settings.Remove(row);
            else
                row.Value = row.Name == "global" ? context.Documents.Open(row.Value) : state!;
        }

        await context.SaveChangesAsync(Cancel);
    }

    private static async Task<string> TextOfAsync(byte[] backup)
    {
        await using var zip = new ZipArchive(new MemoryStream(backup));
        var text = new StringBuilder();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(Cancel));
            text.Append(await reader.ReadToEndAsync(Cancel));
        }

        return text.ToString();
    }

    private static async Task<string> SettingsOfAsync(AStore store, WatchId id)
    {
        await using var context = store.Contexts.Create();
        return (await context.Watches.SingleAsync(row => row.Id == id.Value, Cancel)).Settings;
    }

    private static async Task<string> RowsAsync(AStore store)
    {
        await using var context = store.Contexts.Create();
        var watches = await context.Watches.Select(row => row.Settings).ToListAsync(Cancel);
        return string.Join('\n', watches.Concat(await context.Settings.Select(row => row.Value).ToListAsync(Cancel)));
    }
}
