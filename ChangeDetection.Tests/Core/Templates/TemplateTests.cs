using ChangeDetection.Core.Templates;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChangeDetection.Tests.Core.Templates;

/// <summary>What people write into addresses, headers and bodies so that they are different each day.</summary>
public sealed class TemplateTests
{
    // A Monday; in Berlin it is the day after.
    private static readonly DateTimeOffset Now = new(2026, 3, 30, 22, 5, 9, TimeSpan.Zero);

    [Theory]
    [InlineData("no template", "no template")]
    [InlineData("{ \"a\": {} } 100%", "{ \"a\": {} } 100%")]
    [InlineData("{% now 'UTC', '%Y-%m-%d' %}", "2026-03-30")]
    [InlineData("{% now 'Europe/Berlin', '%Y-%m-%d %H:%M' %}", "2026-03-31 00:05")]
    [InlineData("{% now '', '%Y' %}", "2026")]
    [InlineData("{% now 'utc', '%H:%M:%S' %}", "22:05:09")]
    [InlineData("{%- now \"UTC\", \"%d.%m.%y\" -%}", "30.03.26")]
    [InlineData("{% now %}", "Mon, 30 Mar 2026 22:05:09")]
    [InlineData("{% now 'UTC' %}", "Mon, 30 Mar 2026 22:05:09")]
    [InlineData("{% now 'UTC' - 'days=1', '%Y-%m-%d' %}", "2026-03-29")]
    [InlineData("{% now 'UTC' + 'hours=2,minutes=5', '%d %H:%M' %}", "31 00:10")]
    [InlineData("{% now 'UTC' + 'days=1, hours=0.5', '%d %H:%M' %}", "31 22:35")]
    [InlineData("{% now 'UTC' - 'months=1', '%Y-%m-%d' %}", "2026-02-28")]
    [InlineData("{% now 'UTC' + 'years=1,weeks=1', '%Y-%m-%d' %}", "2027-04-06")]
    [InlineData("{% now - 'days=1', '%d' %}", "29")]
    [InlineData("{% now 'Europe/Berlin' - 'days=2', '%d %H:%M %z' %}", "29 00:05 +0100")]
    [InlineData("{% now 'UTC', '%A %a %B %b %j %p %I %e %%' %}", "Monday Mon March Mar 089 PM 10 30 %")]
    [InlineData("{% now 'UTC', '%s' %}", "1774908309")]
    [InlineData("{{ 'now' | date: '%Y/%m' }}", "2026/03")]
    [InlineData("{{ 'a b&c' | url_encode }}", "a+b%26c")]
    [InlineData("{{ 7 | times: 6 }}", "42")]
    [InlineData("{% assign y = 'now' | date: '%Y' %}{{ y | minus: 1 }}", "2025")]
    [InlineData("{% for i in (1..3) %}{{ i }},{% endfor %}", "1,2,3,")]
    [InlineData("{% capture a %}x{{ 1 }}{% endcapture %}{{ a }}{{ a }}", "x1x1")]
    [InlineData("{{ 'order-1234-x' | regex_replace: '[0-9]+', 'N' }}", "order-N-x")]
    [InlineData("{{ 'ab12' | regex_replace: '([a-z]+)([0-9]+)', '\\\\2-\\\\g<1>$1' }}", "12-ab$1")]
    [InlineData("{{ 'aaa' | regex_replace: 'a', 'b', 2 }}", "bba")]
    [InlineData("<b>&amp;{{ '<b>' }}", "<b>&amp;<b>")]
    [InlineData("{% raw %}{{ kept }}{% endraw %}", "{{ kept }}")]
    [InlineData("a{% now 'UTC', '%Y' -%} b{%now 'UTC','%Y'%}", "a2026b2026")]
    [InlineData("[{{ unknown }}]", "[]")]
    public void A_template_is_filled_in(string template, string expected) =>
        Assert.Equal(expected, Render(template));

    [Theory]
    [InlineData("{{ ")]
    [InlineData("{% ")]
    [InlineData("{{ 'a' | }}")]
    [InlineData("{% if x %}never closed")]
    [InlineData("{% nonsense %}")]
    [InlineData("{% now 'UTC' nonsense %}")]
    [InlineData("{% now nonsense %}")]
    [InlineData("{% now 'Europe/Berlin' - 'days=2' + 'hours=1', '%d' %}")]
    [InlineData("{% now 'Nowhere/Land', '%Y' %}")]
    [InlineData("{% now 'UTC' - 'day', '%Y' %}")]
    [InlineData("{% now 'UTC' - 'fortnights=1', '%Y' %}")]
    [InlineData("{% now 'UTC' - 'days=-1', '%Y' %}")]
    [InlineData("{% now 'UTC' + 'years=99999', '%Y' %}")]
    [InlineData("{% now 'UTC' + 'days=99999999999999', '%Y' %}")]
    [InlineData("{% now 'UTC', '%999999999Y' %}")]
    [InlineData("{% now 'UTC', '%-0999999999Y' %}")]
    [InlineData("{{ 'now' | date: '%999999999Y' }}")]
    [InlineData("{{ 1 | divided_by: 0 }}")]
    [InlineData("{{ 'a' | regex_replace: '(', 'b' }}")]
    [InlineData("{{ 5 | format_number: 'N999999999' }}")]
    [InlineData("{% include 'page' %}")]
    [InlineData("{% render 'page' %}")]
    [InlineData("{% tablerow i in (1..3) %}{% endtablerow %}")]
    public void A_template_that_cannot_be_filled_in_says_so(string template) =>
        Assert.Throws<TemplateException>(() => Render(template));

    [Fact]
    public void An_hour_that_the_clocks_left_out_is_the_one_after_it()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 28, 1, 30, 0, TimeSpan.Zero));

        Assert.Equal("29 03:30 +0200", TemplateText.Render("{% now 'Europe/Berlin' + 'days=1', '%d %H:%M %z' %}", clock));
    }

    private static string Render(string template) => TemplateText.Render(template, new FakeTimeProvider(Now));
}
