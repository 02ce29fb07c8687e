using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Extraction;
using ChangeDetection.Core.Filtering.Conditions;
using ChangeDetection.Core.Restock;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Core.Filtering;

public sealed class ConditionTests
{
    private const string Text = "Green Tea\nPrice: 12.50 EUR only";

    [Theory]
    [InlineData("extracted_number", ">", "12", true)]
    [InlineData("extracted_number", ">", "12.5", false)]
    [InlineData("extracted_number", ">=", "12.5", true)]
    [InlineData("extracted_number", "<", "13", true)]
    [InlineData("extracted_number", "<", "12.5", false)]
    [InlineData("extracted_number", "<=", "12.50", true)]
    [InlineData("extracted_number", "<=", "12", false)]
    [InlineData("extracted_number", "==", "12.5", true)]
    [InlineData("extracted_number", "==", "12.51", false)]
    [InlineData("extracted_number", "!=", "12.51", true)]
    [InlineData("extracted_number", "!=", "12.5", false)]
    [InlineData("extracted_number", "in", "12", true)]
    [InlineData("word_count", "==", "6", true)]
    [InlineData("word_count", ">", "6", false)]
    [InlineData("page_filtered_text", "in", "Tea", true)]
    [InlineData("page_filtered_text", "in", "tea", false)]
    [InlineData("page_filtered_text", "!in", "tea", true)]
    [InlineData("page_filtered_text", "!in", "Tea", false)]
    [InlineData("page_filtered_text", "starts_with", "green", true)]
    [InlineData("page_filtered_text", "starts_with", "tea", false)]
    [InlineData("page_filtered_text", "ends_with", "ONLY", true)]
    [InlineData("page_filtered_text", "ends_with", "EUR", false)]
    [InlineData("page_filtered_text", "length_min", "10", true)]
    [InlineData("page_filtered_text", "length_min", "1000", false)]
    [InlineData("page_filtered_text", "length_max", "1000", true)]
    [InlineData("page_filtered_text", "length_max", "10", false)]
    [InlineData("page_filtered_text", "contains_regex", "price: \\d+", true)]
    [InlineData("page_filtered_text", "contains_regex", "^only$", false)]
    [InlineData("page_filtered_text", "!contains_regex", "sold", true)]
    [InlineData("page_filtered_text", "!contains_regex", "/TEA/", false)]
    [InlineData("page_filtered_text", "==", "nothing", false)]
    [InlineData("page_filtered_text", ">", "5", false)]
    [InlineData("levenshtein_distance", "==", "3", true)]
    [InlineData("levenshtein_ratio", "<", "1", true)]
    [InlineData("levenshtein_ratio", "<", "0.5", false)]
    public void An_operator_judges_a_field(string field, string op, string value, bool holds)
    {
        Assert.Equal(holds, ConditionJudge.Holds(new WatchCondition(field, op, value), Fields(Text, Text.Replace("Tea", "Xyz"))));
    }

    [Theory]
    [InlineData(">", false)]
    [InlineData("<", false)]
    [InlineData(">=", false)]
    [InlineData("<=", false)]
    [InlineData("==", false)]
    [InlineData("!=", true)]
    [InlineData("in", false)]
    [InlineData("!in", true)]
    public void A_field_the_page_does_not_have_fulfils_only_what_denies(string op, bool holds)
    {
        Assert.Equal(holds, ConditionJudge.Holds(new WatchCondition("extracted_number", op, "5"), Fields("no number", null)));
        Assert.Equal(holds, ConditionJudge.Holds(new WatchCondition("levenshtein_ratio", op, "5"), Fields("no history", null)));
    }

    [Theory]
    [InlineData("ALL", true, true, true)]
    [InlineData("ALL", true, false, false)]
    [InlineData("ALL", false, false, false)]
    [InlineData("ANY", true, false, true)]
    [InlineData("ANY", false, false, false)]
    [InlineData("any", false, true, true)]
    public void Conditions_combine_by_all_or_any(string logic, bool first, bool second, bool counts)
    {
        WatchCondition[] conditions = [new("page_filtered_text", first ? "in" : "!in", "Tea"), new("page_filtered_text", second ? "in" : "!in", "Price")];

        Assert.Equal(counts, ConditionJudge.Objection(conditions, logic, Fields(Text, null)) is null);
    }

    [Theory]
    [InlineData("", ">", "5")]
    [InlineData("extracted_number", "", "5")]
    [InlineData("extracted_number", ">", "")]
    [InlineData("None", ">", "5")]
    public void A_condition_that_is_not_filled_in_is_left_out(string field, string op, string value)
    {
        Assert.Null(ConditionJudge.Objection([new(field, op, value)], "ALL", Fields(Text, null)));
    }

    [Fact]
    public void An_unknown_operator_is_named()
    {
        Assert.Contains("'like'", Assert.Throws<FilterException>(() => ConditionJudge.Holds(new("word_count", "like", "5"), Fields(Text, null))).Message);
    }

    [Fact]
    public void The_distance_of_long_texts_is_told_in_bounded_time()
    {
        var (one, other) = (string.Concat(Enumerable.Range(0, 60_000).Select(n => $"line {n}\n")), string.Concat(Enumerable.Range(0, 60_000).Select(n => $"row {n}\n")));
        var clock = System.Diagnostics.Stopwatch.StartNew();

        Assert.True(ConditionJudge.Holds(new("levenshtein_distance", ">", "60000"), Fields(one, other)));
        Assert.True(clock.Elapsed < Eventually.Soon, $"{clock.Elapsed}");
    }

    [Theory]
    [InlineData("12", "12")]
    [InlineData("12.50", "12.50")]
    [InlineData("12,50", "12.50")]
    [InlineData("1,299", "1299")]
    [InlineData("1.299", "1.299")]
    [InlineData("1.299,00", "1299.00")]
    [InlineData("1,299.00", "1299.00")]
    [InlineData("1'299.00", "1299.00")]
    [InlineData("1 299,00", null)]
    [InlineData("1\u00A0299,00 €", "1299.00")]
    [InlineData("€ 5", "5")]
    [InlineData("from 3 items: $19.99", "19.99")]
    [InlineData("19.99 USD or 20 EUR", "19.99")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("-5", "-5")]
    [InlineData("no number", null)]
    [InlineData("٣", null)]
    public void A_price_is_read_as_people_write_it(string text, string? price)
    {
        var expected = price is null && text.StartsWith('1') ? 1m : price is null ? (decimal?)null : decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(expected, PriceText.FirstNumber(text));
    }

    private static ConditionFields Fields(string text, string? older) =>
        new(text, () => older, new CheckDeadline(TimeProvider.System, TimeSpan.FromSeconds(10)));
}
