using System.Text.Json;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Live;
using ChangeDetection.Core.Watches;
using Xunit;

namespace ChangeDetection.Tests.Core.Live;

/// <summary>Messages between processes of different versions: what lies in Redis today must be readable tomorrow.</summary>
public sealed class MessageJsonTests
{
    private const string Id = "0198f2a4-7c1e-7d3a-9b60-4f1f3a2b1c0d";

    public static TheoryData<string, CheckWatch> Orders => new()
    {
        {
            $$"""{"watchId":"{{Id}}","job":41,"priority":1,"traceParent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","v":1}""",
            new CheckWatch(WatchId.Parse(Id), 41, CheckPriority.Manual, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        },
        { $$"""{"watchId":"{{Id}}","job":1,"priority":100,"v":1}""", new CheckWatch(WatchId.Parse(Id), 1, CheckPriority.Scheduled) },
    };

    public static TheoryData<string, LiveFact> Facts => new()
    {
        { """{"fact":"store-advanced","revision":12,"v":1}""", new LiveFact.StoreAdvanced(12) },
        { $$"""{"fact":"status-noted","watchId":"{{Id}}","status":"Fetching...","v":1}""", new LiveFact.StatusNoted(WatchId.Parse(Id), "Fetching...") },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public void An_order_reads_and_writes_as_the_stored_sample(string sample, CheckWatch order)
    {
        Assert.Equal(order, JsonSerializer.Deserialize(sample, MessageJson.Default.CheckWatch));
        Assert.Equal(sample, JsonSerializer.Serialize(order, MessageJson.Default.CheckWatch));
    }

    [Theory]
    [MemberData(nameof(Facts))]
    public void A_fact_reads_and_writes_as_the_stored_sample(string sample, LiveFact fact)
    {
        Assert.Equal(fact, JsonSerializer.Deserialize(sample, MessageJson.Default.LiveFact));
        Assert.Equal(sample, JsonSerializer.Serialize(fact, MessageJson.Default.LiveFact));
    }

    [Fact]
    public void A_member_that_a_newer_version_added_is_passed_over()
    {
        var order = JsonSerializer.Deserialize($$"""{"watchId":"{{Id}}","job":1,"priority":5,"v":2,"colour":["of","the","day"]}""", MessageJson.Default.CheckWatch);

        Assert.Equal(new CheckWatch(WatchId.Parse(Id), 1, CheckPriority.Clone) { FormatVersion = 2 }, order);
    }
}
