using System.Text.Json;
using ChangeDetection.Core.Filtering.Validating;
using ChangeDetection.Core.Watches;
using Xunit;

namespace ChangeDetection.Tests.Core.Filtering;

public sealed class ValidationTests
{
    // Settings, field, index, part of the message.
    public static TheoryData<WatchSettings, string, int, string> Wrong { get; } = new()
    {
        { new() { IncludeFilters = ["div", "a[["] }, "include_filters", 1, "'a[[' is not a valid CSS selector" },
        { new() { IncludeFilters = ["//div["] }, "include_filters", 0, "'//div[' is not a valid XPath expression" },
        { new() { IncludeFilters = ["xpath:nosuch(//a)"] }, "include_filters", 0, "not a valid XPath" },
        { new() { IncludeFilters = ["xpath1:nosuch(//a)"] }, "include_filters", 0, "not a valid XPath" },
        { new() { IncludeFilters = ["xpath1://["] }, "include_filters", 0, "not a valid XPath" },
        { new() { IncludeFilters = ["json:$["] }, "include_filters", 0, "not a valid JSONPath" },
        { new() { IncludeFilters = ["json:$[?(@.a"] }, "include_filters", 0, "not a valid JSONPath" },
        { new() { IncludeFilters = ["jq:env"] }, "include_filters", 0, "'env' at position 1 cannot be used" },
        { new() { IncludeFilters = ["jqraw:.a | halt"] }, "include_filters", 0, "'halt' at position 6 cannot be used" },
        { new() { IncludeFilters = ["json:"] }, "include_filters", 0, "The filter is empty" },
        { new() { IncludeFilters = [new string('(', 100) + new string(')', 100)] }, "include_filters", 0, "nested too deeply" },
        { new() { IncludeFilters = [new string('a', 5000)] }, "include_filters", 0, "longer than 4000" },
        { new() { SubtractiveSelectors = ["div[["] }, "subtractive_selectors", 0, "CSS" },
        { new() { SubtractiveSelectors = ["json:$.a"] }, "subtractive_selectors", 0, "must be a CSS or XPath selector" },
        { new() { IgnoreText = ["ok", "/(/"] }, "ignore_text", 1, "position" },
        { new() { TriggerText = ["/[z-a]/"] }, "trigger_text", 0, "RegEx '[z-a]' is not a valid regular expression. (position" },
        { new() { TextShouldNotBePresent = ["/*/"] }, "text_should_not_be_present", 0, "RegEx" },
        { new() { ExtractText = ["/(?<n>/"] }, "extract_text", 0, "RegEx" },
        { new() { Conditions = [new("nosuch", ">", "5")] }, "conditions", 0, "'nosuch' is not a condition's field" },
        { new() { Conditions = [new("word_count", "like", "5")] }, "conditions", 0, "'like' is not a condition's operator" },
        { new() { Conditions = [new("word_count", ">", "five")] }, "conditions", 0, "'five' is not a number" },
        { new() { Conditions = [new("page_filtered_text", "contains_regex", "(")] }, "conditions", 0, "RegEx" },
        { new() { ConditionsMatchLogic = "SOME" }, "conditions_match_logic", 0, "ALL or ANY" },
        { new() { ProcessorConfigRestockDiff = JsonDocument.Parse("{\"price_selector\":\"a[[\"}").RootElement }, "processor_config_restock_diff", 0, "CSS" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_rule_is_named_with_its_field_and_place(WatchSettings settings, string field, int index, string message)
    {
        var problem = Assert.Single(RuleValidation.Problems(settings, null, TimeProvider.System));

        Assert.Equal((field, index), (problem.Field, problem.Index));
        Assert.Contains(message, problem.Message);
    }

    [Fact]
    public void Good_rules_have_no_problem()
    {
        var settings = new WatchSettings
        {
            IncludeFilters = ["div > p:nth-child(2)", "//div[@id='x']", "xpath:for $x in //a return upper-case($x)", "xpath1:count(//a)", "json:$..a[?(@.b > 1)]", "jq:.env", "", "li:contains('x')", "xpath://item/dc:date", "xpath:replace(//a,'x','y')"],
            SubtractiveSelectors = ["nav", "//footer"],
            IgnoreText = ["/path/to", "/\\d+/", "plain ( text ["],
            TriggerText = ["/(?P<n>a)(?P=n)/i"],
            Conditions = [new("extracted_number", ">", "1e3"), new("", "", ""), new("page_filtered_text", "contains_regex", "/a/m")],
        };

        Assert.Empty(RuleValidation.Problems(settings, null, TimeProvider.System));
    }

    [Fact]
    public void Every_wrong_rule_is_named()
    {
        var settings = new WatchSettings { IncludeFilters = ["a[[", "//["], IgnoreText = ["/(/"] };

        Assert.Equal(3, RuleValidation.Problems(settings, null, TimeProvider.System).Count);
    }

    [Fact]
    public void Global_rules_are_judged_too()
    {
        var problems = RuleValidation.Problems(new GlobalSettings { GlobalIgnoreText = ["/(/"], GlobalSubtractiveSelectors = ["a[["] }, TimeProvider.System);

        Assert.Equal(["global_ignore_text", "global_subtractive_selectors"], problems.Select(problem => problem.Field));
    }
}
