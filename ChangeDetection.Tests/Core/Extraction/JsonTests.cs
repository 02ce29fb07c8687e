using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Extraction.Json;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Core.Support;
using Xunit;

namespace ChangeDetection.Tests.Core.Extraction;

public sealed class JsonTests
{
    private const string Store = """{"book":[{"title":"A","price":8.5,"tags":["x"]},{"title":"Ü","price":12,"tags":[]}],"open":true,"none":null,"date":"2024-01-02T03:04:05Z","big":12345678901234567890}""";

    [Theory]
    [InlineData("""{"b":1,"a":2}""", "{\n  \"a\": 2,\n  \"b\": 1\n}")]
    [InlineData("""{"a":{"d":1,"c":2}}""", "{\n  \"a\": {\n    \"c\": 2,\n    \"d\": 1\n  }\n}")]
    [InlineData("""[3,1]""", "[\n  3,\n  1\n]")]
    [InlineData("""{"a":1,"a":2}""", "{\n  \"a\": 2\n}")]
    [InlineData("""{"a":1e400}""", "{\n  \"a\": 1e400\n}")]
    [InlineData("""{"ü":"日本 <b>'&"}""", "{\n  \"ü\": \"日本 <b>'&\"\n}")]
    [InlineData("""{"a":}""", """{"a":}""")]
    [InlineData("[]", "[]")]
    public void A_JSON_page_is_sorted_and_indented_or_left_as_it_is(string json, string text)
    {
        Assert.Equal(text, APage.Input(APage.Json(json)).TextOf());
    }

    [Theory]
    [InlineData("json:$.book[0].title", "\"A\"")]
    [InlineData("json:book[1].price", "12")]
    [InlineData("json:$.book[*].title", "[\n    \"A\",\n    \"Ü\"\n]")]
    [InlineData("json:$..price", "[\n    8.5,\n    12\n]")]
    [InlineData("json:$.book[?(@.price > 10)].title", "\"Ü\"")]
    [InlineData("json:$.book[?(@.title == 'A')].price", "8.5")]
    [InlineData("json:$.open", "true")]
    [InlineData("json:$.date", "\"2024-01-02T03:04:05Z\"")]
    [InlineData("json:$.big", "12345678901234567890")]
    [InlineData("json:$.book[0].tags", "[\n    \"x\"\n]")]
    [InlineData("json:$.book[1].tags", "[]")]
    [InlineData("json:$.book[0]", "{\n    \"title\": \"A\",\n    \"price\": 8.5,\n    \"tags\": [\n        \"x\"\n    ]\n}")]
    [InlineData("json:$.none", "null")]
    public void JSONPath_finds_values(string filter, string text)
    {
        Assert.Equal(text, APage.Filtered(APage.Json(Store), filter).TextOf());
    }

    [Theory]
    [InlineData("<script type='application/ld+json'>{\"price\": 5}</script>")]
    [InlineData("<script>var x = 1;</script><script type='application/json'>{\"price\": 5}</script>")]
    [InlineData("<script>{\"price\": 5}</script>")]
    [InlineData("<html><body><pre>{\"price\": 5}</pre></body></html>")]
    [InlineData("<script type='application/json'>{\"other\": 1}</script><script type='application/json'>{\"price\": 5}</script>")]
    [InlineData("<script type='application/json'>{\"other\": </script><script type='application/ld+json'>{\"price\": 5}</script>")]
    [InlineData("callback({\"price\": 5});")]
    [InlineData("/**/ns.cb_1([{\"price\": 5}])")]
    public void JSON_is_found_inside_pages_and_function_calls(string page)
    {
        Assert.Equal("5", APage.Filtered(APage.Html(page), "json:$..price").TextOf());
    }

    [Fact]
    public void A_page_without_JSON_is_its_own_failure()
    {
        Assert.Equal(new CheckOutcome.Failed(CheckFailure.JsonNotFound, "Exception: No parsable JSON found in this document"), APage.Filtered(APage.Html("<p>no</p>"), "json:$.a").FailureOf());
    }

