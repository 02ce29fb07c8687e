using System.Net;
using System.Net.Sockets;
using ChangeDetection.Core.Egress;
using ChangeDetection.Infrastructure.Egress;
using ChangeDetection.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChangeDetection.Tests.Infrastructure.Egress;

/// <summary>A name is looked up once, all it leads to is judged, and the connection goes where was judged.</summary>
public sealed class EgressGateTests : IAsyncLifetime
{
    private static readonly EgressRole Target = new(IsProxy: false, IsTrusted: false);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly ScriptedNames _names = new();
    private readonly FakeTimeProvider _clock = new();
    private int _visits;
    private VisitedServer? _site;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private int Port => _site!.Port;

    public ValueTask InitializeAsync()
    {
        _site = new VisitedServer((_, _) =>
        {
            Interlocked.Increment(ref _visits);
            return Task.CompletedTask;
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _site!.DisposeAsync();

    [Fact]
    public async Task A_name_that_changes_its_mind_is_asked_once_for_each_connection_and_judged_each_time()
    {
        _names.SaysInTurn("rebind.example", "127.0.0.1", "10.0.0.1", "127.0.0.1");
        var gate = Gate("127.0.0.1");

        await (await ConnectAsync(gate, "rebind.example")).DisposeAsync();
        Assert.Single(_names.Asked);
        var refused = await Assert.ThrowsAsync<EgressRefusedException>(() => ConnectAsync(gate, "rebind.example"));

        Assert.Equal(AddressKind.Private, refused.Kind);
        Assert.Equal(2, _names.Asked.Count);
        await Eventually.HoldsAsync(() => Volatile.Read(ref _visits) == 1, Cancel);
    }

    [Theory]
    [InlineData("93.184.216.34", "::1")]
    [InlineData("::1", "93.184.216.34")]
    [InlineData("0.0.0.0", "::ffff:10.0.0.1")]
    [InlineData("93.184.216.34", "93.184.216.35", "93.184.216.36", "169.254.169.254")]
    public async Task One_bad_answer_refuses_the_name(params string[] answers)
    {
        _names.Says("mixed.example", answers);

        await Assert.ThrowsAsync<EgressRefusedException>(() => ConnectAsync(Gate(), "mixed.example"));
    }

    [Fact]
    public async Task Addresses_are_tried_in_their_order_until_one_answers()
    {
        // Nobody listens at the first ones.
        _names.Says("several.example", "127.9.9.1", "127.9.9.2", "127.0.0.1");

        await using var connection = await ConnectAsync(Gate("127.0.0.0/8"), "several.example");

        await Eventually.HoldsAsync(() => Volatile.Read(ref _visits) == 1, Cancel);
    }

    [Fact]
    public async Task An_address_that_says_nothing_takes_only_its_share_of_the_time()
    {
        using var silent = new TcpListener(IPAddress.Parse("127.0.0.2"), Port);
        silent.Start(0);
        using var first = new TcpClient();
        using var second = new TcpClient();
        // Whoever comes now finds no place to wait and hears nothing.
        await first.ConnectAsync("127.0.0.2", Port, Cancel);
        _ = second.ConnectAsync("127.0.0.2", Port, Cancel);
        _names.Says("half.example", "127.0.0.2", "127.0.0.1");
        var start = _clock.GetTimestamp();
        var connecting = ConnectAsync(Gate("127.0.0.0/8"), "half.example");

        await Eventually.HoldsAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(0.5));
                return connecting.IsCompleted;
            },
            Cancel);

        await (await connecting).DisposeAsync();
        Assert.True(_clock.GetElapsedTime(start) >= Patience / 2, $"{_clock.GetElapsedTime(start)}");
    }

    [Fact]
    public async Task When_no_address_answers_the_last_reason_is_told()
    {
        _names.Says("away.example", "127.9.9.1", "127.9.9.2");

        var failure = await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(Gate("127.0.0.0/8"), "away.example"));

