using System.Text.Json;
using ChangeDetection.Core.Watches;
using Xunit;

namespace ChangeDetection.Tests.Core.Watches;

public sealed class EffectiveSettingsTests
{
    private const string Url = "https://example.com/page";

    private static readonly WatchGroup First = new("1", "First")
    {
        Settings = new WatchSettings { IncludeFilters = [".first"], SubtractiveSelectors = [".ad"], Proxy = "one", Headers = new Dictionary<string, string> { ["x-a"] = "1", ["X-B"] = "1" } },
    };

    private static readonly WatchGroup Second = new("2", "Second")
    {
        Settings = new WatchSettings { IncludeFilters = [".second", ".own"], Proxy = "two", WebdriverDelay = 5, StripIgnoredLines = true, LlmIntent = "prices" },
    };

    private static readonly WatchGroup Fitting = new("3", "Fitting") { UrlMatchPattern = "example.com", Settings = new WatchSettings { TriggerText = ["sale"], WebdriverDelay = 9 } };

    [Fact]
    public void Rules_add_up_the_watchs_own_first_and_what_is_removed_last()
    {
        var own = new WatchSettings { Tags = ["1", "2"], IncludeFilters = [".own"], SubtractiveSelectors = [".own"], TriggerText = ["own"] };

        var settings = EffectiveSettings.Of(Url, own, [First, Second, Fitting]);

        Assert.Equal([".own", ".first", ".second"], settings.IncludeFilters);
        Assert.Equal([".ad", ".own"], settings.SubtractiveSelectors);
        Assert.Equal(["own", "sale"], settings.TriggerText);
    }

    [Fact]
    public void What_a_watch_leaves_open_comes_from_the_first_group_that_sets_it()
    {
        var settings = EffectiveSettings.Of(Url, new WatchSettings { Tags = ["2", "1"] }, [First, Second, Fitting]);

        Assert.Equal(("two", 5, true, "prices"), (settings.Proxy, settings.WebdriverDelay, settings.StripIgnoredLines, settings.LlmIntent));
        Assert.Equal("system", settings.FetchBackend);
    }

    [Fact]
    public void What_a_watch_sets_is_its_own()
    {
        var own = new WatchSettings { Tags = ["1", "2"], Proxy = "mine", WebdriverDelay = 0, StripIgnoredLines = false, LlmIntent = "mine", Headers = new Dictionary<string, string> { ["X-A"] = "mine" } };

        var settings = EffectiveSettings.Of(Url, own, [First, Second]);

        Assert.Equal(("mine", 0, false, "mine"), (settings.Proxy, settings.WebdriverDelay, settings.StripIgnoredLines, settings.LlmIntent));
        Assert.Equal(("mine", "1", 2), (settings.Headers["X-A"], settings.Headers["X-B"], settings.Headers.Count));
    }

    [Theory]
    [InlineData(true, "1", "tag")]
    [InlineData(false, "1", "own")]
    [InlineData(true, "9", "own")]
    public void Price_rules_are_replaced_by_a_named_group_that_says_so(bool overrides, string tag, string from)
    {
        var rules = JsonSerializer.SerializeToElement(new { from = "tag" });
        var group = new WatchGroup("1", "Shops") { OverridesWatch = overrides, UrlMatchPattern = "example", Settings = new WatchSettings { ProcessorConfigRestockDiff = rules } };
        var own = new WatchSettings { Tags = [tag], ProcessorConfigRestockDiff = JsonSerializer.SerializeToElement(new { from = "own" }) };

        Assert.Equal(from, EffectiveSettings.Of(Url, own, [group]).ProcessorConfigRestockDiff!.Value.GetProperty("from").GetString());
    }

    [Fact]
    public void Where_each_value_comes_from_is_known()
    {
        var (_, sources) = EffectiveSettings.WithSources(Url, new WatchSettings { Tags = ["1", "2"] }, [First, Second, Fitting]);

        Assert.Equal(["1", "2"], sources["include_filters"]);
        Assert.Equal(["1"], sources["proxy"]);
        Assert.Equal(["3"], sources["trigger_text"]);
        Assert.False(sources.ContainsKey("ignore_text"));
    }

    [Fact]
    public void A_watch_in_no_group_keeps_its_settings()
    {
        var own = new WatchSettings { Tags = ["gone"] };

        Assert.Same(own, EffectiveSettings.Of(Url, own, [First]));
        Assert.Same(own, GroupMembership.Join(Url, own, [First]));
        Assert.Equal(["gone", "3"], GroupMembership.Join(Url, own, [Fitting]).Tags);
    }

    [Fact]
    public void A_group_is_stored_small_and_read_back_whole()
    {
        var document = WatchSettingsJson.Write(new GlobalSettings { Groups = [Second] });

        Assert.DoesNotContain("subtractive_selectors\":[]", document[document.IndexOf("\"groups\"", StringComparison.Ordinal)..document.IndexOf("\"extra_proxies\"", StringComparison.Ordinal)], StringComparison.Ordinal);
        var read = WatchSettingsJson.ReadGlobal(document).Groups.Single();
        Assert.Equal(WatchSettingsJson.Write(Second.Settings), WatchSettingsJson.Write(read.Settings));
    }
}
