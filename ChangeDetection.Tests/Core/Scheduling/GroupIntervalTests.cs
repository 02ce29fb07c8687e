using System.Text.Json;
using ChangeDetection.Core.Scheduling;
using ChangeDetection.Core.Watches;
using Xunit;

namespace ChangeDetection.Tests.Core.Scheduling;

/// <summary>Whose interval a watch follows.</summary>
public sealed class GroupIntervalTests
{
    private static readonly GlobalSettings Global = new()
    {
        TimeBetweenCheck = new CheckInterval { Hours = 3 },
        Groups = [new WatchGroup("quiet", "Quiet"), new WatchGroup("news", "News", new CheckInterval { Minutes = 15 }), new WatchGroup("slow", "Slow", new CheckInterval { Days = 1 })],
    };

    [Theory]
    [InlineData("", 180)]
    [InlineData("quiet", 180)]
    [InlineData("gone", 180)]
    [InlineData("quiet news slow", 15)]
    [InlineData("slow NEWS", 1440)]
    public void The_first_group_with_an_interval_counts_else_the_global_one(string groups, int minutes)
    {
        var settings = new WatchSettings { Tags = groups.Split(' ', StringSplitOptions.RemoveEmptyEntries) };

        Assert.Equal(TimeSpan.FromMinutes(minutes), CheckSchedule.IntervalOf(settings, Global, ScheduleDefaults.Standard));
    }

    [Fact]
    public void An_interval_of_its_own_counts_more()
    {
        var settings = new WatchSettings { Tags = ["news"], TimeBetweenCheckUseDefault = false, TimeBetweenCheck = new CheckInterval { Minutes = 2 } };

        Assert.Equal(TimeSpan.FromMinutes(2), CheckSchedule.IntervalOf(settings, Global, ScheduleDefaults.Standard));
    }

    [Fact]
    public void Another_interval_of_a_group_moves_due_times()
    {
        var after = ScheduleVersion.Carry(Global, Global with { Groups = [.. Global.Groups.Select(group => group with { TimeBetweenCheck = new CheckInterval { Hours = 1 } })] });

        Assert.Equal(1, after.ScheduleVersion);
        Assert.Equal(0, ScheduleVersion.Carry(Global, Global with { Groups = [.. Global.Groups] }).ScheduleVersion);
    }

    [Fact]
    public void The_windows_of_a_group_count_for_those_that_follow_the_installation()
    {
        var windows = JsonSerializer.SerializeToElement(new { enabled = true, monday = new { enabled = true, start_time = "10:00", duration = new { hours = "1", minutes = "00" } } });
        var global = Global with { SchedulerTimezoneDefault = "UTC", Groups = [new WatchGroup("night", "Night") { Settings = new WatchSettings { TimeScheduleLimit = windows } }] };
        var monday = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

        Assert.Equal(monday.AddHours(1), CheckSchedule.ClosedUntil(new WatchSettings { Tags = ["night"] }, global, ScheduleDefaults.Standard, monday));
        Assert.Null(CheckSchedule.ClosedUntil(new WatchSettings(), global, ScheduleDefaults.Standard, monday));
        Assert.Equal(1, ScheduleVersion.Carry(Global, global).ScheduleVersion);
        Assert.Equal(0, ScheduleVersion.Carry(global, global with { Groups = [.. global.Groups.Select(group => group with { Title = "Other" })] }).ScheduleVersion);
    }
}
