using System.Net;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Api.Settings;

/// <summary>What the installation's settings cannot be, and which edits move due times.</summary>
public sealed class SettingsRefusalTests(V1Fixture fixture) : IClassFixture<V1Fixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Refused => new()
    {
        { """{"interval":{"hours":0}}""", "interval", "at least one of weeks" },
        { """{"schedule":{"isEnabled":true}}""", "schedule", "tick at least one day" },
        { """{"schedule":{"timeZone":"Mars/Base"}}""", "schedule.timeZone", "not known" },
        { """{"timeZone":"Mars/Base"}""", "timeZone", "not known" },
        { """{"jitterSeconds":-1}""", "jitterSeconds", "0 to 86400" },
        { """{"jitterSeconds":86401}""", "jitterSeconds", "0 to 86400" },
        { """{"rssContentFormat":"pdf"}""", "rssContentFormat", "text, html, htmlcolor" },
        { """{"rssDiffLength":-1}""", "rssDiffLength", "0 for all" },
        { """{"rssDiffLength":1001}""", "rssDiffLength", "1 to 1000" },
        { """{"workers":-1}""", "workers", "1 to 1000" },
        { """{"workers":1001}""", "workers", "1 to 1000" },
        { """{"hostMaxInFlight":0}""", "hostMaxInFlight", "1 to 100" },
        { """{"hostMaxInFlight":101}""", "hostMaxInFlight", "1 to 100" },
        { """{"hostMinGapSeconds":-0.1}""", "hostMinGapSeconds", "0 to 3600" },
        { """{"hostMinGapSeconds":3601}""", "hostMinGapSeconds", "0 to 3600" },
        { """{"hostRules":["example.com"]}""", "hostRules", "Line 1 has no limit" },
        { """{"hostRules":["","http://example.com/ checks=1"]}""", "hostRules", "Line 2 does not begin with a host" },
        { """{"hostRules":["example.com/path checks=1"]}""", "hostRules", "does not begin with a host" },
        { """{"hostRules":["a checks=1","A gap=1"]}""", "hostRules", "Line 2 repeats a host" },
        { """{"hostRules":["a checks=0"]}""", "hostRules", "checks from 1 to 100" },
        { """{"hostRules":["a gap=3601"]}""", "hostRules", "gap from 0 to 3600" },
        { """{"hostRules":["a gap=NaN"]}""", "hostRules", "gap from 0 to 3600" },
        { """{"hostRules":["a speed=1"]}""", "hostRules", "a limit that cannot be read" },
        { """{"proxies":["http://proxy:3128"]}""", "proxies", "Line 1 needs a label" },
        { """{"proxies":["Office ftp://proxy:21"]}""", "proxies", "scheme ftp" },
        { """{"proxies":["Office file:///etc/passwd"]}""", "proxies", "no valid address" },
        { """{"proxies":["Office proxy:3128"]}""", "proxies", "no valid address" },
        { """{"proxies":["Office http://proxy:3128/path"]}""", "proxies", "has a path" },
        { """{"proxies":["A http://a:1","A http://b:1"]}""", "proxies", "Line 2 has the label of another line" },
        { """{"proxies":["no-proxy http://a:1"]}""", "proxies", "means something else" },
        { """{"proxies":["Office http://user:***@proxy:3128"]}""", "proxies", "type the password again" },
        { """{"proxy":"Nowhere"}""", "proxy", "no proxy of this name" },
        { """{"headers":["nonsense"]}""", "headers", "Line 1 is no header" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_makes_no_sense_is_refused_by_field_and_changes_nothing(string body, string field, string expected)
    {
        var before = await fixture.Api.Settings.ReadAsync(Cancel);

        var answer = await fixture.Api.V2Async(HttpMethod.Patch, "settings", body, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal([field], answer.Body["errors"]!.AsObject().Select(error => error.Key));
        Assert.Contains(expected, (string)answer.Body["errors"]![field]![0]!, StringComparison.Ordinal);
        Assert.Equal(WatchSettingsJson.Write(before), WatchSettingsJson.Write(await fixture.Api.Settings.ReadAsync(Cancel)));
    }

    [Theory]
    [InlineData("""{"interval":{"hours":1}}""", 1)]
    [InlineData("""{"interval":{"hours":3}}""", 0)]
    [InlineData("""{"interval":{"minutes":180}}""", 0)]
    [InlineData("""{"timeZone":"Asia/Tokyo"}""", 1)]
    [InlineData("""{"timeZone":""}""", 0)]
    [InlineData("""{"jitterSeconds":5}""", 1)]
    [InlineData("""{"jitterSeconds":0}""", 0)]
    [InlineData("""{"schedule":{"isEnabled":true,"monday":{"isEnabled":true,"hours":8}}}""", 1)]
    [InlineData("""{"schedule":{"monday":{"isEnabled":true,"hours":8}}}""", 0)]
    [InlineData("""{"interval":{"hours":1},"timeZone":"Asia/Tokyo","jitterSeconds":5}""", 1)]
    [InlineData("""{"allPaused":true,"queuePaused":true,"workers":3,"hostMaxInFlight":1,"hostMinGapSeconds":1,"hostRules":["a gap=1"],"headers":["A: b"],"onlyStatus200":true}""", 0)]
    public async Task Only_an_edit_that_moves_due_times_raises_the_schedules_version(string body, int raise)
    {
        var fresh = await fixture.Api.Settings.EditAsync(global => new GlobalSettings { ApiAccessToken = global.ApiAccessToken }, Cancel);
        var before = fresh.ScheduleVersion;

        Assert.Equal(HttpStatusCode.NoContent, (await fixture.Api.V2Async(HttpMethod.Patch, "settings", body, Cancel)).Status);
        Assert.Equal(before + raise, (await fixture.Api.Settings.ReadAsync(Cancel)).ScheduleVersion);
        Assert.Equal(HttpStatusCode.NoContent, (await fixture.Api.V2Async(HttpMethod.Patch, "settings", body, Cancel)).Status);
        Assert.Equal(before + raise, (await fixture.Api.Settings.ReadAsync(Cancel)).ScheduleVersion);
    }
}
