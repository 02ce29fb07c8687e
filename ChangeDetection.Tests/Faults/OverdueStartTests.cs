using Npgsql;
using Xunit;

namespace ChangeDetection.Tests.Faults;

/// <summary>A start with everything overdue is no stampede (I-17).</summary>
public sealed class OverdueStartTests(SharedGround ground)
{
    private const int PerSecond = 4;
    private const int Pages = 40;

    // Checks that run side by side finish in any order, and one batch may hold two seconds' worth.
    private const int Disorder = 10 + 2 * PerSecond;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_overdue_is_checked_at_the_configured_pace_the_most_overdue_first()
    {
        await using var fleet = await Fleet.StartAsync(ground, Cancel, ("Schedule__MaxPerSecond", $"{PerSecond}"));
        await fleet.WatchPagesAsync(Pages, Cancel, everySeconds: 3600);
        await MakeOverdueAsync(fleet);

        await fleet.StartWorkersAsync(1, Cancel);
        await fleet.LooksAsync(1, Cancel);

        var served = fleet.Origin.Served.Select(one => (Number: int.Parse(one.Page["/page-".Length..]), one.At)).ToList();
        Assert.Equal(Enumerable.Range(0, Pages), served.Select(one => one.Number).Order());
        Assert.All(served.Index(), one => Assert.InRange(one.Item.Number, one.Index - Disorder, one.Index + Disorder));
        // The first second's worth comes at once, and the next one may be offered close behind it.
        var shortest = TimeSpan.FromSeconds(Pages / (double)PerSecond - 2.5);
        Assert.True(served[^1].At - served[0].At >= shortest, $"{Pages} checks in {(served[^1].At - served[0].At).TotalSeconds:0.0} s");
    }

    // Page 0 is the most overdue; a request is taken back as if all had been checked before.
    private static async Task MakeOverdueAsync(Fleet fleet)
    {
        await using var connection = new NpgsqlConnection(fleet.DatabaseConnection);
        await connection.OpenAsync(Cancel);
        foreach (var (number, page) in fleet.Watches.Values.Index())
        {
            await using var command = new NpgsqlCommand("UPDATE watches SET queued_at = NULL, job = job + 1, next_check_at = next_check_at - $1 WHERE id = $2", connection)
            {
                Parameters = { new() { Value = (Pages - number) * 60_000L }, new() { Value = Guid.Parse(page) } },
            };
            Assert.Equal(1, await command.ExecuteNonQueryAsync(Cancel));
        }
    }
}
