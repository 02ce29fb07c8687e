using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Groups;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Infrastructure.Storage;

/// <summary>What the store promises about groups.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task Groups_are_found_by_their_titles_and_made_once()
    {
        var first = await Store.Groups.EnsureAsync(["News", " shops ", "NEWS", ""], Cancel);
        var again = await Store.Groups.EnsureAsync(["SHOPS", "Other"], Cancel);

        Assert.Equal(["News", "shops"], first.Select(group => group.Title));
        Assert.Equal(["News", "shops", "Other"], (await Store.Groups.ListAsync(Cancel)).Select(group => group.Title));
        Assert.Equal(first[1].Id, again[0].Id);
        Assert.Equal(Store.Clock.GetUtcNow().ToUnixTimeSeconds(), again[1].CreatedAt);
    }

    [Fact]
    public async Task No_two_groups_have_one_title_and_there_are_not_too_many()
    {
        var groups = await Store.Groups.EnsureAsync(["News", "Shops"], Cancel);

        await Assert.ThrowsAsync<GroupTitleTakenException>(() => Store.Groups.EditAsync(groups[1].Id, group => group with { Title = "nEWS" }, Cancel));
        await Assert.ThrowsAsync<TooManyGroupsException>(() => Store.Groups.EnsureAsync([.. Enumerable.Range(0, GroupCatalog.MostGroups).Select(number => $"{number}")], Cancel));

        Assert.Null(await Store.Groups.EditAsync("gone", group => group, Cancel));
        Assert.Equal(["News", "Shops"], (await Store.Groups.ListAsync(Cancel)).Select(group => group.Title));
    }

    [Fact]
    public async Task A_new_pattern_moves_watches_and_every_list_learns_of_it()
    {
        var inside = await Store.WatchAsync("https://news.example.com/a", Cancel);
        var outside = await Store.WatchAsync("https://other.example/b", Cancel);
        var group = (await Store.Groups.EnsureAsync(["News"], Cancel))[0];
        var before = (await Store.Feed.ReadPositionAsync(Cancel)).Revision;

        await Store.Groups.EditAsync(group.Id, current => current with { UrlMatchPattern = "*news.*" }, Cancel);
        var moved = await Store.Feed.ReadAsync(before, 10, Cancel);
        await Store.Groups.EditAsync(group.Id, current => current with { UrlMatchPattern = "*other*" }, Cancel);
        var back = await Store.Feed.ReadAsync(moved.To, 10, Cancel);
        await Store.Groups.DeleteAsync(group.Id, Cancel);
        var left = await Store.Feed.ReadAsync(back.To, 10, Cancel);

        Assert.Equal((inside.Id, group.Id), (Assert.Single(moved.Updated).Id, Assert.Single(moved.Updated[0].Groups!)));
        Assert.Equal([inside.Id, outside.Id], back.Updated.Select(row => row.Id).OrderBy(id => id == outside.Id));
        Assert.Null(back.Updated.Single(row => row.Id == inside.Id).Groups);
        Assert.Equal([group.Id], back.Updated.Single(row => row.Id == outside.Id).Groups!);
        Assert.Null(Assert.Single(left.Updated).Groups);
    }

    [Fact]
    public async Task A_deleted_group_leaves_its_watches_and_nothing_else()
    {
        var groups = await Store.Groups.EnsureAsync(["News", "Shops"], Cancel);
        var watch = await Store.Catalog.CreateAsync(new WatchDraft { Url = "https://example.com/", Settings = new WatchSettings { Tags = [groups[0].Id, groups[1].Id], Title = groups[0].Id } }, Cancel);

        Assert.True(await Store.Groups.DeleteAsync(groups[0].Id.ToUpperInvariant(), Cancel));
        Assert.False(await Store.Groups.DeleteAsync(groups[0].Id, Cancel));

        var settings = (await Store.Catalog.FindAsync(watch.Id, Cancel))!.Settings;
        Assert.Equal([groups[1].Id], settings.Tags);
        Assert.Equal(groups[0].Id, settings.Title);
        Assert.Equal("Shops", Assert.Single(await Store.Groups.ListAsync(Cancel)).Title);
    }

    [Fact]
    public async Task A_watch_made_in_a_group_by_its_address_is_due_by_the_groups_interval()
    {
        var group = (await Store.Groups.EnsureAsync(["News"], Cancel))[0];
        await Store.Groups.EditAsync(group.Id, current => current with { UrlMatchPattern = "news.", TimeBetweenCheck = new CheckInterval { Minutes = 1 } }, Cancel);
        var watch = await Store.WatchAsync("https://news.example.com/", Cancel);
        var lease = Assert.Single(await Store.Ledger.TakeAsync(Deliveries(await Store.Ledger.OfferAsync(10, Cancel)), Worker, Cancel));
        await Store.Ledger.CancelAsync(lease.Watch.Id, Cancel);

        var due = (await Store.Catalog.FindAsync(watch.Id, Cancel))!.State.NextCheckAt;

        Assert.InRange(due - Store.Clock.GetUtcNow(), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));
    }
}
