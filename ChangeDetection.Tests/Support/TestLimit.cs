using Xunit;

namespace ChangeDetection.Tests.Support;

/// <summary>Ends the running test when it waits for what never comes, so that a broken promise is a red test and not a silent one.</summary>
internal sealed class TestLimit : IDisposable
{
    private readonly ITimer _timer;

    public TestLimit()
    {
        var test = TestContext.Current;
        _timer = TimeProvider.System.CreateTimer(_ => test.CancelCurrentTest(), null, 2 * Eventually.Limit, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();
}
