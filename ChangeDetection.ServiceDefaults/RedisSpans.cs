using System.Diagnostics;
using System.Runtime.CompilerServices;
using StackExchange.Redis.Profiling;

namespace ChangeDetection.ServiceDefaults;

/// <summary>
/// Makes a span of every Redis command that belongs to a recorded activity. The library profiles the commands of an activity; when the activity
/// stops, what was gathered becomes its children. A command outside every activity, such as a poll, makes none.
/// </summary>
internal sealed class RedisSpans : IDisposable
{
    public const string SourceName = "ChangeDetection.Redis";

    private readonly ActivitySource _source = new(SourceName);
    private readonly ConditionalWeakTable<Activity, ProfilingSession> _sessions = [];
    private readonly ActivityListener _listener;

    public RedisSpans()
    {
        _listener = new ActivityListener { ShouldListenTo = source => source.Name != SourceName, ActivityStopped = Emit };
        ActivitySource.AddActivityListener(_listener);
    }

    public ProfilingSession? SessionOfCurrentActivity() =>
        Activity.Current is { Recorded: true } activity ? _sessions.GetValue(activity, _ => new ProfilingSession()) : null;

    public void Dispose()
    {
        _listener.Dispose();
        _source.Dispose();
    }

    private void Emit(Activity parent)
    {
        if (!_sessions.TryGetValue(parent, out var session))
            return;

        _sessions.Remove(parent);
        foreach (var command in session.FinishProfiling())
        {
            using var span = _source.StartActivity(command.Command, ActivityKind.Client, parent.Context, startTime: command.CommandCreated);
            span?.SetTag("db.system.name", "redis")
                .SetTag("db.operation.name", command.Command)
                .SetTag("db.namespace", command.Db)
                .SetEndTime(command.CommandCreated + command.ElapsedTime);
        }
    }
}
