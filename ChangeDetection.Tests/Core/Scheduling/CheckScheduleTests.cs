using ChangeDetection.Core.Scheduling;
using ChangeDetection.Core.Watches;
using Xunit;
using static ChangeDetection.Tests.Core.Scheduling.Schedules;

namespace ChangeDetection.Tests.Core.Scheduling;

public sealed class CheckScheduleTests
{
    private static readonly DateTimeOffset Wednesday = Utc("2026-06-03T10:00:00Z");

    [Fact]
    public void A_watch_follows_the_global_interval_unless_it_has_its_own()
    {
        var global = new GlobalSettings { TimeBetweenCheck = new CheckInterval { Hours = 2 } };

        Assert.Equal(TimeSpan.FromHours(2), CheckSchedule.IntervalOf(new WatchSettings { TimeBetweenCheck = new CheckInterval { Days = 1 } }, global, Defaults));
        Assert.Equal(TimeSpan.FromSeconds(90), CheckSchedule.IntervalOf(Own(seconds: 90), global, Defaults));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 3)]
    [InlineData(-5, 3)]
    [InlineData(4, 4)]
    public void No_interval_is_below_the_minimum(long seconds, double expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected), CheckSchedule.IntervalOf(Own(seconds), new GlobalSettings(), Defaults));

    [Fact]
    public void The_minimum_is_what_the_process_was_started_with()
    {
        var defaults = Defaults with { MinimumInterval = TimeSpan.FromMinutes(5) };

        Assert.Equal(Wednesday.AddMinutes(5), Next(Own(seconds: 10), new GlobalSettings(), defaults));
        Assert.Equal(Wednesday.AddMinutes(5), Next(Own(cron: "* * * * *"), new GlobalSettings(), defaults));
    }

    [Fact]
    public void A_daily_cron_is_not_lost_to_a_check_just_before_it() =>
        Assert.Equal(Utc("2026-06-03T11:00:01Z"), CheckSchedule.Next(Unspread, Own(cron: "0 13 * * *"), new GlobalSettings(), Defaults, Utc("2026-06-03T10:59:58Z")).At);

    [Fact]
    public void An_interval_spreads_by_a_twentieth_and_at_most_half_a_minute()
    {
        Assert.Equal(63, Seconds(FullySpread, Own(seconds: 60)), 0.001);
        Assert.Equal(3630, Seconds(FullySpread, Own(seconds: 3600)), 0.001);
        Assert.Equal(3600, Seconds(Unspread, Own(seconds: 3600)), 0.001);
    }

    [Fact]
    public void A_cron_spreads_by_at_most_half_a_minute() =>
        Assert.Equal(30, Seconds(FullySpread, Own(cron: "0 13 * * *")) - 3600, 0.001);

    [Fact]
    public void An_opening_spreads_by_at_most_a_minute_and_a_tenth_of_the_window()
    {
        Assert.Equal(60, Late("wed 14:00 08:00"), 0.001);
        Assert.Equal(6, Late("wed 14:00 00:01"), 0.001);

        static double Late(string windows) => Seconds(FullySpread, Own(seconds: 60, windows: Weekly(windows))) - 7200;
    }

    [Fact]
    public void Jitter_is_even_on_both_sides_and_the_same_each_time()
    {
        var global = new GlobalSettings { JitterSeconds = 600 };

        var moved = Enumerable.Range(0, 2000).Select(check => Moved(check)).ToList();

        Assert.All(moved, seconds => Assert.InRange(seconds, -600, 600));
        Assert.Equal(Enumerable.Range(0, 2000).Select(Moved), moved);
        Assert.All(moved.GroupBy(seconds => Math.Floor(seconds / 300)), quarter => Assert.InRange(quarter.Count(), 420, 580));

        double Moved(int check)
        {
            var checkedAt = Wednesday.AddMinutes(check);
            return (CheckSchedule.Next(Unspread, Own(seconds: 3600), global, Defaults, checkedAt).At - checkedAt).TotalSeconds - 3600;
        }
    }

    [Fact]
    public void Jitter_never_makes_a_check_come_before_the_minimum()
    {
        var global = new GlobalSettings { JitterSeconds = 600 };

        var next = Enumerable.Range(0, 200).Select(check => CheckSchedule.Next(Unspread, Own(seconds: 10), global, Defaults, Wednesday.AddMinutes(check)).At - Wednesday.AddMinutes(check)).ToList();

        Assert.Equal(TimeSpan.FromSeconds(3), next.Min());
    }

    [Fact]
    public void Windows_of_a_watch_that_follows_the_global_schedule_are_the_global_ones()
    {
        var settings = new WatchSettings { TimeScheduleLimit = Weekly("mon 09:00 01:00") };
        var global = new GlobalSettings { TimeBetweenCheck = new CheckInterval { Hours = 1 }, TimeScheduleLimit = Weekly("thu 09:00 01:00"), SchedulerTimezoneDefault = "UTC" };

        Assert.Equal(Utc("2026-06-04T09:00:00Z"), Next(settings, global));
        Assert.Equal(Utc("2026-06-08T09:00:00Z"), Next(settings with { TimeBetweenCheckUseDefault = false }, global));
    }

    [Fact]
    public void A_cron_of_a_watch_that_follows_the_global_schedule_does_nothing() =>
        Assert.Equal(Wednesday.AddHours(3), Next(new WatchSettings { CheckCron = "* * * * *" }, new GlobalSettings()));

    [Fact]
    public void Windows_that_are_not_enabled_do_nothing()
    {
        var off = Json("""{"enabled": false, "timezone": "Nowhere", "monday": 5}""");

        Assert.Equal(new NextCheck(Wednesday.AddHours(1), null), CheckSchedule.Next(Unspread, Own(seconds: 3600, windows: off), new GlobalSettings(), Defaults, Wednesday));
    }

    [Theory]
    [InlineData("Asia/Tokyo", "America/New_York", "2026-06-04T00:00:00Z")]
    [InlineData(null, "America/New_York", "2026-06-03T13:00:00Z")]
    [InlineData(" ", " America/New_York ", "2026-06-03T13:00:00Z")]
    [InlineData(null, null, "2026-06-04T07:00:00Z")]
    [InlineData(null, "", "2026-06-04T07:00:00Z")]
    public void A_schedule_takes_its_own_zone_then_the_global_one_then_the_machines(string? own, string? global, string due)
    {
        var settings = new GlobalSettings { SchedulerTimezoneDefault = global };

        var next = CheckSchedule.Next(Unspread, Own(seconds: 60, windows: Weekly("all 09:00 01:00", own)), settings, Defaults, Utc("2026-06-03T11:00:00Z"));

        Assert.Equal(new NextCheck(Utc(due), null), next);
    }

    [Fact]
    public void A_snooze_holds_the_schedule_until_its_end()
    {
        var snoozed = Own(seconds: 60) with { SnoozedUntil = Wednesday.AddDays(2).ToOffset(TimeSpan.FromHours(5)) };

        Assert.Equal(Wednesday.AddDays(2), Next(snoozed, new GlobalSettings()));
        Assert.Equal(Wednesday.AddDays(2), CheckSchedule.ClosedUntil(snoozed, new GlobalSettings(), Defaults, Wednesday));
        Assert.Null(CheckSchedule.ClosedUntil(snoozed, new GlobalSettings(), Defaults, Wednesday.AddDays(2)));
    }

    [Fact]
    public void A_snooze_that_ends_before_the_next_check_moves_nothing() =>
        Assert.Equal(Wednesday.AddHours(1), Next(Own(seconds: 3600) with { SnoozedUntil = Wednesday.AddMinutes(59) }, new GlobalSettings()));

    [Fact]
    public void A_snooze_that_ends_outside_the_windows_waits_for_them()
    {
        var snoozed = Own(seconds: 60, windows: Weekly(BusinessHours, "UTC")) with { SnoozedUntil = Utc("2026-06-06T12:00:00Z") };

        Assert.Equal(Utc("2026-06-08T09:00:00Z"), Next(snoozed, new GlobalSettings()));
        Assert.Equal(Utc("2026-06-08T09:00:00Z"), CheckSchedule.ClosedUntil(snoozed, new GlobalSettings(), Defaults, Wednesday));
    }

    [Fact]
    public void A_cron_after_a_snooze_keeps_to_its_times()
    {
        var snoozed = Own(cron: "0 6 * * *", windows: Json("""{"timezone": "UTC"}"""));

        Assert.Equal(Utc("2026-06-06T06:00:00Z"), Next(snoozed with { SnoozedUntil = Utc("2026-06-06T06:00:00Z") }, new GlobalSettings()));
        Assert.Equal(Utc("2026-06-07T06:00:00Z"), Next(snoozed with { SnoozedUntil = Utc("2026-06-06T06:00:01Z") }, new GlobalSettings()));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(50, 0)]
    [InlineData(51, 2.55)]
    [InlineData(10_000, 500)]
    [InlineData(1_000_000, 600)]
    public void New_watches_start_at_once_and_many_spread(int batch, double last)
    {
        Assert.Equal(Wednesday, CheckSchedule.FirstAfter(Unspread, Wednesday, batch, TimeSpan.FromHours(3)));
        Assert.Equal(last, (CheckSchedule.FirstAfter(FullySpread, Wednesday, batch, TimeSpan.FromHours(3)) - Wednesday).TotalSeconds, 0.001);
    }

    [Fact]
    public void Many_new_watches_spread_no_further_than_their_interval() =>
        Assert.Equal(60, (CheckSchedule.FirstAfter(FullySpread, Wednesday, 10_000, TimeSpan.FromMinutes(1)) - Wednesday).TotalSeconds, 0.001);

    [Fact]
    public void Results_are_in_UTC()
    {
        var next = CheckSchedule.Next(FullySpread, Own(cron: "0 6 * * *"), new GlobalSettings(), Defaults, Wednesday.ToOffset(TimeSpan.FromHours(9))).At;

        Assert.Equal(TimeSpan.Zero, next.Offset);
    }

    private static DateTimeOffset Next(WatchSettings settings, GlobalSettings global, ScheduleDefaults? defaults = null) =>
        CheckSchedule.Next(Unspread, settings, global, defaults ?? Defaults, Wednesday).At;

    private static double Seconds(WatchId id, WatchSettings settings) =>
        (CheckSchedule.Next(id, settings, new GlobalSettings(), Defaults, Wednesday).At - Wednesday).TotalSeconds;
}
