using System.Net;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Api.Watches;

/// <summary>What no watch can be given, and what its edits set off.</summary>
public sealed class WatchTimingRefusalTests(V1Fixture fixture) : IClassFixture<V1Fixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Refused => new()
    {
        { """{"usesDefaultInterval":false,"checkCron":" "}""", "interval", "At least one time interval" },
        { """{"checkCron":"0 9 * *"}""", "checkCron", "needs five fields" },
        { """{"checkCron":"0 0 30 2 *"}""", "checkCron", "never comes" },
        { """{"checkCron":"0 9 * * *\u0000"}""", "checkCron", "needs five fields" },
        { """{"schedule":{"isEnabled":true}}""", "schedule", "tick at least one day" },
        { """{"schedule":{"timeZone":"Mars/Base"}}""", "schedule.timeZone", "not known" },
        { """{"schedule":{"timeZone":"../../etc/passwd"}}""", "schedule.timeZone", "not known" },
        { """{"schedule":{"monday":{"start":"9 o'clock"}}}""", "schedule.monday.start", "start on Monday as HH:MM" },
        { """{"schedule":{"monday":{"start":null}}}""", "schedule.monday.start", "start on Monday as HH:MM" },
        { """{"schedule":{"sunday":{"start":"24:00"}}}""", "schedule.sunday.start", "start on Sunday as HH:MM" },
        { """{"schedule":{"friday":{"isEnabled":true,"hours":0}}}""", "schedule.friday.hours", "Give the window on Friday a duration" },
        { """{"schedule":{"friday":{"hours":169}}}""", "schedule.friday.hours", "from 0 to 168 hours" },
        { """{"schedule":{"friday":{"minutes":60}}}""", "schedule.friday.hours", "0 to 59 minutes" },
        { """{"schedule":{"friday":{"hours":-1}}}""", "schedule.friday.hours", "from 0 to 168 hours" },
        { """{"snoozedUntil":"tomorrow"}""", "snoozedUntil", "with its offset from UTC" },
        { """{"snoozedUntil":"2026-12-01T08:00:00"}""", "snoozedUntil", "with its offset from UTC" },
        { """{"snoozedUntil":"2026-13-01T08:00:00Z"}""", "snoozedUntil", "with its offset from UTC" },
        { """{"snoozedUntil":"2026-11-23T12:00:00Z"}""", "snoozedUntil", "is over" },
        { """{"method":"TRACE"}""", "method", "Choose GET, POST, PUT or DELETE." },
        { """{"body":"x"}""", "body", "A GET request has no body" },
        { """{"headers":["Good: one","nonsense"]}""", "headers", "Line 2 is no header" },
        { """{"headers":[": x"]}""", "headers", "Line 1 is no header" },
        { """{"headers":["Na me: x"]}""", "headers", "a name that cannot be sent" },
        { """{"headers":["Name: a\r\nEvil: b"]}""", "headers", "control character in its value" },
        { """{"headers":["Name: a\u0000"]}""", "headers", "control character in its value" },
        { """{"headers":["Name: a","name: b"]}""", "headers", "repeats name" },
        { """{"headers":["content-length: 5"]}""", "headers", "follows from the body" },
        { """{"proxy":"Nowhere"}""", "proxy", "There is no proxy of this name" },
    };

    [Theory]
    [InlineData("""{"verifyTls":false}""", "queued")]
    [InlineData("""{"headers":["A: b"]}""", "queued")]
    [InlineData("""{"verifyTls":false,"snoozedUntil":"2026-12-01T08:00:00Z"}""", "idle")]
    [InlineData("""{"verifyTls":false,"isPaused":true}""", "idle")]
    [InlineData("""{"snoozedUntil":"2026-12-01T08:00:00Z"}""", "idle")]
    public async Task A_page_is_looked_at_again_when_its_request_changes_and_its_schedule_is_open(string body, string activity)
    {
        var id = await fixture.Api.WatchAsync(Cancel);
        await fixture.Api.FindsAsync(id, "one", Cancel);

        await fixture.Api.V2Async(HttpMethod.Patch, $"watches/{id}", body, Cancel);

        Assert.Equal(activity, (string?)(await fixture.Api.V2Async(HttpMethod.Get, $"watches/{id}", null, Cancel)).Body["summary"]!["activity"]);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_makes_no_sense_is_refused_by_field_and_changes_nothing(string body, string field, string expected)
    {
        var id = await fixture.Api.WatchAsync(Cancel);
        var before = (await fixture.Api.Catalog.FindAsync(WatchId.Parse(id), Cancel))!.Settings;

        foreach (var (method, path, request) in new[] { (HttpMethod.Patch, $"watches/{id}", body), (HttpMethod.Post, "watches", $$"""{"url":"https://example.com/",{{body[1..]}}""") })
        {
            var answer = await fixture.Api.V2Async(method, path, request, Cancel);

            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            Assert.Equal([field], answer.Body["errors"]!.AsObject().Select(error => error.Key));
            Assert.Contains(expected, (string)answer.Body["errors"]![field]![0]!, StringComparison.Ordinal);
        }

        Assert.Equal(WatchSettingsJson.Write(before), WatchSettingsJson.Write((await fixture.Api.Catalog.FindAsync(WatchId.Parse(id), Cancel))!.Settings));
    }
}
