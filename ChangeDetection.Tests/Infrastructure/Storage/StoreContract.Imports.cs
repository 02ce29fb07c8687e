using ChangeDetection.Core.Importing;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Importing;
using ChangeDetection.Tests.Core.Importing;
using Xunit;

namespace ChangeDetection.Tests.Infrastructure.Storage;

/// <summary>What the store promises about imports.</summary>
public abstract partial class StoreContract
{
    private static readonly byte[] Icon = Convert.FromHexString("89504E470D0A1A0A01");

    [Fact]
    public async Task A_datastore_comes_over_whole()
    {
        using var datastore = Datastore();
        using var import = await datastore.ReadAsync();

        var summary = await Store.Import.RunAsync(import, new ImportChoices(), null, Cancel);

        Assert.Equal((3, 3L, 1, true), (summary.Count(ImportFate.Added), summary.Versions, summary.GroupsAdded, summary.TookSettings));
        var one = (await Store.Catalog.FindAsync(WatchId.Parse(ADatastore.One), Cancel))!;
        Assert.Equal(("https://example.com/1", "One", true, ADatastore.GroupOne), (one.Url, one.Settings.Title, one.IsPaused, one.Settings.Tags.Single()));
        Assert.Equal((1_760_000_000, 1_760_000_300, 3, 7), (one.CreatedAt.ToUnixTimeSeconds(), one.State.LastCheckedAt!.Value.ToUnixTimeSeconds(), one.State.SnapshotCount, one.State.CheckCount));
        Assert.True(one.State.IsUnread);
        Assert.Equal("0cc175b9c0f1b6a831c399e269772661", one.State.PreviousChecksum);
        var versions = await Store.Archive.ListAsync(one.Id, Cancel);
        Assert.Equal([1_760_000_100, 1_760_000_200, 1_760_000_300], versions.Select(version => version.TakenAt.ToUnixTimeSeconds()));
        Assert.Equal(["a", "b", "a"], await Task.WhenAll(versions.Select(version => Store.Archive.ReadAsync(one.Id, version.Number, Cancel))));
        Assert.Equal(Icon, (await Store.Icons.FindAsync(one.State.IconId!, Cancel))!.Bytes.ToArray());
        var global = await Store.Settings.ReadAsync(Cancel);
        Assert.Equal((TimeSpan.FromHours(6), "News", ADatastore.GroupOne), (global.TimeBetweenCheck.ToTimeSpan(), global.Groups.Single().Title, global.Groups.Single().Id));
        Assert.Equal([".article"], global.Groups.Single().Settings.IncludeFilters);
        var totals = await Store.Feed.ReadTotalsAsync(Cancel);
        Assert.Equal((3, 1, 1), (totals.Watches, totals.Unread, totals.Paused));
    }

    [Fact]
    public async Task An_import_done_again_changes_nothing()
    {
        using var datastore = Datastore();
        using (var import = await datastore.ReadAsync())
            await Store.Import.RunAsync(import, new ImportChoices(), null, Cancel);
        await Store.Catalog.EditAsync(WatchId.Parse(ADatastore.Two), watch => WatchDraft.From(watch) with { Url = "https://edited.example/" }, Cancel);
        var revision = (await Store.Feed.ReadPositionAsync(Cancel)).Revision;

        using var again = await datastore.ReadAsync();
        var summary = await Store.Import.RunAsync(again, new ImportChoices(), null, Cancel);

        Assert.Equal((0, 3, 0, false), (summary.Count(ImportFate.Added), summary.Count(ImportFate.AlreadyImported), summary.GroupsAdded, summary.TookSettings));
        Assert.Equal(revision, (await Store.Feed.ReadPositionAsync(Cancel)).Revision);
    }

    [Fact]
    public async Task An_import_broken_off_goes_on_where_it_ended()
    {
        using var datastore = ADatastore.Newest();
        for (var number = 0; number < 450; number++)
            datastore.WithWatch($"11111111-1111-4111-8111-{number:000000000000}", $$"""{"url":"https://example.com/{{number}}"}""");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using (var import = await datastore.ReadAsync())
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Import.RunAsync(import, new ImportChoices(), new Stopping(stop), stop.Token));
        var before = (await Store.Catalog.ListIdsAsync(Cancel)).Count;

        using var again = await datastore.ReadAsync();
        var summary = await Store.Import.RunAsync(again, new ImportChoices(), null, Cancel);

