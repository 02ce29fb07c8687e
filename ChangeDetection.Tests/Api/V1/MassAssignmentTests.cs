using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeDetection.Api.V1.Schema;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Api.V1;

/// <summary>What a client cannot write, however it asks.</summary>
public sealed class MassAssignmentTests(V1Fixture fixture) : IClassFixture<V1Fixture>
{
    private static readonly string[] ReadOnly =
    [
        "uuid", "date_created", "last_checked", "last_changed", "history", "previous_md5", "check_count", "consecutive_filter_failures", "newest_history_key",
        "viewed", "history_n", "link", "last_error", "fetch_time", "content-type", "remote_server_reply", "page_title", "notification_alert_count",
        "last_notification_error", "has_ldjson_price_data", "processor_config_restock_diff_source", "browser_steps_last_error_step",
    ];

    private static readonly string[] Hidden =
    [
        "__check_status", "__proto__", "_llm_result", "_llm_intent", "last_check_status", "last_filter_config_hash", "restock", "llm_prefilter", "llm_evaluation_cache", "llm_tokens_used_cumulative",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> AllReadOnly => new(ReadOnly);

    public static TheoryData<string> AllHidden => new(Hidden);

    [Theory]
    [MemberData(nameof(AllReadOnly))]
    public async Task A_field_of_the_system_is_ignored_by_create_and_edit(string field)
    {
        var plain = await fixture.Api.WatchAsync(Cancel);
        var created = await fixture.Api.WatchAsync(JsonNode.Parse($"{{\"url\":\"http://example.com/page\",\"{field}\":\"forged\"}}")!, Cancel);
        var edited = await fixture.Api.WatchAsync(Cancel);

        var (status, _) = await fixture.Api.Http.PutTextAsync(edited, $"{{\"{field}\":\"forged\"}}", Cancel);

        Assert.Equal(200, status);
        foreach (var watch in new[] { created, edited })
        {
            Assert.DoesNotContain("forged", (await fixture.Api.GetAsync(watch, Cancel)).ToJsonString(), StringComparison.Ordinal);
            Assert.Equal(await WithoutIdentityAsync(plain), await WithoutIdentityAsync(watch));
        }
    }

    [Theory]
    [MemberData(nameof(AllHidden))]
    public async Task A_hidden_field_is_never_stored_and_never_shown(string field)
    {
        var uuid = await fixture.Api.WatchAsync(JsonNode.Parse($"{{\"url\":\"http://example.com/page\",\"{field}\":\"forged\"}}")!, Cancel);

        var (status, _) = await fixture.Api.Http.PutTextAsync(uuid, $"{{\"{field}\":\"forged\"}}", Cancel);
        var stored = await fixture.Api.Catalog.FindAsync(WatchId.Parse(uuid), Cancel);

        Assert.Equal(200, status);
        Assert.DoesNotContain("forged", WatchSettingsJson.Write(stored!.Settings), StringComparison.Ordinal);
        Assert.False((await fixture.Api.GetAsync(uuid, Cancel)).ContainsKey(field));
    }

    [Fact]
    public async Task Fields_that_another_version_stored_cannot_pretend_to_be_the_systems()
    {
        var forged = new Dictionary<string, JsonElement>();
        foreach (var name in ReadOnly.Concat(Hidden))
            forged[name] = JsonSerializer.SerializeToElement("forged");
        var draft = new WatchDraft { Url = "http://example.com/page", Settings = new WatchSettings { Unknown = forged } };
        var uuid = (await fixture.Api.Catalog.CreateAsync(draft, Cancel)).Id.ToString();

        var watch = await fixture.Api.GetAsync(uuid, Cancel);

        Assert.All(Hidden, name => Assert.False(watch.ContainsKey(name)));
        Assert.Equal(uuid, watch["uuid"]!.GetValue<string>());
        Assert.DoesNotContain(watch, member => member.Key is not ("history" or "newest_history_key") && member.Value is JsonValue value && value.TryGetValue<string>(out var text) && text == "forged");
    }

    [Fact]
    public void Every_setting_has_a_rule_and_every_rule_a_place()
    {
        var settings = JsonNode.Parse(WatchSettingsJson.Write(new WatchSettings()))!.AsObject().Select(member => member.Key);
        string[] elsewhere = ["url", "tag", "paused", "notification_muted", "last_viewed"];
        string[] notInV1 = ["check_cron", "snoozed_until", "verify_tls", "config_key"];

        Assert.Equal(WatchSchema.Create.Members.Keys.Except(elsewhere).Order(), settings.Except(notInV1).Order());
        Assert.All(ReadOnly.Concat(Hidden).Concat(notInV1), name => Assert.False(WatchSchema.IsWritable(name)));
    }

    private async Task<string> WithoutIdentityAsync(string uuid)
    {
        var watch = await fixture.Api.GetAsync(uuid, Cancel);
        watch.Remove("uuid");
        return watch.ToJsonString();
    }
}
