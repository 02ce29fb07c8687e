using System.Text.Json;
using ChangeDetection.Api.Scheduling;
using Xunit;

namespace ChangeDetection.Tests.Api.Watches;

public sealed class ScheduleViewTests
{
    [Fact]
    public void Without_windows_every_day_is_whole_and_nothing_is_limited()
    {
        var view = ScheduleView.From(null);

        Assert.False(view.IsEnabled);
        Assert.All(view.Days, day => Assert.Equal(new WindowView { IsEnabled = true, Hours = 24 }, day.Window));
    }

    [Theory]
    [InlineData("""{"start_time": "9:00", "duration": {"hours": "8", "minutes": "90"}}""", "09:00", 9, 30)]
    [InlineData("""{"start_time": "09:00", "duration": {"hours": "9999999999", "minutes": "00"}}""", "09:00", 168, 0)]
    [InlineData("""{"start_time": "09:00", "duration": {"hours": 8}}""", "09:00", 8, 0)]
    public void What_v1_clients_store_fits_into_the_form(string day, string start, int hours, int minutes)
    {
        var view = ScheduleView.From(JsonDocument.Parse($$"""{"enabled": true, "monday": {{day}}}""").RootElement);

        Assert.Equal(new WindowView { Start = start, Hours = hours, Minutes = minutes }, view.Monday);
        Assert.True(view.IsEnabled);
    }

    [Theory]
    [InlineData("""{"timezone": "\ud800"}""")]
    [InlineData("""{"monday": {"start_time": "\udc00"}}""")]
    [InlineData("""{"monday": {}, "monday": {}}""")]
    [InlineData("5")]
    public void What_cannot_be_read_is_shown_as_no_limit(string stored) =>
        Assert.Equal(ScheduleView.From(null), ScheduleView.From(JsonDocument.Parse(stored).RootElement));
}
