using ChangeDetection.Core.Scheduling;
using ChangeDetection.Core.Watches;
using Xunit;
using static ChangeDetection.Tests.Core.Scheduling.Schedules;

namespace ChangeDetection.Tests.Core.Scheduling;

/// <summary>Whatever a store holds: a problem is named and never an exception.</summary>
public sealed class ProblemTests
{
    private const string Day = """{"enabled": true, "start_time": "09:00", "duration": {"hours": "01", "minutes": "00"}}""";

    private static readonly DateTimeOffset Wednesday = Utc("2026-06-03T10:00:00Z");

    public static TheoryData<string, string> BrokenWindows => new()
    {
        { "\"text\"", "windows" },
        { "[1]", "windows" },
        { "7", "windows" },
        { """{"enabled": true}""", "never|ever opens" },
        { """{"enabled": true, "monday": {"enabled": false, "start_time": "09:00", "duration": {"hours": "1", "minutes": "0"}}}""", "ever opens" },
        { """{"enabled": true, "monday": {"enabled": true, "start_time": "09:00", "duration": {"hours": "0", "minutes": "00"}}}""", "ever opens" },
        { """{"enabled": true, "monday": 5}""", "Monday" },
        { """{"enabled": true, "tuesday": []}""", "Tuesday" },
        { """{"enabled": true, "friday": {"enabled": true}}""", "Friday's start time" },
        { """{"enabled": true, "friday": {"enabled": true, "start_time": "25:00", "duration": {"hours": "1", "minutes": "0"}}}""", "Friday's start time" },
        { """{"enabled": true, "friday": {"enabled": true, "start_time": "9", "duration": {"hours": "1", "minutes": "0"}}}""", "Friday's start time" },
        { """{"enabled": true, "friday": {"enabled": true, "start_time": null, "duration": {"hours": "1", "minutes": "0"}}}""", "Friday's start time" },
        { """{"enabled": true, "friday": {"enabled": true, "start_time": "09:00\n", "duration": {"hours": "1", "minutes": "0"}}}""", "Friday's start time" },
        { """{"enabled": true, "friday": {"enabled": true, "start_time": "09:0\u0000", "duration": {"hours": "1", "minutes": "0"}}}""", "Friday's start time" },
        { """{"enabled": true, "friday": {"enabled": true, "start_time": "09:00"}}""", "Friday's duration" },
        { """{"enabled": true, "friday": {"enabled": true, "start_time": "09:00", "duration": "8"}}""", "Friday's duration" },
        { """{"enabled": true, "friday": {"enabled": true, "start_time": "09:00", "duration": {"hours": "-1", "minutes": "0"}}}""", "Friday's duration" },
        { """{"enabled": true, "friday": {"enabled": true, "start_time": "09:00", "duration": {"hours": 1.5, "minutes": "0"}}}""", "Friday's duration" },
        { """{"enabled": true, "friday": {"enabled": true, "start_time": "09:00", "duration": {"hours": {}, "minutes": "0"}}}""", "Friday's duration" },
        { """{"enabled": true, "friday": {"enabled": true, "start_time": "09:00", "duration": {"hours": "99999999999", "minutes": "0"}}}""", "Friday's duration" },
        { """{"enabled": true, "timezone": "\ud800", "friday": """ + Day + "}", "cannot be read" },
        { """{"enabled": true, "friday": {"enabled": true, "start_time": "\udc00", "duration": {}}}""", "cannot be read" },
        { """{"enabled": true, "timezone": "Mars/Base", "friday": """ + Day + "}", "\"Mars/Base\" is not known" },
        { """{"enabled": true, "timezone": "../../../etc/passwd", "friday": """ + Day + "}", "is not known" },
        { """{"enabled": true, "timezone": "Europe/Berlin\u0000", "friday": """ + Day + "}", "is not known" },
        { """{"enabled": true, "timezone": "/etc/localtime", "friday": """ + Day + "}", "is not known" },
        { """{"enabled": true, "timezone": "W. Europe Standard Time", "friday": """ + Day + "}", "is not known" },
        { """{"enabled": true, "timezone": "Europe", "friday": """ + Day + "}", "is not known" },
        { """{"enabled": true, "timezone": 5, "friday": """ + Day + "}", "is not known" },
        { """{"enabled": true, "timezone": {"a": 1}, "friday": """ + Day + "}", "is not known" },
    };

    public static TheoryData<string> BrokenCrons => new(
        "x", "* * * *", "* * * * * *", "60 * * * *", "0 24 * * *", "0 0 30 2 *", "@hourly", "@every_second", "H * * * *", "0 9 * * *\0", "\0", "é", "0 9 * * 8", "*/0 * * * *",
        new string('*', 10_000_000), string.Join(',', Enumerable.Repeat("1", 500)) + " * * * *");

    [Theory]
    [MemberData(nameof(BrokenWindows))]
    public void Broken_windows_are_named_and_pace_their_error_by_the_interval(string json, string named)
    {
        var settings = Own(seconds: 3600, windows: Json(json));

        AssertProblem(settings, new GlobalSettings(), named.Split('|')[^1]);
        AssertProblem(
            new WatchSettings(), new GlobalSettings { TimeScheduleLimit = Json(json), TimeBetweenCheck = new CheckInterval { Hours = 1 } }, named.Split('|')[^1]);
    }

    [Theory]
    [MemberData(nameof(BrokenCrons), DisableDiscoveryEnumeration = true)]
    public void A_broken_cron_is_named(string cron) => AssertProblem(Own(seconds: 3600, cron: cron), new GlobalSettings(), "cron expression");

