using ChangeDetection.Api.Security;
using ChangeDetection.Tests.Api.V1;
using ChangeDetection.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChangeDetection.Tests.Api.Security;

/// <summary>Which key counts, and whether one is asked for.</summary>
public sealed class ApiAccessTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_configured_key_the_stored_one_counts()
    {
        await using var api = new ApiHost(("API_ACCESS_TOKEN", ""));
        var stored = (await api.Settings.ReadAsync(Cancel)).ApiAccessToken;
        using var http = api.Anonymous();
        http.DefaultRequestHeaders.Add("x-api-key", stored);

        Assert.Matches("^[0-9a-f]{32}$", stored);
        Assert.Equal((200, "{}\n"), await http.GetTextAsync("/api/v1/watch", Cancel));
        Assert.Equal(403, (await api.Http.GetTextAsync("/api/v1/watch", Cancel)).Status);
        Assert.Equal(new ApiKey(stored, ApiKeySource.Stored, IsRequired: true), await KeyAsync(api));
    }

    [Fact]
    public async Task A_configured_key_replaces_the_stored_one()
    {
        await using var api = new ApiHost();
        using var http = api.Anonymous();
        http.DefaultRequestHeaders.Add("x-api-key", (await api.Settings.ReadAsync(Cancel)).ApiAccessToken);

        Assert.Equal(403, (await http.GetTextAsync("/api/v1/watch", Cancel)).Status);
        Assert.Equal(200, (await api.Http.GetTextAsync("/api/v1/watch", Cancel)).Status);
        Assert.Equal(new ApiKey(V1Client.Key, ApiKeySource.Configured, IsRequired: true), await KeyAsync(api));
    }

    [Fact]
    public async Task A_replaced_key_counts_at_once()
    {
        await using var api = new ApiHost(("API_ACCESS_TOKEN", ""));
        await api.Settings.EditAsync(settings => settings with { ApiAccessToken = V1Client.Key }, Cancel);

        Assert.Equal(200, (await api.Http.GetTextAsync("/api/v1/watch", Cancel)).Status);
    }

    [Fact]
    public async Task When_no_key_is_asked_for_scripts_come_in_and_pages_of_other_sites_do_not()
    {
        await using var api = new ApiHost();
        await api.Settings.EditAsync(settings => settings with { ApiAccessTokenEnabled = false }, Cancel);
        using var script = api.Anonymous();
        using var page = api.Anonymous();
        page.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");

        Assert.Equal(200, (await script.GetTextAsync("/api/v1/watch", Cancel)).Status);
        Assert.Equal(403, (await page.GetTextAsync("/api/v1/watch?recheck_all=1", Cancel)).Status);
    }

    [Fact]
    public void A_missing_stored_key_opens_nothing() =>
        Assert.False(new ApiKey("", ApiKeySource.Stored, IsRequired: true).Matches(""));

    [Fact]
    public void A_key_is_not_in_its_text() =>
        Assert.DoesNotContain(V1Client.Key, new ApiKey(V1Client.Key, ApiKeySource.Stored, IsRequired: true).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("short")]
    [InlineData("has a space in the middle")]
    public async Task A_configured_key_that_anyone_can_guess_or_no_header_can_carry_stops_the_host(string key)
    {
        using var directory = new TemporaryDirectory();
        await using var process = HostProcess.Start("ChangeDetection.Api", new Dictionary<string, string> { ["DATASTORE_PATH"] = directory.Path, ["API_ACCESS_TOKEN"] = key });

        Assert.Equal(1, await process.ExitCodeAsync(Cancel));
        Assert.Contains("API_ACCESS_TOKEN must be 16 to 200 visible ASCII characters", process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(key, process.Output, StringComparison.Ordinal);
    }

    private static Task<ApiKey> KeyAsync(ApiHost api) => api.Services.GetRequiredService<ApiAccess>().ReadAsync(Cancel);
}
