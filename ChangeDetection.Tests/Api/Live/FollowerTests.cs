using System.IO.Pipelines;
using System.Text.Json.Nodes;
using ChangeDetection.Api.Live.Following;
using ChangeDetection.Tests.Support;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChangeDetection.Tests.Api.Live;

/// <summary>How a connection is told things: never waited for, ended when it takes nothing, and only then.</summary>
public sealed class FollowerTests
{
    private static readonly LiveRound Round = new(null!, null!);

    private readonly Line _line = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Who_is_told_while_the_next_message_is_being_made_stays_connected()
    {
        var clock = new AskedClock();
        var follower = new Told(_line.Connection, clock, 3);
        clock.Asked = follower.Made = () => follower.Pump(Round);

        follower.Pump(Round);
        clock.Advance(TimeSpan.FromMinutes(5));
        follower.Pump(Round);

        Assert.Equal(3, follower.Count);
        Assert.False(_line.Connection.ConnectionAborted.IsCancellationRequested);
    }

    [Fact]
    public async Task Who_takes_nothing_for_a_minute_is_disconnected()
    {
        var clock = new FakeTimeProvider();
        var follower = new Told(_line.Connection, clock, int.MaxValue);
        follower.Made = () => follower.Pump(Round);

        follower.Pump(Round);
        clock.Advance(TimeSpan.FromSeconds(59));
        follower.Pump(Round);
        Assert.False(_line.Connection.ConnectionAborted.IsCancellationRequested);
        clock.Advance(TimeSpan.FromSeconds(2));
        follower.Pump(Round);

        await Eventually.HoldsAsync(() => _line.Connection.ConnectionAborted.IsCancellationRequested, Cancel);
    }

    [Fact]
    public async Task Who_takes_it_late_is_told_on()
    {
        var clock = new FakeTimeProvider();
        var follower = new Told(_line.Connection, clock, int.MaxValue);
        follower.Made = () => follower.Pump(Round);
        follower.Pump(Round);
        for (var turn = 0; turn < 4; turn++)
        {
            var before = follower.Count;
            clock.Advance(TimeSpan.FromSeconds(40));
            await _line.TakeAsync(Cancel);
            await Eventually.HoldsAsync(() => follower.Count > before, Cancel);
            follower.Pump(Round);
        }

        Assert.False(_line.Connection.ConnectionAborted.IsCancellationRequested);
    }

    /// <summary>A connection whose other end takes what it is sent only when told to.</summary>
    private sealed class Line
    {
        private readonly Pipe _sent = new(new PipeOptions(pauseWriterThreshold: 2_000, resumeWriterThreshold: 1_000));

        public Line()
        {
            var ends = new Ends(new Pipe().Reader, _sent.Writer);
            Connection = new HubConnectionContext(new DefaultConnectionContext("line", ends, ends), new HubConnectionContextOptions(), NullLoggerFactory.Instance)
            {
                Protocol = new JsonHubProtocol(),
            };
        }

        public HubConnectionContext Connection { get; }

        public async Task TakeAsync(CancellationToken cancellationToken)
        {
            var read = await _sent.Reader.ReadAsync(cancellationToken);
            _sent.Reader.AdvanceTo(read.Buffer.End);
        }

        private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;
    }

    private sealed class Told(HubConnectionContext connection, TimeProvider clock, int most) : Follower(connection, clock)
    {
        private int _count;

        public Action? Made { get; set; }

        public int Count => Volatile.Read(ref _count);

        protected override ValueTask<SerializedHubMessage?> NextAsync(LiveRound round, CancellationToken cancellationToken)
        {
            if (Count == most)
                return default;
            Made?.Invoke();
            Interlocked.Increment(ref _count);
            return new(new SerializedHubMessage(new InvocationMessage("Told", [new JsonObject { ["text"] = new string('x', 100) }])));
        }

        protected override void Failed(Exception failure) => Assert.Fail(failure.ToString());
    }

    /// <summary>A clock that tells when it is asked: the moment at which another thread may come in between.</summary>
    private sealed class AskedClock : FakeTimeProvider
    {
        public Action? Asked { get; set; }

        public override long GetTimestamp()
        {
            var asked = Asked;
            Asked = null;
            asked?.Invoke();
            return base.GetTimestamp();
        }
    }
}