        Assert.Equal(SocketError.ConnectionRefused, failure.SocketErrorCode);
    }

    [Fact]
    public async Task Of_four_thousand_answers_the_first_64_are_looked_at_and_no_other_is_ever_connected_to()
    {
        var many = Enumerable.Range(0, 4000).Select(number => $"93.184.{number / 250}.{number % 250}").ToArray();
        _names.Says("late.example", [.. many[..64], "10.0.0.1", .. many[64..]]);
        _names.Says("early.example", [.. many[..63], "10.0.0.1", .. many[63..]]);
        var gate = Gate();

        var judged = await gate.JudgeAsync(new DnsEndPoint("late.example", 80), Target, Cancel);
        await Assert.ThrowsAsync<EgressRefusedException>(() => gate.JudgeAsync(new DnsEndPoint("early.example", 80), Target, Cancel));

        Assert.Equal(many[..64], judged.Select(address => address.ToString()));
    }

    [Fact]
    public async Task A_name_server_that_never_answers_costs_ten_seconds()
    {
        _names.Answers("silent.example", _ => new TaskCompletionSource<IReadOnlyList<IPAddress>>().Task);
        var judging = Gate().JudgeAsync(new DnsEndPoint("silent.example", 80), Target, Cancel);

        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(judging.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("The host name silent.example was not found within 10 seconds.", (await Assert.ThrowsAsync<NameUnresolvedException>(() => judging)).Message);
    }

    [Fact]
    public async Task Who_gives_up_does_not_wait_for_the_name_server()
    {
        using var stop = new CancellationTokenSource();
        _names.Answers("silent.example", _ => new TaskCompletionSource<IReadOnlyList<IPAddress>>().Task);
        var judging = Gate().JudgeAsync(new DnsEndPoint("silent.example", 80), Target, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => judging);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("app.localhost.")]
    [InlineData("metadata.google.internal")]
    [InlineData("hidden.onion")]
    public async Task A_known_name_is_not_even_asked_for(string name)
    {
        await Assert.ThrowsAnyAsync<Exception>(() => ConnectAsync(Gate(), name));

        Assert.Empty(_names.Asked);
    }

    [Fact]
    public async Task An_endpoint_that_the_operator_named_may_be_private()
    {
        await using var connection = await Gate().ConnectAsync(new DnsEndPoint("127.0.0.1", Port), new EgressRole(IsProxy: false, IsTrusted: true), Patience, Cancel);

        await Eventually.HoldsAsync(() => Volatile.Read(ref _visits) == 1, Cancel);
    }

    [Fact]
    public async Task The_addresses_of_this_machine_are_refused_even_when_they_are_global()
    {
        _names.Says("me.example", "93.184.216.34");
        var gate = AnEgress.Gate(new EgressRules(), _names, _clock, own: [IPAddress.Parse("93.184.216.34")]);

        var refused = await Assert.ThrowsAsync<EgressRefusedException>(() => ConnectAsync(gate, "me.example"));

        Assert.Equal(AddressKind.ThisMachine, refused.Kind);
    }

    [Theory]
    [InlineData("redis.example", 6379, true)]
    [InlineData("10.0.0.5", 6379, true)]
    [InlineData("::ffff:10.0.0.5", 6379, true)]
    [InlineData("64:ff9b::a00:5", 6379, true)]
    [InlineData("alias.example", 6379, true)]
    [InlineData("redis.example", 80, false)]
    [InlineData("10.0.0.6", 6379, false)]
    [InlineData("127.0.0.1", 5432, true)]
    [InlineData("127.3.3.3", 5432, true)]
    [InlineData("::1", 5432, true)]
    [InlineData("93.184.216.34", 5432, true)]
    [InlineData("10.0.0.5", 5432, false)]
    public async Task The_database_and_the_queue_are_closed_whatever_is_open(string host, int port, bool isRefused)
    {
        _names.Says("redis.example", "10.0.0.5").Says("alias.example", "10.0.0.5");
        var rules = new EgressRules { AllowsRestricted = true, AllowsLinkLocal = true, Allowed = AllowedTargets.Parse("0.0.0.0/0, ::/0, redis.example") };
        var gate = AnEgress.Gate(rules, _names, _clock, own: [IPAddress.Parse("93.184.216.34")], stores: [new DnsEndPoint("redis.example", 6379), new DnsEndPoint("127.0.0.1", 5432)]);

        var failure = await Record.ExceptionAsync(() => gate.JudgeAsync(new DnsEndPoint(host, port), Target, Cancel));

        Assert.Equal(isRefused ? AddressKind.OwnStore : null, (failure as EgressRefusedException)?.Kind);
    }

    [Fact]
    public async Task A_refusal_is_counted_by_its_kind()
    {
        var kinds = new List<string?>();
        using var listener = new System.Diagnostics.Metrics.MeterListener();
        listener.InstrumentPublished = (instrument, meters) =>
        {
            if (instrument.Name == "changedetection.egress.refused")
                meters.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            lock (kinds)
                kinds.Add(tags[0].Value?.ToString());
        });
        listener.Start();

        await Assert.ThrowsAsync<EgressRefusedException>(() => ConnectAsync(Gate(), "198.18.7.7"));

        lock (kinds)
            Assert.Contains("Benchmarking", kinds);
    }

    private EgressGate Gate(string allowed = "") => AnEgress.Gate(new EgressRules { Allowed = AllowedTargets.Parse(allowed) }, _names, _clock);

    private Task<Stream> ConnectAsync(EgressGate gate, string host) => gate.ConnectAsync(new DnsEndPoint(host, Port), Target, Patience, Cancel);
}
