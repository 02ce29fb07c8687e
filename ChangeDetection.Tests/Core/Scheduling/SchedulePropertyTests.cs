using ChangeDetection.Core.Scheduling;
using ChangeDetection.Core.Watches;
using Xunit;
using static ChangeDetection.Tests.Core.Scheduling.Schedules;

namespace ChangeDetection.Tests.Core.Scheduling;

/// <summary>What holds for every schedule, tried on many that chance made; the seed makes them the same each time.</summary>
public sealed class SchedulePropertyTests
{
    private static readonly string[] Zones =
        ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Chatham", "Africa/Casablanca", "Africa/Cairo", "America/Santiago", "Asia/Kathmandu", "Pacific/Apia"];

    private static readonly string[] Crons = ["* * * * *", "*/7 * * * *", "0 9 * * 1-5", "30 2 * * *", "15,45 1-3 * * *", "0 0 29 2 *", "59 23 31 * *", "45 * * * *"];

    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    [Fact]
    public void The_next_check_is_later_and_inside_a_window()
    {
        var random = new Random(20260201);
        for (var round = 0; round < 4000; round++)
        {
            var (id, settings, global, checkedAt) = Draw(random);

            var next = CheckSchedule.Next(id, settings, global, Defaults, checkedAt);

            Assert.Null(next.Problem);
            Assert.True(next.At >= checkedAt + Defaults.MinimumInterval, $"round {round}: {checkedAt:O} then {next.At:O}");
            Assert.True(CheckSchedule.ClosedUntil(settings, global, Defaults, next.At) is null, $"round {round}: closed at {next.At:O}");
            Assert.Equal(next, CheckSchedule.Next(id, settings, global, Defaults, checkedAt));
        }
    }

    [Fact]
    public void Without_windows_the_next_check_is_within_the_interval_and_its_bounds()
    {
        var random = new Random(20260202);
        for (var round = 0; round < 4000; round++)
        {
            var (id, drawn, global, checkedAt) = Draw(random);
            var settings = drawn with { TimeScheduleLimit = null, CheckCron = null, SnoozedUntil = null };
            var interval = CheckSchedule.IntervalOf(settings, global, Defaults).TotalSeconds;

            var waited = (CheckSchedule.Next(id, settings, global, Defaults, checkedAt).At - checkedAt).TotalSeconds;

            Assert.InRange(waited, Math.Max(3, interval - global.JitterSeconds), Math.Max(3, interval + Math.Min(interval / 20, 30) + global.JitterSeconds));
        }
    }

    [Fact]
    public void What_is_closed_opens_at_the_moment_that_is_told_and_not_before()
    {
        var random = new Random(20260203);
        for (var round = 0; round < 4000; round++)
        {
            var (_, settings, global, now) = Draw(random);
            if (CheckSchedule.ClosedUntil(settings, global, Defaults, now) is not { } opens)
                continue;

            Assert.True(opens > now);
            Assert.Null(CheckSchedule.ClosedUntil(settings, global, Defaults, opens));
            Assert.Equal(opens, CheckSchedule.ClosedUntil(settings, global, Defaults, now + (opens - now) * random.NextDouble()));
            Assert.Equal(opens, CheckSchedule.ClosedUntil(settings, global, Defaults, opens.AddTicks(-1)));
        }
    }

    [Fact]
    public void A_cron_spread_never_reaches_the_next_of_its_times()
    {
        var random = new Random(20260204);
        for (var round = 0; round < 2000; round++)
        {
            var (_, drawn, global, checkedAt) = Draw(random);
            var settings = drawn with { CheckCron = Crons[random.Next(Crons.Length)], TimeScheduleLimit = Json($$"""{"timezone": "{{Zones[random.Next(Zones.Length)]}}"}"""), SnoozedUntil = null };

            var exact = CheckSchedule.Next(Unspread, settings, global, Defaults, checkedAt).At;
            var spread = CheckSchedule.Next(FullySpread, settings, global, Defaults, checkedAt).At;

            Assert.InRange(spread - exact, TimeSpan.Zero, TimeSpan.FromSeconds(30));
            Assert.True(CheckSchedule.Next(Unspread, settings, global, Defaults, exact).At > spread);
        }
    }

    [Theory]
    [InlineData("30 2 * * *", null)]
    [InlineData("15 0 * * *", null)]
    [InlineData(null, "all 02:15 00:10")]
    [InlineData(null, "all 00:00 00:30")]
    public void What_is_meant_once_a_day_runs_once_on_each_local_day(string? cron, string? windows)
    {
        foreach (var zone in Zones.Where(name => name != "Pacific/Apia"))
        {
            var settings = Own(seconds: windows is null ? null : 2 * 3600, cron, windows is null ? Json($$"""{"timezone": "{{zone}}"}""") : Weekly(windows, zone));
            var info = TimeZoneInfo.FindSystemTimeZoneById(zone);
            var (moment, days) = (Utc("2026-01-01T12:00:00Z"), new List<DateTime>());
            for (var run = 0; run < 800; run++)
            {
                moment = CheckSchedule.Next(Unspread, settings, new GlobalSettings(), Defaults, moment).At;
                days.Add(TimeZoneInfo.ConvertTime(moment, info).Date);
            }

            Assert.Equal(Enumerable.Range(0, 800).Select(day => days[0].AddDays(day)), days);
        }
    }

    private static (WatchId Id, WatchSettings Settings, GlobalSettings Global, DateTimeOffset CheckedAt) Draw(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        var checkedAt = Utc("2024-01-01T00:00:00Z").AddSeconds(random.NextInt64(0, 5L * 366 * 86_400)).AddMilliseconds(random.Next(1000));
        var settings = Own(
            random.Next(3) == 0 ? random.NextInt64(0, 20) : random.NextInt64(0, 9L * 86_400),
            random.Next(4) == 0 ? Crons[random.Next(Crons.Length)] : null,
            random.Next(4) == 0 ? null : Weekly(DrawWindows(random), Zones[random.Next(Zones.Length)]));
        var snoozed = random.Next(5) == 0 ? checkedAt.AddSeconds(random.Next(-86_400, 20 * 86_400)) : (DateTimeOffset?)null;
        return (new WatchId(new Guid(bytes)), settings with { SnoozedUntil = snoozed }, new GlobalSettings { JitterSeconds = random.Next(2) * random.Next(7200) }, checkedAt);
    }

    private static string DrawWindows(Random random)
    {
        var chosen = Days.Where(_ => random.Next(3) == 0).DefaultIfEmpty(Days[random.Next(Days.Length)]);
        return string.Join(',', chosen.Select(day => $"{day} {random.Next(24):00}:{random.Next(60):00} {random.Next(25):00}:{random.Next(1, 60):00}"));
    }
}
