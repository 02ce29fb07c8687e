using System.Text.Json.Nodes;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Api.V1;

/// <summary>A watch as a script lives with it: the real program, a real page, nothing but v1.</summary>
public sealed class LifeOfAWatchTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_is_watched_changes_and_is_read_again()
    {
        await using var origin = await OriginServer.StartAsync(Cancel);
        origin.Says("/", "<title>Shop</title><p>Price: 1</p>");
        await using var api = HostProcess.Start("ChangeDetection.Api", new Dictionary<string, string> { ["DATASTORE_PATH"] = _directory.Path, ["API_ACCESS_TOKEN"] = V1Client.Key });
        using var client = new V1Client(await api.AddressAsync(Cancel));
        var uuid = await client.WatchAsync(origin.Url("/"), Cancel);
        Task<JsonObject> Read() => client.GetAsync($"watch/{uuid}", Cancel);

        await Eventually.HoldsAsync(async () => (await Read())["history_n"]!.GetValue<int>() == 1, Cancel);
        var first = await Read();
        origin.Says("/", "<title>Shop</title><p>Price: 2</p>");
        Assert.Equal("\"OK\"\n", await client.GetTextAsync($"watch/{uuid}?recheck=1", Cancel));
        await Eventually.HoldsAsync(async () => (await Read())["history_n"]!.GetValue<int>() == 2, Cancel);
        var second = await Read();
        var versions = (await client.GetAsync($"watch/{uuid}/history", Cancel)).Select(version => version.Key).ToList();

        Assert.Equal((0, false, "Shop"), (first["last_changed"]!.GetValue<long>(), first["last_error"]!.GetValue<bool>(), first["page_title"]!.GetValue<string>()));
        Assert.Equal(versions[1], second["last_changed"]!.ToJsonString());
        Assert.Contains("Price: 1", await client.GetTextAsync($"watch/{uuid}/history/{versions[0]}", Cancel), StringComparison.Ordinal);
        Assert.Contains("Price: 2", await client.GetTextAsync($"watch/{uuid}/history/latest", Cancel), StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();
}
