using ChangeDetection.Core.Watches;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChangeDetection.Tests.Core.Watches;

/// <summary>An address with templates is judged by what it comes to.</summary>
public sealed class WatchUrlTests
{
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("http://Example.com/{% now 'UTC', '%Y/%m' %}", "http://example.com/2026/11", false)]
    [InlineData(" https://example.com/?day={{ 'now' | date: '%d' }} ", "https://example.com/?day=23", false)]
    [InlineData("source:http://example.com/{{ 1 }}", "http://example.com/1", true)]
    [InlineData("http://{{ 'example' }}.com:8080/", "http://example.com:8080/", false)]
    [InlineData("http://example.com/{{ 'a' | append: 'b' }}#{{ x }}", "http://example.com/ab#", false)]
    public void An_address_with_templates_is_stored_as_typed_and_filled_in_for_use(string typed, string filledIn, bool isSource)
    {
        Assert.True(WatchUrl.TryParse(typed, Clock, out var url, out var problem), problem);

        Assert.Equal((typed.Trim(), filledIn, isSource), (url.Text, url.Uri.AbsoluteUri, url.IsSource));
    }

    [Theory]
    [InlineData("http://example.com/{{ ")]
    [InlineData("http://example.com/{% include 'x' %}")]
    [InlineData("http://example.com/{{ 1 | divided_by: 0 }}")]
    public void An_address_with_a_broken_template_is_refused_in_known_words(string typed)
    {
        Assert.False(WatchUrl.TryParse(typed, Clock, out _, out var problem));

        Assert.Equal("The URL contains invalid Jinja2 template syntax.", problem);
    }

    [Theory]
    [InlineData("{{ 'http://example.com/' }}")]
    [InlineData("{% if true %}http{% endif %}://example.com/")]
    [InlineData("file://{{ '/etc/passwd' }}")]
    [InlineData("source:{{ 'file:///etc/passwd' }}")]
    [InlineData("source:source:http://example.com/{{ 1 }}")]
    [InlineData("http{{ 's' }}://example.com/")]
    [InlineData("http://{{ 'user:secret@' }}example.com/")]
    [InlineData("http://{{ '' }}/")]
    [InlineData("http://example.com/{{ 'a b' }}")]
    [InlineData("http://example.com/{{ '<' }}")]
    [InlineData("http://example.com/{{ 'a\\\\b' }}")]
    [InlineData("http://example.com:{{ 0 }}/")]
    [InlineData("http://[::1]{{ '.example.com' }}/")]
    [InlineData("http://example.com/{{ 1\n}}")]
    public void What_no_plain_address_may_be_no_template_may_make(string typed) =>
        Assert.False(WatchUrl.TryParse(typed, Clock, out _, out _));

    [Fact]
    public void An_address_from_a_site_is_never_filled_in()
    {
        Assert.True(WatchUrl.TryParseTarget(new Uri("http://example.com/{{ 1 }}"), out var url, out var problem), problem);

        Assert.Equal("http://example.com/%7B%7B%201%20%7D%7D", url.Uri.AbsoluteUri);
    }

    [Theory]
    [InlineData("http://example.com/{{ 'x' | upcase }}", "http://example.com/X")]
    [InlineData("source:http://example.com/{{ 1 }}", "http://example.com/1")]
    [InlineData("http://example.com/{{ 1 | divided_by: 0 }}", "")]
    [InlineData("http://example.com/plain", "http://example.com/plain")]
    [InlineData("source:http://example.com/plain", "http://example.com/plain")]
    public void The_link_of_a_watch_is_what_its_address_comes_to(string stored, string link) =>
        Assert.Equal(link, new Watch { Id = WatchId.New(Clock), CreatedAt = default, Url = stored }.Link);
}
