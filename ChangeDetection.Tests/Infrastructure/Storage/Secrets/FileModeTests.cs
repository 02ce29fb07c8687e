using System.Runtime.Versioning;
using ChangeDetection.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace ChangeDetection.Tests.Infrastructure.Storage.Secrets;

/// <summary>Who may read what lies in the data directory.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FileModeTests : IDisposable
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryDirectory _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Attack", "secret-011")]
    public async Task Folders_and_files_are_the_owners_alone()
    {
        var directory = _folder.File("data");
        await using var store = await AStore.OpenAsync(directory, null, Cancel);
        await store.WatchAsync("https://example.com/", Cancel);
        await store.Folder.MakeAsync(progress: null, Cancel);

        var files = Directory.GetFiles(directory, "*", SearchOption.AllDirectories);

        Assert.True(files.Length >= 5, string.Join(' ', files));
        Assert.All(files, file => Assert.Equal(OwnFile, File.GetUnixFileMode(file)));
        Assert.All([directory, .. Directory.GetDirectories(directory)], folder => Assert.Equal(OwnFile | UnixFileMode.UserExecute, File.GetUnixFileMode(folder)));
    }

    [Fact]
    public async Task A_folder_that_is_there_keeps_its_mode_and_its_files_become_the_owners_alone()
    {
        const UnixFileMode Shared = OwnFile | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
        await using (var store = await AStore.OpenAsync(_folder.Path, null, Cancel))
            await store.Folder.MakeAsync(progress: null, Cancel);
        SqliteConnection.ClearAllPools();
        File.SetUnixFileMode(_folder.Path, Shared);
        foreach (var file in Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories))
            File.SetUnixFileMode(file, OwnFile | UnixFileMode.OtherRead);

        await using var again = await AStore.OpenAsync(_folder.Path, null, Cancel);

        Assert.Equal(Shared, File.GetUnixFileMode(_folder.Path));
        Assert.All(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories), file => Assert.Equal(OwnFile, File.GetUnixFileMode(file)));
    }
}
