namespace ChangeDetection.Core.Scheduling;

/// <summary>A stretch of time in which scheduled checks run.</summary>
/// <param name="Opens">Its first moment.</param>
/// <param name="Closes">The first moment after it.</param>
internal readonly record struct OpenSpan(DateTimeOffset Opens, DateTimeOffset Closes)
{
    public TimeSpan Length => Closes - Opens;
}
