using System.Text.Json;
using ChangeDetection.Core.Templates;
using Xunit;

namespace ChangeDetection.Tests.Core.Templates;

/// <summary>Nothing of the host can be reached from a template.</summary>
public sealed class HostileTemplateTests
{
    public static TheoryData<string, string> Attacks => [.. ReadCases()];

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