    [Fact]
    public void JSON_without_the_value_is_a_filter_that_found_nothing()
    {
        Assert.Equal(CheckFailure.FilterNotFound, APage.Filtered(APage.Json(Store), "json:$.nosuch").FailureOf().Failure);
    }

    [Fact]
    public void Nesting_beyond_the_bound_is_named()
    {
        var deep = new string('[', 10_000) + new string(']', 10_000);

        Assert.Equal(CheckFailure.TooComplex, APage.Input(APage.Json(deep)).FailureOf().Failure);
        Assert.Equal(CheckFailure.TooComplex, APage.Filtered(APage.Json(deep), "json:$.a").FailureOf().Failure);
    }

    [Theory]
    [InlineData("json:$..*..*..*")]
    [InlineData("json:$[?(@.a =~ /(a+)+$/)]")]
    public void An_explosive_JSONPath_ends_in_a_named_failure(string filter)
    {
        var page = APage.Json($"[{{\"a\":\"{new string('a', 5000)}!\"}}]");

        Assert.Contains(APage.Filtered(page, filter).FailureOf().Failure, new[] { CheckFailure.InvalidFilter, CheckFailure.RuleTimedOut, CheckFailure.FilterNotFound });
    }

    [Fact]
    public void Lone_surrogates_in_JSON_become_replacement_characters()
    {
        Assert.Equal("{\n  \"a\": \"\uFFFD\"\n}", APage.Input(APage.Json("""{"a":"\ud800"}""")).TextOf());
        Assert.Equal("\"x\uFFFDy\"", APage.Filtered(APage.Json("""{"a":"x\ud800y"}"""), "json:$.a").TextOf());
    }

    [Fact]
    public void Followed_price_data_is_compared_beside_the_filters()
    {
        var page = APage.Html("<p>x</p><script type='application/ld+json'>{\"offers\":{\"price\":1}}</script>");
        var settings = new WatchSettings { IncludeFilters = ["p"], TrackLdjsonPriceData = System.Text.Json.JsonDocument.Parse("\"accepted\"").RootElement };

        Assert.Equal("x\n{\n    \"price\": 1\n}", APage.Input(page, settings).TextOf().Replace("\n\n", "\n"));
    }

    [Theory]
    [InlineData("env", "env")]
    [InlineData(".foo | env", "env")]
    [InlineData("$ENV", "$ENV")]
    [InlineData("$ENV.PATH", "$ENV")]
    [InlineData("[.,inputs]", "inputs")]
    [InlineData("\"a\\(env)\"", "env")]
    [InlineData("{a: env}", "env")]
    [InlineData("{(env): 1}", "env")]
    [InlineData("[.a,env]", "env")]
    [InlineData("input_filename", "input_filename")]
    [InlineData("include \"x\"; .", "include")]
    [InlineData("import \"x\" as y; .", "import")]
    [InlineData("halt", "halt")]
    [InlineData("debug", "debug")]
    [InlineData("..env", "env")]
    public void A_jq_call_that_reaches_out_is_refused(string program, string word)
    {
        Assert.Equal(word, JqWords.FirstRefused(program)?.Word);
    }

    [Theory]
    [InlineData(".env")]
    [InlineData(".a.env")]
    [InlineData(".a .env")]
    [InlineData(".debug, .input")]
    [InlineData("{env: 1}")]
    [InlineData("{env}")]
    [InlineData("{a, env}")]
    [InlineData("{\"env\": 1}")]
    [InlineData("\"env\"")]
    [InlineData(".a # env")]
    [InlineData("select(.name == \"halt\")")]
    [InlineData("environment")]
    [InlineData("map(select(.active)) | length")]
    public void A_field_named_like_a_call_is_none(string program)
    {
        Assert.Null(JqWords.FirstRefused(program));
    }
}
