using ChangeDetection.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;
using static ChangeDetection.Tests.Api.V1.RequestTexts;

namespace ChangeDetection.Tests.Api.V1;

/// <summary>What clients are told when we break.</summary>
public sealed class FailureTests : IAsyncDisposable
{
    private readonly ApiHost _api = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_damaged_version_is_told_without_details_and_logged_once()
    {
        var uuid = await _api.WatchAsync(Cancel);
        await _api.FindsAsync(uuid, "one", Cancel);
        await ExecuteAsync("UPDATE contents SET bytes = x'00'");

        var answer = await _api.Http.GetTextAsync($"/api/v1/watch/{uuid}/history/latest", Cancel);

        Assert.Equal((500, Message("Internal Server Error")), answer);
        Assert.Contains("GetVersion", Assert.Single(_api.Complaints), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_store_is_told_even_before_the_key_can_be_read()
    {
        await ExecuteAsync("UPDATE settings SET value = '{broken'");

        Assert.Equal((500, Message("Internal Server Error")), await _api.Http.GetTextAsync("/api/v1/watch", Cancel));
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_api.DatabaseFile}");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
