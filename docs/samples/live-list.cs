#:package Microsoft.AspNetCore.SignalR.Client

// Prints the top of the list of watches and keeps it equal to the server's. Start it with:
//   dotnet run docs/samples/live-list.cs -- http://localhost:5000
// The contract is docs/live.md.

using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;

var address = new Uri(args.Length > 0 ? args[0] : "http://localhost:5000/");
var rows = new Dictionary<string, JsonElement>();
var order = new List<string>();
var (view, at, isWhole) = (0, 0L, false);

var hub = new HubConnectionBuilder().WithUrl(new Uri(address, "live")).WithAutomaticReconnect(new Endless()).Build();
hub.On<JsonElement>("ListChanged", Take);
hub.Reconnected += _ => FollowAsync();
await hub.StartAsync();
await FollowAsync();
await Task.Delay(Timeout.Infinite);

Task FollowAsync()
{
    isWhole = false;
    // The twenty watches that changed last; it could be any list, from any place.
    return hub.InvokeAsync("Follow", new { view = ++view, first = 0, count = 20, list = new { state = "all", sort = "changed" } });
}

void Take(JsonElement update)
{
    if (update.GetProperty("view").GetInt32() != view)
        return;
    if (update.GetProperty("isWhole").GetBoolean())
        (isWhole, rows) = (true, []);
    else if (!isWhole || update.GetProperty("from").GetInt64() != at)
    {
        // Something was lost. An update that is older than what stands here is merely late.
        if (!isWhole || update.GetProperty("to").GetInt64() > at)
            _ = FollowAsync();
        return;
    }

    at = update.GetProperty("to").GetInt64();
    if (update.TryGetProperty("rows", out var changed))
    {
        foreach (var row in changed.EnumerateArray())
            rows[row.GetProperty("id").GetString()!] = row.Clone();
    }

    if (update.TryGetProperty("order", out var ids))
        order = [.. ids.EnumerateArray().Select(id => id.GetString()!)];
    if (Hash() != update.GetProperty("hash").GetUInt32())
        _ = FollowAsync();
    else
        Print(update.GetProperty("count").GetInt32());
}

uint Hash()
{
    var hash = 2166136261u;
    foreach (var character in order.SelectMany(id => $"{id}:{(rows.TryGetValue(id, out var row) ? row.GetProperty("revision").GetInt64() : -1)}\n"))
        hash = unchecked((hash ^ character) * 16777619);
    return hash;
}

void Print(int count)
{
    Console.WriteLine($"--- {count} watches");
    foreach (var row in order.Select(id => rows[id]))
        Console.WriteLine($"{row.GetProperty("activity"),-9} {row.GetProperty("label")}");
}

sealed class Endless : IRetryPolicy
{
    public TimeSpan? NextRetryDelay(RetryContext retry) => TimeSpan.FromSeconds(Random.Shared.NextDouble() * Math.Min(5, 1 + retry.PreviousRetryCount));
}
