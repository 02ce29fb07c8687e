using ChangeDetection.Tests.Infrastructure.Storage.Backups;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Infrastructure.Storage.Secrets;

public sealed class SqliteSealingTests : SealingContract
{
    [Fact]
    [Trait("Attack", "path-028")]
    public async Task A_link_planted_among_keys_or_backups_is_no_way_in_or_out()
    {
        var outside = Folder.File("outside");
        await File.WriteAllTextAsync(outside, "<key id='evil'/>", Cancel);
        var directory = Folder.File("data");
        await using var store = await FilledStore.OpenAsync(directory, Cancel);
        Directory.CreateDirectory(store.Folder.Location);
        File.CreateSymbolicLink(Path.Combine(directory, "keys", "evil.xml"), outside);
        File.CreateSymbolicLink(Path.Combine(store.Folder.Location, "changedetection-backup-20200101000000.zip"), outside);

        await using var again = await AStore.OpenAsync(directory, null, Cancel);

        Assert.Single(again.Contexts.Keys.Repository.GetAllElements());
        Assert.Empty(again.Folder.List());
        again.Contexts.Keys.Repository.StoreElement(new System.Xml.Linq.XElement("key"), "evil");
        Assert.Equal("<key id='evil'/>", await File.ReadAllTextAsync(outside, Cancel));
    }

    protected override Task<string?> MakeConnectionStringAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    private protected override Task<Func<Task>> TakeKeysAsync(AStore store)
    {
        var taken = Folder.File("taken");
        Directory.Move(Folder.File("keys"), taken);
        return Task.FromResult<Func<Task>>(() =>
        {
            foreach (var key in Directory.GetFiles(taken))
                File.Move(key, Path.Combine(Folder.File("keys"), Path.GetFileName(key)));
            return Task.CompletedTask;
        });
    }
}
