using System.Text.Json;
using ChangeDetection.Tests.Support;
using Xunit;
using static ChangeDetection.Tests.Api.V1.RequestTexts;

namespace ChangeDetection.Tests.Api.V1;

/// <summary>Which addresses v1 takes, on create and on edit alike.</summary>
public sealed class AddressTests(V1Fixture fixture) : IClassFixture<V1Fixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Refused => Cases("REJECT");

    public static TheoryData<string, string> Taken => Cases("ALLOW", "INERT");

    /// <summary>May be stored or refused: what matters is that no connection is made, which the fetcher's tests show.</summary>
    public static TheoryData<string, string> Blocked => Cases("BLOCK");

    [Theory]
    [MemberData(nameof(Refused))]
    [InlineData("template", "http://example.com/{{x")]
    [InlineData("template", "{{ 'http' }}://example.com/")]
    [InlineData("template", "http://example.com/{%now%}")]
    [InlineData("source", "source:file:///etc/passwd")]
    [InlineData("source", "source:source:http://example.com/")]
    [InlineData("source", "source:")]
    [InlineData("angle bracket", "http://example.com/?q=>")]
    [InlineData("no address", "   ")]
    public async Task A_dangerous_address_is_refused_and_nothing_is_stored(string id, string address)
    {
        var api = fixture.Api;
        var watch = await api.WatchAsync(Cancel);
        var count = (await api.Catalog.ListIdsAsync(Cancel)).Count;
        var body = JsonSerializer.Serialize(new { url = address });

        var created = await api.Http.PostTextAsync(body, Cancel);
        var edited = await api.Http.PutTextAsync(watch, body, Cancel);

        Assert.True((400, Bare("Invalid or unsupported URL")) == created, $"{id}: {created}");
        Assert.True(edited is (400, "\"Invalid or unsupported URL format. URL must use http://, https://, or ftp:// protocol\"\n" or "\"URL cannot be empty or whitespace only\"\n"), $"{id}: {edited}");
        Assert.Equal(count, (await api.Catalog.ListIdsAsync(Cancel)).Count);
        Assert.Equal("http://example.com/page", (await api.GetAsync(watch, Cancel))["url"]!.GetValue<string>());
        Assert.Equal((200, Bare("OK")), await api.Http.PutTextAsync(watch, """{"title":"later"}""", Cancel));
    }

    [Theory]
    [MemberData(nameof(Taken))]
    [InlineData("source", "source:http://example.com/")]
    public async Task A_harmless_address_is_taken_and_stays_the_same_when_written_again(string id, string address)
    {
        var uuid = await fixture.Api.WatchAsync(new { url = address }, Cancel);
        var stored = (await fixture.Api.GetAsync(uuid, Cancel))["url"]!.GetValue<string>();

        var again = await fixture.Api.Http.PutTextAsync(uuid, JsonSerializer.Serialize(new { url = stored }), Cancel);

        Assert.True((200, Bare("OK")) == again, id);
        Assert.Equal(stored, (await fixture.Api.GetAsync(uuid, Cancel))["url"]!.GetValue<string>());
    }

    [Theory]
    [MemberData(nameof(Blocked))]
    public async Task An_address_to_be_blocked_when_fetched_breaks_nothing_here(string id, string address)
    {
        var (status, _) = await fixture.Api.Http.PostTextAsync(JsonSerializer.Serialize(new { url = address }), Cancel);

        Assert.True(status is 201 or 400, $"{id}: {status}");
    }

    private static TheoryData<string, string> Cases(params string[] outcomes)
    {
        var cases = AttackCase.Addresses.Where(attack => outcomes.Contains(attack.Outcome)).ToList();
        return new TheoryData<string, string>(cases.SelectMany(attack => attack.Inputs.Select(input => (attack.Id, input))));
    }
}