        Assert.Equal(200, before);
        Assert.Equal((200, 250), (summary.Count(ImportFate.AlreadyImported), summary.Count(ImportFate.Added)));
        Assert.Equal(450, (await Store.Feed.ReadTotalsAsync(Cancel)).Watches);
    }

    [Fact]
    public async Task A_list_brings_each_address_once_however_often_it_is_imported()
    {
        await Store.WatchAsync("https://example.com/known", Cancel);
        const string List = "https://example.com/known\nhttps://example.com/a News\nhttps://example.com/b news, Shops\n";

        var first = await ImportListAsync(List, new ImportChoices());
        var second = await ImportListAsync(List, new ImportChoices());
        var all = await ImportListAsync(List, new ImportChoices { AllowsKnownAddresses = true });

        Assert.Equal((2, 1, 2), (first.Count(ImportFate.Added), first.Count(ImportFate.AddressKnown), first.GroupsAdded));
        Assert.Equal((0, 1, 2), (second.Count(ImportFate.Added), second.Count(ImportFate.AddressKnown), second.Count(ImportFate.AlreadyImported)));
        Assert.Equal((1, 2), (all.Count(ImportFate.Added), all.Count(ImportFate.AlreadyImported)));
        var groups = (await Store.Groups.ListAsync(Cancel)).ToDictionary(group => group.Title, group => group.Id);
        Assert.Equal([groups["News"], groups["Shops"]], (await Store.Catalog.FindAsync(first.Lines[2].Id, Cancel))!.Settings.Tags);
    }

    [Fact]
    public async Task A_dry_run_tells_and_stores_nothing_and_a_limit_is_kept()
    {
        const string List = "https://example.com/a News\nhttps://example.com/b\nhttps://example.com/c";

        var dry = await ImportListAsync(List, new ImportChoices { IsDryRun = true, MostWatches = 2 });

        Assert.Equal([ImportFate.Added, ImportFate.Added, ImportFate.OverLimit], dry.Lines.Select(line => line.Fate));
        Assert.Equal((1, 0, 0), (dry.GroupsAdded, (await Store.Feed.ReadTotalsAsync(Cancel)).Watches, (await Store.Groups.ListAsync(Cancel)).Count));
        Assert.Equal(2, (await ImportListAsync(List, new ImportChoices { MostWatches = 2 })).Count(ImportFate.Added));
        Assert.Equal(2, (await Store.Feed.ReadTotalsAsync(Cancel)).Watches);
    }

    [Fact]
    public async Task Groups_of_the_same_title_are_one_and_settings_are_left_alone_when_there_are_watches()
    {
        var mine = (await Store.Groups.EnsureAsync(["nEWS"], Cancel))[0];
        await Store.WatchAsync("https://example.com/mine", Cancel);
        using var datastore = Datastore();
        using var import = await datastore.ReadAsync();

        var summary = await Store.Import.RunAsync(import, new ImportChoices(), null, Cancel);

        Assert.Equal((0, false, TimeSpan.FromHours(3)), (summary.GroupsAdded, summary.TookSettings, (await Store.Settings.ReadAsync(Cancel)).TimeBetweenCheck.ToTimeSpan()));
        Assert.Equal([mine.Id], (await Store.Catalog.FindAsync(WatchId.Parse(ADatastore.One), Cancel))!.Settings.Tags);
    }

    [Fact]
    public async Task Thousands_of_imported_watches_are_not_due_at_once()
    {
        var now = Store.Clock.GetUtcNow();
        await ImportListAsync(string.Join('\n', Enumerable.Range(0, 2000).Select(number => $"https://example.com/{number}")), new ImportChoices());

        var due = (await Store.Catalog.ListAsync(Cancel)).Select(watch => watch.State.NextCheckAt - now).ToList();

        Assert.InRange(due.Max(), TimeSpan.FromSeconds(90), TimeSpan.FromMinutes(10));
        Assert.InRange(due.Count(wait => wait < TimeSpan.FromSeconds(10)), 50, 400);
    }

    private async Task<ImportSummary> ImportListAsync(string list, ImportChoices choices)
    {
        using var import = await AnImport.OfAsync(list, ImportFormat.UrlList);
        return await Store.Import.RunAsync(import, choices, null, Cancel);
    }

    private static ADatastore Datastore() => new ADatastore()
        .WithSettings("""{"requests":{"time_between_check":{"hours":6}},"application":{"schema_version":33}}""")
        .With($"{ADatastore.GroupOne}/tag.json", $$"""{"uuid":"{{ADatastore.GroupOne}}","title":"News","include_filters":[".article"]}""")
        .WithWatch(ADatastore.One, $$"""{"url":"https://example.com/1","title":"One","paused":true,"tags":["{{ADatastore.GroupOne}}"],"date_created":1760000000,"last_checked":1760000300,"last_viewed":1760000150,"check_count":7,"previous_md5":"0cc175b9c0f1b6a831c399e269772661"}""")
        .With($"{ADatastore.One}/history.txt", "1760000100,0cc175b9c0f1b6a831c399e269772661.txt\n1760000200,92eb5ffee6ae2fec3ad71c777531578f.txt\n1760000300,0cc175b9c0f1b6a831c399e269772661.txt\n")
        .With($"{ADatastore.One}/0cc175b9c0f1b6a831c399e269772661.txt", "a")
        .With($"{ADatastore.One}/92eb5ffee6ae2fec3ad71c777531578f.txt", "b")
        .With($"{ADatastore.One}/favicon.ico", Icon)
        .WithWatch(ADatastore.Two, """{"url":"https://example.com/2"}""")
        .WithWatch(ADatastore.Three, """{"url":"https://example.com/2"}""");

    private sealed class Stopping(CancellationTokenSource stop) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => stop.Cancel();
    }
}
