using System.Text.Json;
using ChangeDetection.Core.Importing;
using ChangeDetection.Core.Watches;
using Xunit;

namespace ChangeDetection.Tests.Core.Importing;

/// <summary>What datastores of older versions said in another way.</summary>
public sealed class DatastoreSchemaTests
{
    [Fact]
    public async Task Minutes_between_checks_became_parts_of_an_interval()
    {
        var settings = await SettingsAsync(null, "\"minutes_between_check\":90");

        Assert.Equal((TimeSpan.FromMinutes(90), false), (settings.TimeBetweenCheck.ToTimeSpan(), settings.TimeBetweenCheckUseDefault));
    }

    [Theory]
    [InlineData(14, """ "time_between_check":{"hours":5} """, false)]
    [InlineData(14, """ "time_between_check":{"hours":null} """, true)]
    [InlineData(15, """ "time_between_check":{"hours":5} """, true)]
    public async Task Before_there_was_a_switch_an_interval_of_its_own_counted(int schema, string fields, bool expected) =>
        Assert.Equal(expected, (await SettingsAsync(schema, fields)).TimeBetweenCheckUseDefault);

    [Theory]
    [InlineData(4, null)]
    [InlineData(5, "The same")]
    public async Task A_copy_of_the_common_notification_is_none_of_its_own(int schema, string? expected) =>
        Assert.Equal(expected, (await SettingsAsync(schema, "\"notification_title\":\"The same\"", "\"notification_title\":\"The same\"")).NotificationTitle);

    [Theory]
    [InlineData(8, "{{watch_url}} {{diff}} {else} {{base_url}}")]
    [InlineData(9, "{watch_url} {diff} {else} {{base_url}}")]
    public async Task Tokens_had_single_braces(int schema, string expected) =>
        Assert.Equal(expected, (await SettingsAsync(schema, "\"notification_body\":\"{watch_url} {diff} {else} {{base_url}}\"")).NotificationBody);

    [Fact]
    public async Task A_single_filter_became_a_list() => Assert.Equal(["#x"], (await SettingsAsync(7, "\"css_filter\":\" #x \"")).IncludeFilters);

    [Theory]
    [InlineData(13, "xpath1://a", "xpath1:b", ".c", "json:$.d")]
    [InlineData(14, "//a", "xpath:b", ".c", "json:$.d")]
    public async Task Older_XPath_keeps_its_engine(int schema, params string[] expected) =>
        Assert.Equal(expected, (await SettingsAsync(schema, """ "include_filters":["//a","xpath:b",".c","json:$.d"] """)).IncludeFilters);

    [Theory]
    [InlineData(11, "News", "tech")]
    [InlineData(12)]
    public async Task Groups_were_a_text(int schema, params string[] expected)
    {
        using var datastore = new ADatastore().WithOlder(schema, $$$"""{"{{{ADatastore.One}}}":{"url":"https://a.example/","tag":"News, tech,news"}}""");

        using var result = await datastore.ReadAsync();

        Assert.Equal(expected, Assert.Single(result.Watches).GroupTitles);
    }

    [Theory]
    [InlineData("\"tags\":\"\"")]
    [InlineData("\"tags\":null")]
    [InlineData("\"tags\":{}")]
    public async Task Tags_of_another_type_are_none(string fields) => Assert.Empty((await SettingsAsync(15, fields)).Tags);

    [Fact]
    public async Task A_watch_without_a_date_has_none()
    {
        using var datastore = new ADatastore().WithOlder(12, $$$"""{"{{{ADatastore.One}}}":{"url":"https://a.example/"}}""");

        using var result = await datastore.ReadAsync();

        Assert.Null(Assert.Single(result.Watches).CreatedAt);
    }

    [Theory]
    [InlineData(""" "processor":"restock_diff","in_stock_only":false,"follow_price_changes":false """, """{"follow_price_changes":false,"in_stock_processing":"all_changes"}""")]
    [InlineData(""" "processor":"restock_diff","restock_settings":{"in_stock_processing":"off","price_change_max":9} """, """{"in_stock_processing":"off","price_change_max":9}""")]
    public async Task Price_and_stock_rules_have_stood_in_several_places(string fields, string expected) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), (await SettingsAsync(16, fields)).ProcessorConfigRestockDiff!.Value));

    [Fact]
    public async Task Titles_of_pages_were_switched_on_by_another_name() => Assert.True((await SettingsAsync(19, "\"extract_title_as_title\":true")).UsePageTitleInList);

    [Theory]
    [InlineData("HTML Color", "htmlcolor")]
    [InlineData("Text", "text")]
    [InlineData("Markdown", "markdown")]
    [InlineData("System default", "System default")]
    public async Task Formats_had_other_names(string format, string expected) => Assert.Equal(expected, (await SettingsAsync(22, $"\"notification_format\":\"{format}\"")).NotificationFormat);

    [Fact]
    public async Task Default_headers_of_old_are_left_out()
    {
        using var datastore = new ADatastore().WithOlder(6, "{}", headers: """{"User-Agent":"Chrome/87","Accept":"*/*","X-Mine":"1"}""");

        using var result = await datastore.ReadAsync();

        Assert.Equal(["X-Mine"], result.Settings!.Settings.Headers.Keys);
        result.Report.Has(ImportSeverity.Remark, "settings", "User-Agent");
    }

    [Fact]
    public async Task Versions_stood_in_the_watch_with_the_paths_of_their_machine()
    {
        using var datastore = new ADatastore().WithOlder(1, $$$"""{"{{{ADatastore.One}}}":{"url":"https://a.example/","history":{"1600000100":"/datastore/{{{ADatastore.One}}}/b.stripped.txt","1600000000":"C:\\data\\a.txt"} } }""")
            .With($"{ADatastore.One}/a.txt", "A").With($"{ADatastore.One}/b.stripped.txt", "B");

        using var result = await datastore.ReadAsync();

        Assert.Equal([(1600000000, "A"), (1600000100, "B")], await Assert.Single(result.Watches).VersionsAsync());
    }

    [Fact]
    public async Task Every_number_of_the_schema_and_none_can_be_read()
    {
        foreach (var schema in Enumerable.Range(0, 40).Select(number => (int?)number).Append(null))
            Assert.Equal("GET", (await SettingsAsync(schema, "\"title\":\"x\"")).Method);
    }

    private static async Task<WatchSettings> SettingsAsync(int? schema, string fields, string application = "")
    {
        using var datastore = new ADatastore().WithOlder(schema, $$$"""{"{{{ADatastore.One}}}":{"url":"https://a.example/",{{{fields}}}}}""", application: application);

        using var result = await datastore.ReadAsync();

        return Assert.Single(result.Watches).Draft.Settings;
    }
}
