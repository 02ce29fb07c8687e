using System.Diagnostics.Metrics;
using ChangeDetection.Core.Politeness;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.ServiceDefaults;
using ChangeDetection.Worker.Checking;

namespace ChangeDetection.Worker.Scheduling;

/// <summary>Reads the gauges of queue and schedule from the store now and then, since whoever asks for them cannot wait. Every worker tells the same.</summary>
internal sealed class QueueMetrics : PeriodicLoop
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly QueueState _queue;
    private readonly RunningChecks _running;
    private volatile QueueSummary? _summary;

    public QueueMetrics(QueueState queue, RunningChecks running, TimeProvider clock, ILogger<QueueMetrics> logger)
        : base(Period, clock, logger)
    {
        (_queue, _running) = (queue, running);
        Telemetry.Observe(InFlight, Waiting, Ages);
    }

    protected override async Task TurnAsync(CancellationToken cancellationToken) =>
        _summary = await _queue.SummarizeAsync(Clock.GetUtcNow(), cancellationToken);

    private IEnumerable<Measurement<int>> InFlight() =>
        _running.All.GroupBy(check => HostKey.Of(check.Lease.Watch.Url)).Select(group => new Measurement<int>(group.Count(), Tag("host", group.Key)));

    private IEnumerable<Measurement<int>> Waiting()
    {
        if (_summary is not { } summary)
            return [];
        return summary.Waiting.Select(line => new Measurement<int>(line.Value, Tag("priority", line.Key.ToString())))
            .Append(new Measurement<int>(summary.Parked, Tag("priority", "WaitingForHost")));
    }

    private IEnumerable<Measurement<double>> Ages()
    {
        if (_summary is not { } summary)
            return [];
        return [new Measurement<double>(AgeOf(summary.OldestSince), Tag("of", "waiting")), new Measurement<double>(AgeOf(summary.DueSince), Tag("of", "due"))];
    }

    private double AgeOf(DateTimeOffset? since) => since is { } moment ? Math.Max(0, (Clock.GetUtcNow() - moment).TotalSeconds) : 0;

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