    [Fact]
    public void A_broken_cron_without_an_interval_paces_its_error_by_the_global_interval() =>
        AssertProblem(Own(cron: "x"), new GlobalSettings { TimeBetweenCheck = new CheckInterval { Hours = 1 } }, "cron expression");

    [Fact]
    public void A_negative_interval_is_named()
    {
        AssertProblem(Own(seconds: -7200), new GlobalSettings { TimeBetweenCheck = new CheckInterval { Hours = 1 } }, "negative");
        Assert.Null(CheckSchedule.ProblemOf(Own(seconds: 0), new GlobalSettings(), Defaults));
    }

    [Theory]
    [InlineData("Mars/Base", "Europe/Berlin")]
    [InlineData(null, "Mars/Base")]
    [InlineData(null, "")]
    public void An_unknown_zone_is_named_wherever_it_comes_from(string? global, string machine)
    {
        var defaults = Defaults with { MachineZone = machine };
        var settings = new GlobalSettings { SchedulerTimezoneDefault = global };

        Assert.Contains("time zone", CheckSchedule.ProblemOf(Own(seconds: 60, windows: Weekly(BusinessHours)), settings, defaults));
        Assert.Contains("time zone", CheckSchedule.ProblemOf(Own(cron: "0 9 * * *"), settings, defaults));
        Assert.Null(CheckSchedule.ProblemOf(Own(seconds: 60), settings, defaults));
    }

    [Fact]
    public void A_problem_quotes_little_of_ten_megabytes_and_no_control_characters()
    {
        var huge = new string('x', 10_000_000);
        var problems = new[]
        {
            CheckSchedule.ProblemOf(Own(cron: huge), new GlobalSettings(), Defaults),
            CheckSchedule.ProblemOf(Own(windows: Weekly(BusinessHours, huge)), new GlobalSettings(), Defaults),
            CheckSchedule.ProblemOf(Own(windows: Weekly(BusinessHours, "a\0b\u001b[31m\nc")), new GlobalSettings(), Defaults),
            CheckSchedule.ProblemOf(Own(windows: Json($$$"""{"enabled": true, "monday": {"enabled": true, "start_time": "{{{huge}}}"}}""")), new GlobalSettings(), Defaults),
        };

        Assert.All(problems, problem => Assert.True(problem is { Length: < 300 } && !problem.Any(char.IsControl), problem?[..Math.Min(400, problem.Length)]));
    }

    [Theory]
    [InlineData("""{"enabled": true, "monday": {"enabled": true, "start_time": "9:00", "duration": {"hours": 8, "minutes": 0}}}""")]
    [InlineData("""{"enabled": true, "timezone": null, "monday": {"enabled": true, "start_time": "09:00", "duration": {"hours": "08"}}}""")]
    [InlineData("""{"enabled": true, "tuesday": null, "monday": {"enabled": true, "start_time": "00:00", "duration": {"hours": "9999999999", "minutes": "9999999999"}}}""")]
    [InlineData("""{"enabled": true, "tuesday": {"enabled": false, "start_time": "xx"}, "monday": {"enabled": true, "start_time": "00:00", "duration": {"hours": "24", "minutes": "00"}}}""")]
    [InlineData("null")]
    [InlineData("{}")]
    public void What_can_be_understood_is_no_problem(string json) =>
        Assert.Null(CheckSchedule.ProblemOf(Own(seconds: 60, windows: Json(json)), new GlobalSettings(), Defaults));

    [Theory]
    [InlineData(long.MaxValue, 600)]
    [InlineData(long.MinValue, 600)]
    [InlineData(31_536_000_000, int.MaxValue)]
    [InlineData(60, int.MinValue)]
    public void Absurd_numbers_neither_throw_nor_overflow(long part, int jitter)
    {
        var interval = new CheckInterval { Weeks = part, Days = part, Hours = part, Minutes = part, Seconds = part };
        var settings = Own() with { TimeBetweenCheck = interval, SnoozedUntil = DateTimeOffset.MaxValue, TimeScheduleLimit = Weekly(BusinessHours) };
        var global = new GlobalSettings { JitterSeconds = jitter, TimeBetweenCheck = interval };
        var defaults = Defaults with { MinimumInterval = part < 0 ? TimeSpan.MinValue : TimeSpan.MaxValue };

        foreach (var moment in new[] { DateTimeOffset.MinValue, Wednesday, Utc("2099-12-31T23:59:00Z"), DateTimeOffset.MaxValue })
        {
            foreach (var one in new[] { settings, settings with { CheckCron = "0 9 * * *" }, settings with { SnoozedUntil = DateTimeOffset.MinValue }, new WatchSettings() })
            {
                Assert.InRange(CheckSchedule.Next(FullySpread, one, global, defaults, moment).At, Utc("1970-01-01"), Utc("9000-01-02"));
                CheckSchedule.ClosedUntil(one, global, defaults, moment);
                CheckSchedule.FirstAfter(FullySpread, moment, int.MaxValue, interval.ToTimeSpan());
                CheckSchedule.IntervalOf(one, global, defaults);
            }
        }
    }

    private static void AssertProblem(WatchSettings settings, GlobalSettings global, string named)
    {
        var next = CheckSchedule.Next(Unspread, settings, global, Defaults, Wednesday);

        Assert.Equal(Wednesday.AddHours(1), next.At);
        Assert.Contains(named, next.Problem, StringComparison.Ordinal);
        Assert.Equal(next.Problem, CheckSchedule.ProblemOf(settings, global, Defaults));
        Assert.Null(CheckSchedule.ClosedUntil(settings with { SnoozedUntil = Wednesday.AddDays(1) }, global, Defaults, Wednesday));
    }
}
