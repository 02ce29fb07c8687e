using ChangeDetection.Api.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChangeDetection.Tests.Api.Hosting;

/// <summary>The settings for a proxy in front, and what is said of wrong ones.</summary>
public sealed class ReverseProxySettingsTests
{
    [Fact]
    public void Without_settings_nothing_is_believed_and_the_pages_are_at_the_root() =>
        Assert.Equal(new ReverseProxySettings(false, 1, ""), Read());

    [Theory]
    [InlineData("1", true)]
    [InlineData("true", true)]
    [InlineData("Yes", true)]
    [InlineData("0", false)]
    [InlineData("FALSE", false)]
    [InlineData("no", false)]
    [InlineData("", false)]
    public void Headers_are_trusted_when_the_setting_says_so(string value, bool expected) =>
        Assert.Equal(expected, Read(("USE_X_SETTINGS", value)).TrustsForwardedHeaders);

    [Theory]
    [InlineData("/watch", "/watch")]
    [InlineData("watch", "/watch")]
    [InlineData("/watch/", "/watch")]
    [InlineData("/tools/watch-2.0/", "/tools/watch-2.0")]
    [InlineData("/", "")]
    [InlineData(" ", "")]
    public void A_base_path_is_read_with_and_without_slashes(string value, string expected) =>
        Assert.Equal(expected, Read(("BASE_PATH", value)).BasePath.Value ?? "");

    [Fact]
    public void More_proxies_in_a_row_can_be_believed() =>
        Assert.Equal(3, Read(("X_FORWARDED_HOPS", "3")).Hops);

    [Theory]
    [InlineData("USE_X_SETTINGS", "maybe", "USE_X_SETTINGS is 'maybe'; it must be true, 1 or yes to trust the headers of a proxy, or false, 0 or no.")]
    [InlineData("X_FORWARDED_HOPS", "0", "X_FORWARDED_HOPS is '0'; it must be a number of proxies from 1 to 10.")]
    [InlineData("X_FORWARDED_HOPS", "-1", "X_FORWARDED_HOPS is '-1'; it must be")]
    [InlineData("X_FORWARDED_HOPS", "many", "X_FORWARDED_HOPS is 'many'; it must be")]
    [InlineData("BASE_PATH", "/a b", "BASE_PATH is '/a b'; it must be a path such as /watch, of letters, digits and - . _ ~.")]
    [InlineData("BASE_PATH", "/../etc", "BASE_PATH is '/../etc'; it must be")]
    [InlineData("BASE_PATH", "/a//b", "BASE_PATH is '/a//b'; it must be")]
    [InlineData("BASE_PATH", "https://example.org/watch", "BASE_PATH is 'https://example.org/watch'; it must be")]
    [InlineData("BASE_PATH", "/watch?x", "BASE_PATH is '/watch?x'; it must be")]
    public void A_wrong_value_is_named_with_what_it_must_be(string name, string value, string expected)
    {
        var wrong = Assert.Throws<OptionsValidationException>(() => Read((name, value)));

        Assert.StartsWith(expected, Assert.Single(wrong.Failures), StringComparison.Ordinal);
    }

    private static ReverseProxySettings Read(params IEnumerable<(string Name, string Value)> settings) =>
        ReverseProxySettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Name, (string?)one.Value))).Build());
}
