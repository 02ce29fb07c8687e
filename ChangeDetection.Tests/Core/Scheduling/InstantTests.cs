using System.Text.Json;
using ChangeDetection.Core.Scheduling;
using ChangeDetection.Core.Watches;
using Xunit;

namespace ChangeDetection.Tests.Core.Scheduling;

/// <summary>Moments worked out minute by minute from another library's time zones, not by the product.</summary>
public sealed class InstantTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static TheoryData<string, Instant> Instants
    {
        get
        {
            using var stream = typeof(InstantTests).Assembly.GetManifestResourceStream("ChangeDetection.Tests.Core.Scheduling.Cases.instants.json")!;
            var rows = new TheoryData<string, Instant>();
            foreach (var instant in JsonSerializer.Deserialize<List<Instant>>(stream, Web)!)
                rows.Add(instant.Why, instant);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Instants), DisableDiscoveryEnumeration = true)]
    public void A_watch_is_due_when_the_clocks_of_its_zone_say(string why, Instant instant)
    {
        var next = CheckSchedule.Next(Schedules.Unspread, instant.Settings, new GlobalSettings(), Schedules.Defaults, instant.CheckedAt);

        Assert.Equal(new NextCheck(instant.Due, null), next);
        Assert.NotEmpty(why);
    }

    [Theory]
    [MemberData(nameof(Instants), DisableDiscoveryEnumeration = true)]
    public void What_is_due_may_run_and_what_is_not_may_not(string why, Instant instant)
    {
        Assert.Null(CheckSchedule.ClosedUntil(instant.Settings, new GlobalSettings(), Schedules.Defaults, instant.Due));
        if (instant is { Windows: not null, Cron: null } && instant.CheckedAt.AddSeconds(instant.Every!.Value) is var wanted && wanted < instant.Due)
            Assert.Equal(instant.Due, CheckSchedule.ClosedUntil(instant.Settings, new GlobalSettings(), Schedules.Defaults, wanted));
        Assert.NotEmpty(why);
    }

    [Fact]
    public void There_are_as_many_as_promised() => Assert.True(Instants.Count >= 60);

    public sealed record Instant(string Why, string Zone, string? Cron, long? Every, string? Windows, DateTimeOffset CheckedAt, DateTimeOffset Due)
    {
        internal WatchSettings Settings => Schedules.Own(
            Every, Cron, Windows is null ? Schedules.Json($$"""{"enabled": false, "timezone": "{{Zone}}"}""") : Schedules.Weekly(Windows, Zone));
    }
}
