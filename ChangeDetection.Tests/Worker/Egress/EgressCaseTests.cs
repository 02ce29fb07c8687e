using System.Net;
using System.Text.RegularExpressions;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Egress;
using ChangeDetection.Tests.Support;
using ChangeDetection.Worker.Fetching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChangeDetection.Tests.Worker.Egress;

/// <summary>Addresses of the attack reference through the real fetcher, beside a listener that nobody may come to.</summary>
public sealed partial class EgressCaseTests(ClosedWorker closed) : IClassFixture<ClosedWorker>
{
    // Cases with a test of their own.
    private static readonly string[] Alone =
    [
        "ssrf-081", "ssrf-082", "ssrf-087", "urltpl-006", "dns-003", "dns-004", "dns-006", "dns-007", "dns-008", "dns-009",
        "redir-002", "redir-011", "redir-013", "redir-016", "surf-020", "surf-022", "surf-024", "surf-026", "surf-027",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Blocked { get; } = EgressCase.Feed(one => IsAddress(one) && one.Outcome is "BLOCK" or "REJECT");

    public static TheoryData<string, string> Rejected { get; } = EgressCase.Feed(one => IsAddress(one) && one.Outcome is "REJECT");

    public static TheoryData<string, string> Taken { get; } = EgressCase.Feed(one => IsAddress(one) && one.Outcome is "ALLOW" or "INERT");

    [Theory]
    [MemberData(nameof(Blocked))]
    public async Task No_connection_is_made_to_what_is_not_public(string id, string url)
    {
        var before = closed.Visits;

        foreach (var one in (string[])[url, WithPort(url, closed.Port)])
        {
            var failed = Assert.IsType<FetchResult.Failed>(await closed.Worker.FetchAsync(one, Cancel));
            // What a template cannot say here has no address at all.
            Assert.True(failed.Failure is CheckFailure.AddressRefused || (failed.Failure is CheckFailure.InvalidTemplate && id == "urltpl-003"), $"{id}: {failed.Failure}: {failed.Detail}");
            Assert.NotEmpty(failed.Detail);
        }

        Assert.Equal(before, closed.Visits);
    }

    [Theory]
    [MemberData(nameof(Rejected))]
    public void What_must_not_be_stored_is_refused_before(string id, string url) => Assert.False(WatchUrl.TryParse(url, out _, out _), id);

    [Theory]
    [MemberData(nameof(Taken))]
    public void What_is_harmless_is_taken_and_stays_the_same_when_read_again(string id, string url)
    {
        Assert.True(WatchUrl.TryParse(url, out var once, out var problem), $"{id}: {problem}");
        Assert.True(WatchUrl.TryParse(once.Text, out var twice, out problem), $"{id}: {problem}");

        Assert.Equal(once.Text, twice.Text);
        Assert.True(once.Text.All(char.IsAscii), once.Text);
    }

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[0:0:0:0:0:0:0:1]/")]
    [InlineData("http://127.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://[::ffff:7f00:1]/")]
    [InlineData("http://127.0.0.1.nip.io/")]
    public async Task The_listener_hears_whoever_is_let_through(string url)
    {
        await using var open = await closed.OpenAsync(("ALLOW_IANA_RESTRICTED_ADDRESSES", "true"));
        await using var listener = new OpenListener();

        await open.FetchAsync(WithPort(url, listener.Port), Cancel);

        await Eventually.HoldsAsync(() => listener.Visits > 0, Cancel);
    }

    [Theory]
    [InlineData("http://8.8.8.8/")]
    [InlineData("http://1.1.1.1/")]
    public async Task What_is_public_is_open(string url)
    {
        var place = new DnsEndPoint(new Uri(url).IdnHost, 80);

        Assert.Single(await closed.Worker.Services.GetRequiredService<EgressGate>().JudgeAsync(place, default, Cancel));
    }

    [Theory]
    [InlineData("http://this-host-does-not-exist.invalid/path", CheckFailure.NameNotResolved)]
    [InlineData("http://mixed.example/", CheckFailure.AddressRefused)]
    [InlineData("http://chain.example/", CheckFailure.AddressRefused)]
    [InlineData("http://wrapped.example/", CheckFailure.AddressRefused)]
    [InlineData($"http://{ClosedWorker.OwnPublicAddress}:5000/", CheckFailure.AddressRefused)]
    [InlineData("http://hidden.onion/", CheckFailure.NameNotResolved)]
    public async Task A_name_is_judged_by_all_it_leads_to(string url, CheckFailure failure) =>
        Assert.Equal(failure, Assert.IsType<FetchResult.Failed>(await closed.Worker.FetchAsync(url, Cancel)).Failure);

    [Fact]
    public async Task The_metadata_of_a_cloud_stays_closed_when_private_addresses_are_open()
    {
        await using var open = await closed.OpenAsync(("ALLOW_IANA_RESTRICTED_ADDRESSES", "true"), ("EGRESS_ALLOW", "0.0.0.0/0, ::/0"));

        foreach (var url in (string[])["http://169.254.169.254/", "http://[fd00:ec2::254]/", "http://metadata.google.internal/", "http://[64:ff9b::a9fe:a9fe]/"])
        {
            var failed = Assert.IsType<FetchResult.Failed>(await open.FetchAsync(url, Cancel));
            Assert.Equal(CheckFailure.AddressRefused, failed.Failure);
            Assert.Contains("ALLOW_LINK_LOCAL_ADDRESSES=true", failed.Detail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("http://redis.example:{0}/")]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("http://[::1]:{0}/")]
    public async Task The_queue_is_closed_when_everything_is_open(string url)
    {
        closed.Names.Says("redis.example", "127.0.0.1");
        await using var open = await AWorker.OpenAsync(
            services => services.AddSingleton<INameResolver>(closed.Names).AddSingleton(provider => new StoreEndpoints(
                [new DnsEndPoint("redis.example", closed.Port)], provider.GetRequiredService<NameLookup>(), provider.GetRequiredService<OwnAddresses>(), TimeProvider.System)),
            Cancel,
            ("EGRESS_ALLOW", "0.0.0.0/0, ::/0, redis.example"));
        var before = closed.Visits;

        var failed = Assert.IsType<FetchResult.Failed>(await open.FetchAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, url, closed.Port), Cancel));

        Assert.Equal((CheckFailure.AddressRefused, before), (failed.Failure, closed.Visits));
    }

