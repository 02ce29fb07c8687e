using ChangeDetection.Core.Watches;
using Xunit;

namespace ChangeDetection.Tests.Core.Watches;

public sealed class WatchSettingsJsonTests
{
    [Theory]
    [InlineData("""{"later":"\ud800"}""", """{"later":"\ufffd"}""")]
    [InlineData("""{"later":"\uD83Dx"}""", """{"later":"\ufffdx"}""")]
    [InlineData("""{"later":["\udd25\ud83d"]}""", """{"later":["\ufffd\ufffd"]}""")]
    [InlineData("""{"\ud800":1}""", """{"\ufffd":1}""")]
    [InlineData("""{"title":"a\ud800"}""", """{"title":"a\ufffd"}""")]
    [InlineData("""{"later":"\ud83d\udd25 \\ud800 \u00e9"}""", """{"later":"\ud83d\udd25 \\ud800 \u00e9"}""")]
    public void Stored_text_with_half_a_character_can_be_read_and_saved_again(string stored, string meant)
    {
        var again = WatchSettingsJson.ReadWatch(WatchSettingsJson.Write(WatchSettingsJson.ReadWatch(stored)));

        Assert.Equal(WatchSettingsJson.Write(WatchSettingsJson.ReadWatch(meant)), WatchSettingsJson.Write(again));
        Assert.Equal(stored.Contains(@"\\ud800", StringComparison.Ordinal), WatchSettingsJson.Write(again).Contains("ud800", StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_of_the_installation_with_half_a_character_can_be_saved_again() =>
        Assert.DoesNotContain("ud800", WatchSettingsJson.Write(WatchSettingsJson.ReadGlobal("""{"time_schedule_limit":{"timezone":"\ud800"}}""")), StringComparison.Ordinal);
}
