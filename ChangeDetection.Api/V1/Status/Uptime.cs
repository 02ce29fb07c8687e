namespace ChangeDetection.Api.V1.Status;

/// <summary>How long this process has been serving.</summary>
internal sealed class Uptime(TimeProvider clock)
{
    private readonly long _start = clock.GetTimestamp();

    public TimeSpan Elapsed => clock.GetElapsedTime(_start);
}