    [Fact]
    public async Task A_name_server_that_never_answers_ends_the_check_in_ten_seconds()
    {
        closed.Names.Answers("silent.example", _ => new TaskCompletionSource<IReadOnlyList<IPAddress>>().Task);
        var fetching = closed.Worker.FetchAsync("http://silent.example/", Cancel);
        await Eventually.HoldsAsync(() => closed.Names.Asked.Contains("silent.example"), Cancel);

        // A second at a time: the wait for the name may begin a little after it was asked for.
        await Eventually.HoldsAsync(
            () =>
            {
                closed.Worker.Clock.Advance(TimeSpan.FromSeconds(1));
                return fetching.IsCompleted;
            },
            Cancel);

        Assert.Equal(CheckFailure.NameNotResolved, Assert.IsType<FetchResult.Failed>(await fetching).Failure);
    }

    [Fact]
    public async Task A_new_connection_is_judged_anew_and_none_lives_longer_than_two_minutes()
    {
        await using var site = RawServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi");
        closed.Names.SaysInTurn("moves.example", "127.0.0.1", "10.0.0.1");
        await using var worker = await closed.OpenAsync(("ALLOW_IANA_RESTRICTED_ADDRESSES", "false"), ("EGRESS_ALLOW", "127.0.0.1"));
        var url = site.Url.Replace("127.0.0.1", "moves.example", StringComparison.Ordinal);

        Assert.IsType<FetchResult.Page>(await worker.FetchAsync(url, Cancel));
        Assert.Equal(CheckFailure.AddressRefused, Assert.IsType<FetchResult.Failed>(await worker.FetchAsync(url, Cancel)).Failure);

        using var handler = (DelegatingHandler)AnEgress.Open().MakeHandler(new EgressPath());
        var inner = (SocketsHttpHandler)handler.InnerHandler!;
        Assert.Equal((TimeSpan.FromMinutes(2), false, false), (inner.PooledConnectionLifetime, inner.AllowAutoRedirect, inner.UseCookies));
    }

