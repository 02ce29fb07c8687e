using Xunit;

namespace ChangeDetection.Tests.Faults;

public sealed class FaultCheckerTests
{
    [Fact]
    public void A_run_without_damage_has_no_problem() => Assert.Empty(FaultChecker.Problems(Logs([1, 2, 3], [1, 3])));

    [Fact]
    public void A_version_stored_twice_is_seen() =>
        Assert.Equal(["/p: version 2 is stored twice"], FaultChecker.Problems(Logs([1, 2], [1, 2, 2])));

    [Fact]
    public void A_version_stored_after_a_later_one_is_seen() =>
        Assert.Equal(["/p: version 1 is stored after version 2"], FaultChecker.Problems(Logs([1, 2, 3], [2, 1, 3])));

    [Fact]
    public void A_version_that_was_never_served_is_seen() =>
        Assert.Equal(["/p: version 2 is stored and was never served"], FaultChecker.Problems(Logs([1, 3], [1, 2, 3])));

    [Theory]
    [InlineData(new int[0], "/p: version 2 was served last and nothing is stored last")]
    [InlineData(new[] { 1 }, "/p: version 2 was served last and version 1 is stored last")]
    public void A_lost_change_is_seen(int[] stored, string problem) =>
        Assert.Equal([problem], FaultChecker.Problems(Logs([1, 2], stored)));

    [Fact]
    public void A_change_that_was_counted_and_not_stored_is_seen() =>
        Assert.Equal(
            ["/p: 3 checks found a change and 2 versions are stored"],
            FaultChecker.Problems(Logs([1, 2, 3], [1, 3]) with { Changes = new Dictionary<string, long> { ["/p"] = 3 } }));

    [Fact]
    public void A_page_that_was_forgotten_for_a_while_is_seen()
    {
        var logs = Logs([1, 2, 8], [1, 2, 8]) with { EndedAt = TimeSpan.FromSeconds(9), LongestGap = TimeSpan.FromSeconds(5) };

        Assert.Equal([$"/p: not looked at for {6.0:0.0} s; {5.0:0.0} s are allowed"], FaultChecker.Problems(logs));
    }

    [Fact]
    public void A_page_that_was_forgotten_until_the_end_is_seen()
    {
        var logs = Logs([1, 2], [1, 2]) with { EndedAt = TimeSpan.FromSeconds(9), LongestGap = TimeSpan.FromSeconds(5) };

        Assert.Equal([$"/p: not looked at for {7.0:0.0} s; {5.0:0.0} s are allowed"], FaultChecker.Problems(logs));
    }

    [Theory]
    [InlineData("new", "old", "thing: acknowledged as new, shown as old")]
    [InlineData("new", null, "thing: acknowledged as new, shown as nothing")]
    [InlineData(null, "old", "thing: acknowledged as deleted, shown as old")]
    public void A_lost_write_is_seen(string? acknowledged, string? shown, string problem)
    {
        var logs = Logs([], []) with
        {
            Acknowledged = new Dictionary<string, string?> { ["thing"] = acknowledged },
            Visible = shown is null ? [] : new Dictionary<string, string> { ["thing"] = shown },
        };

        Assert.Equal([problem], FaultChecker.Problems(logs));
    }

    [Fact]
    public void What_nobody_acknowledged_may_be_there_or_not() =>
        Assert.Empty(FaultChecker.Problems(Logs([], []) with { Visible = new Dictionary<string, string> { ["thing"] = "value" } }));

    // A version is served in the second of its number.
    private static FaultLogs Logs(int[] served, int[] stored) => new()
    {
        Served = [.. served.Select(version => new Serving("/p", version, TimeSpan.FromSeconds(version)))],
        Stored = new Dictionary<string, IReadOnlyList<int>> { ["/p"] = stored },
    };
}
