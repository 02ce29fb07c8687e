using ChangeDetection.ServiceDefaults;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChangeDetection.Tests.ServiceDefaults;

/// <summary>When a process gives memory back.</summary>
public sealed class QuietMemoryTests
{
    [Theory]
    [InlineData(100, 10, 64, true)]
    [InlineData(990, 10, 64, true)]
    [InlineData(1000, 10, 64, false)]
    [InlineData(20_000, 10, 5000, false)]
    [InlineData(100, 10, 63, false)]
    [InlineData(0, 0, 5000, false)]
    public void Only_a_quiet_process_collects_and_only_after_a_burst(int cpuMilliseconds, int seconds, long megabytes, bool isWorthIt) =>
        Assert.Equal(isWorthIt, QuietMemory.IsWorthIt(TimeSpan.FromMilliseconds(cpuMilliseconds), TimeSpan.FromSeconds(seconds), megabytes << 20));

    [Fact]
    public async Task Its_turns_come_and_end_with_the_host()
    {
        var clock = new FakeTimeProvider();
        using var memory = new QuietMemory(clock, NullLogger<QuietMemory>.Instance);

        await memory.StartAsync(TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromMinutes(1));
        await memory.StopAsync(TestContext.Current.CancellationToken);

        Assert.True(memory.ExecuteTask!.IsCompleted);
        Assert.Null(memory.ExecuteTask.Exception);
    }
}
