using System.Diagnostics;
using ChangeDetection.Core.Templates;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Core.Templates;

/// <summary>No template costs more than its share. What the whole process allocates is counted, so nothing else may run.</summary>
[Collection(Alone.Name)]
public sealed class CostlyTemplateTests
{
    public static TheoryData<string, string> Costly => new()
    {
        { "nested loops", "{% for i in (1..1000) %}{% for j in (1..1000) %}{{ i }}{% endfor %}{% endfor %}" },
        { "long range", "{% for i in (1..30000000) %}{% endfor %}" },
        { "range of a variable", "{% assign n = 30000000 %}{% for i in (1..n) %}{% endfor %}" },
        { "assigned range", "{% assign x = (1..30000000) %}{{ x | size }}" },
        { "range in brackets", "{{ a[(1..30000000)] }}" },
        { "range in an index", "{% assign a = '1,2' | split: ',' %}{{ a[(1..30000000)] }}" },
        { "range in a capture", "{% capture a %}{% for i in (1..30000000) %}{% endfor %}{% endcapture %}" },
        { "range in a filter", "{{ 'a' | append: (1..30000000) }}" },
        { "range in a comparison", "{% if (1..30000000) contains 5 %}{% endif %}" },
        { "range in an elsif", "{% if false %}{% elsif (1..30000000) %}{% endif %}" },
        { "range in a case", "{% case (1..30000000) %}{% when 1 %}{% endcase %}" },
        { "range in a when", "{% case 1 %}{% when (1..30000000) %}{% endcase %}" },
        { "range in an unless", "{% unless (1..30000000) %}{% endunless %}" },
        { "range in an else", "{% if false %}{% else %}{% for i in (1..30000000) %}{% endfor %}{% endif %}" },
        { "range in a for's else", "{% for i in a %}{% else %}{{ (1..30000000) }}{% endfor %}" },
        { "range in a limit", "{% for i in (1..3) limit: (1..30000000) %}{% endfor %}" },
        { "range in an offset", "{% for i in (1..3) offset: (1..30000000) %}{% endfor %}" },
        { "range in a cycle", "{% cycle (1..30000000), 2 %}" },
        { "range in an echo", "{% echo (1..30000000) %}" },
        { "doubling by capture", Repeated("{% capture a %}{{ a }}{{ a }}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx{% endcapture %}", 40) },
        { "loop in a capture", "{% assign a = 'xxxxxxxxxx' | replace: 'x', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' %}{% capture b %}{% for i in (1..5000) %}{{ a }}{% endfor %}{% endcapture %}" },
        { "doubling by append", "{% assign a = 'xxxxxxxxxxxxxxxx' %}" + Repeated("{% assign a = a | append: a %}", 40) },
        { "doubling a list", "{% assign a = '1,2' | split: ',' %}" + Repeated("{% assign a = a | concat: a %}", 40) },
        { "squaring by replace", "{% assign a = 'xxxxxxxxxxxxxxxx' %}" + Repeated("{% assign a = a | replace: 'x', a %}", 10) },
        { "squaring by join", "{% assign a = 'xxxxxxxxxxxxxxxx' %}" + Repeated("{% assign b = a | split: '' %}{% assign a = b | join: a %}", 10) },
        { "squaring by regex", "{% assign a = 'xxxxxxxxxxxxxxxx' %}" + Repeated("{% assign a = a | regex_replace: '', a %}", 10) },
        { "slow regex", "{{ 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' | regex_replace: '^(?=(a+)+$)', 'b' }}" },
        { "nested tags", Repeated("{%if true%}", 300) + Repeated("{%endif%}", 300) },
        { "nested brackets", "{{ " + Repeated("a[", 2000) + "b" + Repeated("]", 2000) + " }}" },
        { "nested parentheses", "{{ " + Repeated("(", 3_000) },
        { "huge", "{{ 1 }}" + new string('x', 100_000) },
    };

    [Theory]
    [MemberData(nameof(Costly))]
    public void A_template_that_wants_too_much_ends_soon(string id, string template)
    {
        var (started, before) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes());

        Assert.Throws<TemplateException>(() => TemplateText.Render(template, TimeProvider.System));

        Assert.True(Stopwatch.GetElapsedTime(started) < Eventually.Soon, id);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 300_000_000, id);
    }

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
