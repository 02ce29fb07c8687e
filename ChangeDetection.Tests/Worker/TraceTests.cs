using System.Collections.Concurrent;
using System.Diagnostics;
using ChangeDetection.Core.Checks;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChangeDetection.Tests.Worker;

/// <summary>A check is one trace, from the wish to the announcement.</summary>
public sealed class TraceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_spans_of_a_check_hang_together_from_the_wish_to_the_announcement()
    {
        var ended = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("ChangeDetection.", StringComparison.Ordinal) || source.Name == nameof(TraceTests),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var wishes = new ActivitySource(nameof(TraceTests));
        await using var origin = await OriginServer.StartAsync(Cancel);
        origin.Says("/", "<p>hello</p>");
        await using var worker = await AWorker.OpenAsync(Cancel);
        var watch = await worker.WatchAsync(origin.Url("/"), Cancel);
        string trace;

        using (var wish = wishes.StartActivity("wish"))
        {
            trace = wish!.TraceId.ToString();
            await worker.Services.GetRequiredService<CheckRequests>().RequestAsync([watch.Id], CheckPriority.Manual, Cancel);
        }

        await worker.StartAsync(Cancel);
        await worker.CheckedAsync(watch, Cancel);
        await Eventually.HoldsAsync(() => OfTrace().Any(span => ParentOf(span) == "watch.commit"), Cancel);

        Assert.Equal("wish", ParentOf(Single("watch.enqueue")));
        Assert.Equal("watch.enqueue", ParentOf(Single("watch.dequeue")));
        Assert.All(new[] { "watch.fetch", "watch.extract", "watch.commit" }, name => Assert.Equal("watch.dequeue", ParentOf(Single(name))));
        Assert.Contains(OfTrace(), span => span.OperationName == "watch.announce" && ParentOf(span) == "watch.commit");
        Assert.All(new[] { "watch.enqueue", "watch.dequeue" }, name => Assert.Equal(watch.Id.ToString(), Single(name).GetTagItem("watch.id")));

        IEnumerable<Activity> OfTrace() => ended.Where(span => span.TraceId.ToString() == trace);
        Activity Single(string name) => Assert.Single(OfTrace(), span => span.OperationName == name);
        string? ParentOf(Activity span) => OfTrace().FirstOrDefault(other => other.SpanId == span.ParentSpanId)?.OperationName;
    }
}
