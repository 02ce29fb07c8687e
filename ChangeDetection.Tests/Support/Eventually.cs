using System.Diagnostics;
using Xunit;

namespace ChangeDetection.Tests.Support;

/// <summary>Waits, with a limit, for what other threads or processes bring about.</summary>
internal static class Eventually
{
    /// <summary>Never reached by a machine that is merely slow.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>More than any machine needs for what ends by itself; what runs for ages without its limit is far beyond it.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    public static Task HoldsAsync(Func<bool> claim, CancellationToken cancellationToken, TimeSpan? within = null) =>
        HoldsAsync(() => Task.FromResult(claim()), cancellationToken, within);

    public static async Task HoldsAsync(Func<Task<bool>> claim, CancellationToken cancellationToken, TimeSpan? within = null)
    {
        var watch = Stopwatch.StartNew();
        while (!await claim())
        {
            Assert.True(watch.Elapsed < (within ?? Limit), $"The claim did not come true within {(within ?? Limit).TotalSeconds:0} s.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }
}
