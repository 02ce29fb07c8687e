using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeDetection.Tests.Faults;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Journeys;

/// <summary>Whatever happens to the line, to the Api or to Redis: soon after it is over, the page shows what the server knows (I-30).</summary>
public sealed class BadLineTests
{
    private const int Watches = 60;

    // The promise is five seconds; a machine with more to do than it can gets some more. The time it took is printed.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_every_trouble_the_page_equals_the_server()
    {
        var dice = FaultRun.Dice();
        await using var installation = await Installation.StartAsync(Shape.Distributed, Cancel);
        await using var line = ChaosProxy.To(installation.Address, dice.Next());
        using var client = new V2Client(installation.Address);
        var ids = new List<string>();
        for (var number = 0; number < Watches; number++)
            ids.Add(V2Client.IdOf(await client.SendAsync(HttpMethod.Post, "watches", new { url = $"https://example.com/{number}", isPaused = true }, Cancel)));
        await using var browser = await ABrowser.OpenAsync(line.Address);
        await browser.IsLiveAsync();

        foreach (var trouble in Troubles(installation, line, dice))
        {
            TestContext.Current.TestOutputHelper?.WriteLine(trouble.Name);
            var churn = ChurnAsync(client, ids, new Random(dice.Next()), trouble.During, Cancel);
            await trouble.RunAsync();
            await churn;
            line.Heal();
            var healed = Stopwatch.StartNew();
            var (isSame, difference) = (false, "");
            while (!isSame && healed.Elapsed < Bound)
                (isSame, difference) = await CompareAsync(browser, client);
            Assert.True(isSame, $"{trouble.Name}: {difference}");
            TestContext.Current.TestOutputHelper?.WriteLine($"equal after {healed.ElapsedMilliseconds} ms, {await browser.Page.EvaluateAsync<int>("live.repairs")} repairs so far");
        }

        Assert.True(await browser.Page.EvaluateAsync<int>("live.repairs") > 0, "No update was lost, doubled or shuffled: the test tests nothing.");
    }

    private static IEnumerable<(string Name, Func<Task> RunAsync, TimeSpan During)> Troubles(Installation installation, ChaosProxy line, Random dice)
    {
        for (var round = 0; round < FaultRun.Rounds(1); round++)
        {
            yield return ("messages lost, doubled and shuffled", () => Wait(() => line.IsShuffling = true, 4_000), TimeSpan.FromSeconds(4));
            yield return ("cut", () => Wait(line.Cut, dice.Next(100, 3_000)), TimeSpan.FromSeconds(3));
            yield return ("stalled, then late", () => Wait(line.Stall, dice.Next(500, 4_000)), TimeSpan.FromSeconds(4));
            yield return ("stalled for long, then cut", () => StallAndCutAsync(line), TimeSpan.FromSeconds(8));
            yield return ("Api killed", () => RestartAsync(installation), TimeSpan.FromSeconds(2));
            yield return ("Redis killed", () => RestartRedisAsync(installation), TimeSpan.FromSeconds(3));
            if (FaultRun.IsLong)
                yield return ("cut for long", () => Wait(line.Cut, dice.Next(10_000, 90_000)), TimeSpan.FromSeconds(5));
        }
    }

    private static async Task Wait(Action begin, int milliseconds)
    {
        begin();
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System, Cancel);
    }

    private static async Task StallAndCutAsync(ChaosProxy line)
    {
        await Wait(line.Stall, 8_000);
        line.Cut();
    }

    private static async Task RestartAsync(Installation installation)
    {
        installation.KillApi();
        await installation.StartApiAsync(Cancel);
    }

    private static async Task RestartRedisAsync(Installation installation)
    {
        await installation.Redis.KillAsync(Cancel);
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, Cancel);
        await installation.Redis.RestartAsync(Cancel);
    }

    // Much happens to the watches, over the good line of another client; an Api that is just dead does not answer.
    private static async Task ChurnAsync(V2Client client, List<string> ids, Random dice, TimeSpan during, CancellationToken cancellationToken)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < during;)
        {
            var id = ids[dice.Next(ids.Count)];
            switch (dice.Next(12))
            {
                case 0:
                    using (await client.TrySendAsync(HttpMethod.Delete, $"watches/{id}", null, cancellationToken))
                        ids.Remove(id);
                    break;
                case 1:
                    using (var made = await client.TrySendAsync(HttpMethod.Post, "watches", new { url = $"https://example.com/{dice.Next()}", isPaused = true }, cancellationToken))
                    {
                        if (made is { IsSuccessStatusCode: true })
                            ids.Add(made.Headers.Location!.OriginalString.Split('/')[^1]);
                    }

                    break;
                default:
                    using (await client.TrySendAsync(HttpMethod.Patch, $"watches/{id}", new { title = $"title {dice.Next(1000)}", isMuted = dice.Next(2) == 0 }, cancellationToken))
                        break;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(30), TimeProvider.System, cancellationToken);
        }
    }

    private static async Task<(bool IsSame, string Difference)> CompareAsync(ABrowser browser, V2Client client)
    {
        var shown = JsonSerializer.Deserialize<JsonElement>(await browser.Page.EvaluateAsync<string>(
            "JSON.stringify({ state: [live.hub?.state, live.isWhole, live.view, live.at, live.repairs, live.order.length, document.getElementById('connection').title].join(), first: live.first, rows: live.order.map(id => live.rows.get(id)), dom: [...document.querySelectorAll('tr[data-watch]')].map(row => `${row.dataset.watch} ${row.dataset.revision}`) })"));
        var rows = JsonNode.Parse(shown.GetProperty("rows").GetRawText())!.AsArray().Select(Canonical).ToList();
        var told = (await client.SendAsync(HttpMethod.Get, $"list?first={shown.GetProperty("first").GetInt32()}&count={rows.Count}", null, Cancel))!["watches"]!.AsArray();
        var document = shown.GetProperty("dom").EnumerateArray().Select(row => row.GetString()!).ToList();
        var expected = told.Select(Canonical).ToList();
        var inDocument = told.Take(document.Count).Select(row => $"{row!["id"]} {row["revision"]}").ToList();
        var difference = $"{shown.GetProperty("state")}\nonly shown: {string.Join('\n', rows.Except(expected).Take(3))}\nonly told: {string.Join('\n', expected.Except(rows).Take(3))}\n"
            + $"only in the document: {string.Join(", ", document.Except(inDocument).Take(3))}, missing there: {string.Join(", ", inDocument.Except(document).Take(3))}";
        return (rows.Count > 0 && document.Count > 5 && rows.SequenceEqual(expected) && document.SequenceEqual(inDocument), difference);
    }

    // Absent and null are the same.
    private static string Canonical(JsonNode? row) =>
        row is null ? "unknown" : string.Join(' ', row.AsObject().Where(member => member.Value is not null).OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}={member.Value!.ToJsonString()}"));
}