    [Theory]
    [InlineData(2030, "example.com")]
    [InlineData(2034, "127.0.0.1")]
    public void A_template_is_judged_by_what_it_comes_to_at_the_time(int year, string host)
    {
        const string url = "http://{% assign year = 'now' | date: '%Y' %}{% if year contains '2034' %}127.0.0.1{% else %}example.com{% endif %}/";
        var clock = new FakeTimeProvider(new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.True(WatchUrl.TryParse(url, clock, out var read, out var problem), problem);

        Assert.Equal(host, read.Uri.Host);
    }

    [Fact]
    public async Task A_broken_template_is_named() =>
        Assert.Equal(CheckFailure.InvalidTemplate, Assert.IsType<FetchResult.Failed>(await closed.Worker.FetchAsync("http://example.com/{{ ", Cancel)).Failure);

    [Theory]
    [InlineData("http://10.0.0.1/", "Fetch blocked: 10.0.0.1 is in a private network. Set ALLOW_IANA_RESTRICTED_ADDRESSES=true to allow private addresses, or EGRESS_ALLOW=10.0.0.1 for this host alone.")]
    [InlineData("http://chain.example/", "Fetch blocked: chain.example is this machine itself. Set ALLOW_IANA_RESTRICTED_ADDRESSES=true to allow private addresses, or EGRESS_ALLOW=chain.example for this host alone.")]
    public async Task What_is_told_names_the_host_the_reason_and_the_setting_but_not_where_a_name_leads(string url, string words) =>
        Assert.Equal(words, Assert.IsType<FetchResult.Failed>(await closed.Worker.FetchAsync(url, Cancel)).Detail);

    [Fact]
    public void Every_case_is_run_here_or_has_a_reason_why_not_and_never_both()
    {
        string[] fed = [.. Blocked.Concat(Taken).Concat(RedirectTests.Targets).Select(row => row.Data.Item1), "ssrf-084", "ssrf-088"];
        var run = fed.Concat(Alone).Distinct().ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"{EgressCase.All.Count} cases: {run.Count} run, {EgressCase.Elsewhere.Count} elsewhere");

        Assert.Equal(EgressCase.All.Select(one => one.Id).Order(), run.Concat(EgressCase.Elsewhere.Keys).Order());
    }

    private static bool IsAddress(EgressCase one) => one.Surface is "watch.url" or "dns" && !Alone.Contains(one.Id) && one.Id is not ("ssrf-084" or "ssrf-088");

    /// <summary>The same address at the port of the listener, however it is spelled; as it is when it has a port already.</summary>
    private static string WithPort(string url, int port) => Authority().Replace(url, match => $"{match.Value}:{port}", 1);

    [GeneratedRegex(@"(?<=^(source:)?https?://)(\[[^\]]*\]|[^/:?#\\{}]+|\{\{[^}]*\}\})(?=[/?#]|$)")]
    private static partial Regex Authority();

    private sealed class OpenListener : IAsyncDisposable
    {
        private readonly VisitedServer _server;
        private int _visits;

        public OpenListener() => _server = VisitedServer.Everywhere((_, _) =>
        {
            Interlocked.Increment(ref _visits);
            return Task.CompletedTask;
        });

        public int Port => _server.Port;

        public int Visits => Volatile.Read(ref _visits);

        public ValueTask DisposeAsync() => _server.DisposeAsync();
    }
}
