using ChangeDetection.Core.Extraction;

namespace ChangeDetection.Core.Checks;

/// <summary>The time one check may spend on computing; every loop of the engine that a page or a rule can make long asks it.</summary>
/// <param name="clock">The monotonic clock.</param>
/// <param name="limit">How long the check may compute.</param>
public sealed class CheckDeadline(TimeProvider clock, TimeSpan limit)
{
    private const int StepsBetweenLooks = 256;

    private readonly long _started = clock.GetTimestamp();
    private int _steps;

    /// <summary>Counts one small step and now and then looks at the clock.</summary>
    /// <exception cref="FilterException">The time is used up.</exception>
    public void Tick()
    {
        if (++_steps % StepsBetweenLooks == 0)
            ThrowIfPassed();
    }

    /// <summary>Looks at the clock.</summary>
    /// <exception cref="FilterException">The time is used up.</exception>
    public void ThrowIfPassed()
    {
        if (clock.GetElapsedTime(_started) > limit)
            throw new FilterException(CheckFailure.RuleTimedOut, FailureTexts.RuleTimedOut(limit));
    }
}
