using System.Globalization;
using System.Text.Json.Nodes;
using ChangeDetection.Tests.Support;
using Xunit;
using static ChangeDetection.Tests.Api.V1.RequestTexts;

namespace ChangeDetection.Tests.Api.V1;

/// <summary>The shape of bodies: what is refused, in which words. Create and edit judge alike.</summary>
public sealed class ValidationTests(V1Fixture fixture) : IClassFixture<V1Fixture>
{
    private const string Long = "LONG";

    private static readonly string[] Awkward =
    [
        "null", "true", "0", "-1", "1.5", "1e400", "9223372036854775808", "\"\"", "\"\\u0000\"", "\"text\"", "[]", "[null]", "[[1]]", "[\"a\",null]", "{}", "{\"a\":null}", "{\"weeks\":\"1\"}",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Every field a client may write, by the list of the reference.</summary>
    private static IEnumerable<string> Fields =>
        [.. "url title tag tags paused notification_muted last_viewed use_page_title_in_list processor method body headers proxy fetch_backend ignore_status_codes webdriver_delay webdriver_js_execute_code browser_steps time_between_check time_between_check_use_default time_schedule_limit include_filters subtractive_selectors ignore_text strip_ignored_lines trigger_text text_should_not_be_present extract_lines_containing extract_text trim_text_whitespace remove_duplicate_lines sort_text_alphabetically check_unique_lines filter_text_added filter_text_removed filter_text_replaced conditions conditions_match_logic filter_failure_notification_send notification_urls notification_title notification_body notification_format notification_screenshot history_snapshot_max_length in_stock_only follow_price_changes price_change_threshold_percent track_ldjson_price_data processor_config_restock_diff llm_intent llm_change_summary llm_change_summary_mode".Split(' ')];

    public static TheoryData<string> AllFields => new(Fields);

    [Theory]
    [InlineData("title", "5", "title: 5 is not of type 'string', 'null'")]
    [InlineData("title", Long + "5001", "title: 'xxx")]
    [InlineData("body", Long + "5001", "body: 'xxx")]
    [InlineData("proxy", Long + "5001", "proxy: 'xxx")]
    [InlineData("webdriver_js_execute_code", Long + "5001", "webdriver_js_execute_code: 'xxx")]
    [InlineData("notification_title", Long + "5001", "notification_title: 'xxx")]
    [InlineData("notification_body", Long + "5001", "notification_body: 'xxx")]
    [InlineData("llm_intent", Long + "2001", "llm_intent: 'xxx")]
    [InlineData("llm_change_summary", Long + "2001", "llm_change_summary: 'xxx")]
    [InlineData("llm_change_summary_mode", "\"swap\"", "llm_change_summary_mode: 'swap' is not one of ['replace', 'append']")]
    [InlineData("paused", "\"yes\"", "paused: 'yes' is not of type 'boolean'")]
    [InlineData("paused", "null", "paused: None is not of type 'boolean'")]
    [InlineData("notification_muted", "null", "notification_muted: None is not of type 'boolean'")]
    [InlineData("use_page_title_in_list", "1", "use_page_title_in_list: 1 is not of type 'boolean', 'null'")]
    [InlineData("processor", "\"nope\"", "processor: 'nope' is not one of ['text_json_diff', 'restock_diff']")]
    [InlineData("processor", "\"../../../../../../tmp/pwned.json\"", "processor: '../../../../../../tmp/pwned.json' is not one of")]
    [InlineData("processor", "\"..\"", "processor: '..' is not one of")]
    [InlineData("processor", "\"..\\\\..\\\\pwned.json\"", "processor: '..\\\\..\\\\pwned.json' is not one of")]
    [InlineData("processor", "\"\"", "processor: '' is not one of")]
    [InlineData("processor", "null", "processor: None is not of type 'string'")]
    [InlineData("method", "\"PATCH\"", "method: 'PATCH' is not one of ['GET', 'POST', 'DELETE', 'PUT']")]
    [InlineData("fetch_backend", "\"html_plugin\"", "fetch_backend: 'html_plugin' does not match '^(system|html_requests|html_webdriver|extra_browser_.+)$'")]
    [InlineData("webdriver_delay", "-1", "webdriver_delay: -1 is less than the minimum of 0")]
    [InlineData("webdriver_delay", "1.5", "webdriver_delay: 1.5 is not of type 'integer', 'null'")]
    [InlineData("last_viewed", "-1", "last_viewed: -1 is less than the minimum of 0")]
    [InlineData("last_viewed", "253402300800", "last_viewed: 253402300800 is greater than the maximum of 253402300799")]
    [InlineData("history_snapshot_max_length", "0", "history_snapshot_max_length: 0 is less than the minimum of 1")]
    [InlineData("history_snapshot_max_length", "1001", "history_snapshot_max_length: 1001 is greater than the maximum of 1000")]
    [InlineData("price_change_threshold_percent", "100.5", "price_change_threshold_percent: 100.5 is greater than the maximum of 100")]
    [InlineData("time_between_check", "{\"weeks\":52001}", "time_between_check.weeks: 52001 is greater than the maximum of 52000")]
    [InlineData("time_between_check", "{\"seconds\":-1}", "time_between_check.seconds: -1 is less than the minimum of 0")]
    [InlineData("time_between_check", "{\"hours\":\"1\"}", "time_between_check.hours: '1' is not of type 'integer', 'null'")]
    [InlineData("time_between_check", "{\"years\":1}", "time_between_check: Additional properties are not allowed ('years' was unexpected)")]
    [InlineData("time_between_check", "{\"a\":1,\"b\":1}", "time_between_check: Additional properties are not allowed ('a', 'b' were unexpected)")]
    [InlineData("time_schedule_limit", "{\"monday\":{\"start_time\":\"25:00\"}}", "time_schedule_limit.monday.start_time: '25:00' does not match")]
    [InlineData("time_schedule_limit", "{\"monday\":{\"duration\":{\"hours\":8}}}", "time_schedule_limit.monday.duration.hours: 8 is not of type 'string'")]
    [InlineData("include_filters", "\"p\"", "include_filters: 'p' is not of type 'array'")]
    [InlineData("include_filters", "[1]", "include_filters.0: 1 is not of type 'string'")]
    [InlineData("trigger_text", "MANY", "trigger_text: [")]
    [InlineData("notification_format", "\"invalid_format\"", "notification_format: 'invalid_format' is not one of ['text', 'html', 'htmlcolor', 'markdown', 'System default']")]
    [InlineData("browser_steps", "[{\"operation\":\"Click\",\"selector\":null}]", "browser_steps.0: 'optional_value' is a required property")]
    [InlineData("browser_steps", "[{\"operation\":\"Click\",\"selector\":null,\"optional_value\":\"\",\"x\":1}]", "browser_steps.0: Additional properties are not allowed ('x' was unexpected)")]
    [InlineData("conditions", "[{\"field\":\"a\",\"operator\":\"==\"}]", "conditions.0: 'value' is a required property")]
    [InlineData("conditions_match_logic", "\"NONE\"", "conditions_match_logic: 'NONE' is not one of ['ALL', 'ANY']")]
    [InlineData("processor_config_restock_diff", "{\"in_stock_processing\":\"some\"}", "processor_config_restock_diff.in_stock_processing: 'some' is not one of ['in_stock_only', 'all_changes', 'off']")]
    [InlineData("processor_config_restock_diff", "{\"nope\":1}", "processor_config_restock_diff: Additional properties are not allowed ('nope' was unexpected)")]
    [InlineData("headers", "{\"X-Custom\":\"value\\r\\nX-Injected: 1\"}", "headers.X-Custom: The value contains a line break")]
    [InlineData("headers", "{\"X-Test\":\"value\\u0000null\"}", "headers.X-Test: The value contains a line break or another control character")]
    [InlineData("headers", "{\"\":\"no-name\"}", "headers: '' is not the name of a header")]
    [InlineData("headers", "{\"X Y\":\"1\"}", "headers: 'X Y' is not the name of a header")]
    [InlineData("headers", "{\"X\":1}", "headers.X: 1 is not of type 'string'")]
    public async Task A_field_of_another_shape_is_refused_by_create_and_edit(string field, string value, string complaint)
    {
        var expected = Message($"Validation failed: {complaint}")[..^3];

        var created = await CreateAsync(field, Expand(value));
        var edited = await EditAsync(field, Expand(value));

        Assert.Equal((400, 400), (created.Status, edited.Status));
        Assert.StartsWith(expected, created.Body, StringComparison.Ordinal);
        Assert.Equal(created.Body, edited.Body);
        Assert.EndsWith("\"}\n", created.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("title", Long + "5000")]
    [InlineData("title", "null")]
    [InlineData("fetch_backend", "\"extra_browser_mine\"")]
    [InlineData("webdriver_delay", "null")]
    [InlineData("history_snapshot_max_length", "1000")]
    [InlineData("price_change_threshold_percent", "12.5")]
    [InlineData("time_between_check", "{\"weeks\":null,\"seconds\":31536000000}")]
    [InlineData("time_schedule_limit", "{\"enabled\":true,\"timezone\":\"Europe/Berlin\",\"monday\":{\"enabled\":true,\"start_time\":\"09:00\",\"duration\":{\"hours\":\"8\",\"minutes\":\"00\"}}}")]
    [InlineData("conditions", "[{\"field\":\"page_filtered_text\",\"operator\":\"==\",\"value\":\"1\"}]")]
    [InlineData("notification_format", "\"System default\"")]
    [InlineData("headers", "{\"User-Agent\":\"<script>alert(1)</script>\",\"X-Custom\":\"'; DROP TABLE watches; --\"}")]
    [InlineData("notification_urls", "[\"mailto://user:pass@example.com\",\"json://localhost/{{watch_uuid}}\"]")]
    [InlineData("processor_config_restock_diff", "{\"in_stock_processing\":\"off\",\"price_change_min\":1.25}")]
    [InlineData("tags", "[\"095be615-a8ad-4c33-8e9c-c7612fbf6c9f\"]")]
    public async Task A_field_of_the_right_shape_is_taken_and_given_back_as_it_was(string field, string value)
    {
        var expected = JsonNode.Parse(Expand(value));

        var (status, body) = await CreateAsync(field, Expand(value));
        var uuid = JsonNode.Parse(body)!["uuid"]!.GetValue<string>();

        Assert.Equal(201, status);
        Assert.Superset(Members(expected), Members((await fixture.Api.GetAsync(uuid, Cancel))[field]));
    }

    [Theory]
    [InlineData("{}", "body: 'url' is a required property")]
    [InlineData("[1]", "body: [1] is not of type 'object'")]
    [InlineData("\"text\"", "body: 'text' is not of type 'object'")]
    [InlineData("{\"url\":null}", "url: None is not of type 'string'")]
    [InlineData("{\"url\":5}", "url: 5 is not of type 'string'")]
    [InlineData("{\"url\":\"http://example.com\",\"paused\":1,\"method\":\"X\"}", "paused: 1 is not of type 'boolean'; method: 'X' is not one of ['GET', 'POST', 'DELETE', 'PUT']")]
    public async Task A_create_of_another_shape_is_refused(string body, string complaint) =>
        Assert.Equal((400, Message($"Validation failed: {complaint}")), await fixture.Api.Http.PostTextAsync(body, Cancel));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"url\":\"http://example.com\"} x")]
    [InlineData("{\"url\":\"http://example.com\",\"url\":\"http://127.0.0.1\"}")]
    [InlineData("{\"url\":\"http://example.com\",\"x\":{\"a\":1,\"a\":2}}")]
    [InlineData("{\"url\":\"http://example.com\",\"title\":\"\\ud800\"}")]
    [InlineData("{\"url\":\"http://example.com\",\"\\ud800\":1}")]
    [InlineData("{\"url\":\"http://example.com\",\"x\":NaN}")]
    public async Task A_body_that_is_no_plain_json_is_refused(string body)
    {
        var (status, answer) = await fixture.Api.Http.PostTextAsync(body, Cancel);

        Assert.Equal(400, status);
        Assert.StartsWith("{\"message\":\"Validation failed: body: Expecting valid JSON", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_nested_without_end_is_refused()
    {
        var (status, _) = await fixture.Api.Http.PostTextAsync($"{{\"url\":\"http://example.com\",\"x\":{new string('[', 10_000)}{new string(']', 10_000)}}}", Cancel);

        Assert.Equal(400, status);
    }

    [Fact]
    public async Task A_body_without_end_is_refused()
    {
        var answer = await fixture.Api.RawAsync(
            $"POST /api/v1/watch HTTP/1.1\r\nHost: x\r\nx-api-key: {V1Client.Key}\r\nContent-Type: application/json\r\nContent-Length: 9000000\r\nConnection: close\r\n\r\n", Cancel);

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("{\"message\":\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task Another_content_type_is_refused(string? contentType)
    {
        var expected = Message($"Validation failed: body: Content for the following mimetype not found: {contentType}. Valid mimetypes: ['application/json']");
        var uuid = await fixture.Api.WatchAsync(Cancel);

        Assert.Equal((400, expected), await fixture.Api.Http.PostTextAsync("""{"url":"http://example.com"}""", Cancel, contentType));
        Assert.Equal((400, expected), await fixture.Api.Http.PutTextAsync(uuid, """{"title":"x"}""", Cancel, contentType));
    }

    [Theory]
    [MemberData(nameof(AllFields))]
    public async Task No_value_of_a_field_breaks_the_api(string field)
    {
        var uuid = await fixture.Api.WatchAsync(Cancel);
        foreach (var value in Awkward)
        {
            var (created, _) = await CreateAsync(field, value);
            var (edited, _) = await fixture.Api.Http.PutTextAsync(uuid, $"{{\"{field}\":{value}}}", Cancel);
            Assert.True(created is 201 or 400, $"POST {field} {value}: {created}");
            Assert.True(edited is 200 or 400, $"PUT {field} {value}: {edited}");
        }

        Assert.Empty(fixture.Api.Complaints);
    }

    private Task<(int Status, string Body)> CreateAsync(string field, string value) =>
        fixture.Api.Http.PostTextAsync(field == "url" ? $"{{\"url\":{value}}}" : $"{{\"url\":\"http://example.com\",\"{field}\":{value}}}", Cancel);

    private async Task<(int Status, string Body)> EditAsync(string field, string value) =>
        await fixture.Api.Http.PutTextAsync(await fixture.Api.WatchAsync(Cancel), $"{{\"{field}\":{value}}}", Cancel);

    private static string Expand(string value) =>
        value.StartsWith(Long, StringComparison.Ordinal) ? $"\"{new string('x', int.Parse(value[Long.Length..], CultureInfo.InvariantCulture))}\""
        : value == "MANY" ? $"[{string.Join(',', Enumerable.Repeat("\"x\"", 101))}]"
        : value;

    private static HashSet<string> Members(JsonNode? node) => node switch
    {
        JsonObject members => [.. members.Where(member => member.Value is not null).Select(member => $"{member.Key}={member.Value!.ToJsonString()}")],
        _ => [node?.ToJsonString() ?? "null"],
    };
}
