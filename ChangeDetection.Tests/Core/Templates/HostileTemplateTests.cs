using System.Diagnostics;
using System.Text.Json;
using ChangeDetection.Core.Templates;
using Xunit;

namespace ChangeDetection.Tests.Core.Templates;

/// <summary>Nothing of the host can be reached from a template, and none costs more than its share.</summary>
public sealed class HostileTemplateTests
{
    public static TheoryData<string, string> Attacks => [.. ReadCases()];

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
    [MemberData(nameof(Attacks))]
    public void No_template_reaches_anything_of_the_host(string id, string template)
    {
        var rendered = Attempt(template) ?? "";

        Assert.DoesNotContain("root:", rendered, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", rendered.Replace(template, "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(rendered.Trim().Length == 0 || !TemplateText.IsTemplate(template) || rendered == "49", $"{id}: {rendered}");
    }

    [Theory]
    [MemberData(nameof(Costly))]
    public void A_template_that_wants_too_much_ends_soon(string id, string template)
    {
        var (started, before) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes());

        var rendered = Attempt(template);

        Assert.True(rendered is null, $"{id}: {rendered?.Length}");
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(15), id);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 300_000_000, id);
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(1, 40)]
    public void What_is_deep_but_allowed_is_read_on_any_stack(int tags, int brackets)
    {
        var template = Repeated("{%if true%}", tags) + "{{ " + Repeated("a[", brackets) + "b" + Repeated("]", brackets) + " }}x" + Repeated("{%endif%}", 1);
        var thread = new Thread(() => Attempt(template), 256 * 1024);

        thread.Start();

        Assert.True(thread.Join(TimeSpan.FromMinutes(1)));
    }

    private static string? Attempt(string template)
    {
        try
        {
            return TemplateText.Render(template, TimeProvider.System);
        }
        catch (TemplateException)
        {
            return null;
        }
    }

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static List<(string, string)> ReadCases()
    {
        using var stream = typeof(HostileTemplateTests).Assembly.GetManifestResourceStream("ChangeDetection.Tests.Core.Templates.Cases.templates.json")!;
        using var cases = JsonDocument.Parse(stream);
        return [.. cases.RootElement.EnumerateArray().SelectMany(one => one.GetProperty("inputs").EnumerateArray().Select(input => (one.GetProperty("id").GetString()!, input.GetString()!)))];
    }
}
