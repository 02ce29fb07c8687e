using ChangeDetection.Core.Access;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Access;
using Xunit;

namespace ChangeDetection.Tests.Infrastructure.Storage;

/// <summary>Users, sessions, keys and shared links, the same in both databases.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task Of_several_who_want_to_be_the_first_user_one_is()
    {

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Store.Users.AddFirstAsync($"user {number}", "hash", Cancel)));

        Assert.Single(outcomes, UserOutcome.Done);
        var user = Assert.Single(await Store.Users.ListAsync(Cancel));
        Assert.Equal(AccessRole.Admin, user.Role);
        Assert.Equal(UserOutcome.LastAdmin, await Store.Users.DeleteAsync(user.Id, Cancel));
        Assert.Equal(UserOutcome.LastAdmin, await Store.Users.ChangeAsync(user.Id, new UserChange(Role: AccessRole.Editor), null, Cancel));
    }

    [Fact]
    public async Task A_name_is_one_whatever_its_case_and_a_deleted_user_leaves_no_session()
    {
        await Store.Users.AddFirstAsync("Ada", "hash", Cancel);
        Assert.Equal(UserOutcome.NameTaken, await Store.Users.AddAsync(" ADA ", AccessRole.Viewer, "hash", Cancel));
        Assert.Equal(UserOutcome.Done, await Store.Users.AddAsync("Bob", AccessRole.Viewer, "hash", Cancel));
        var bob = (await Store.Users.FindForSignInAsync("bob", Cancel))!.Value.User;

        var token = await Store.Sessions.BeginAsync(bob.Id, TimeSpan.FromHours(1), "192.0.2.1", "a browser", Cancel);
        Assert.Equal(bob.Id, (await Store.Sessions.FindAsync(token, Cancel))!.User.Id);
        Assert.Equal(UserOutcome.Done, await Store.Users.DeleteAsync(bob.Id, Cancel));

        Assert.Null(await Store.Sessions.FindAsync(token, Cancel));
        Assert.Equal(UserOutcome.Missing, await Store.Users.DeleteAsync(bob.Id, Cancel));
    }

    [Fact]
    public async Task A_session_lasts_while_it_is_used_and_ends_by_time_by_role_and_by_word()
    {
        await Store.Users.AddFirstAsync("Ada", "hash", Cancel);
        var ada = Assert.Single(await Store.Users.ListAsync(Cancel));
        var (used, idle) = (await BeginAsync(), await BeginAsync());

        for (var minutes = 0; minutes < 120; minutes += 40)
        {
            Store.Clock.Advance(TimeSpan.FromMinutes(40));
            Assert.NotNull(await Store.Sessions.FindAsync(used, Cancel));
        }

        Assert.Null(await Store.Sessions.FindAsync(idle, Cancel));
        var (kept, ended) = (await BeginAsync(), await BeginAsync());
        var keptId = (await Store.Sessions.FindAsync(kept, Cancel))!.Id;
        Assert.Equal(UserOutcome.Done, await Store.Users.ChangeAsync(ada.Id, new UserChange(PasswordHash: "another hash"), keptId, Cancel));
        Assert.Equal((true, true, true), (await Store.Sessions.FindAsync(kept, Cancel) is not null, await Store.Sessions.FindAsync(ended, Cancel) is null, await Store.Sessions.FindAsync(used, Cancel) is null));
        Assert.True(await Store.Sessions.EndAsync(ada.Id, keptId, Cancel));
        Assert.False(await Store.Sessions.EndAsync(ada.Id, keptId, Cancel));

        Task<string> BeginAsync() => Store.Sessions.BeginAsync(ada.Id, TimeSpan.FromHours(1), null, null, Cancel);
    }

    [Fact]
    public async Task A_key_is_found_by_what_is_shown_and_not_by_what_is_stored()
    {
        var made = (await Store.Keys.MakeAsync("a script", AccessRole.Viewer, Cancel))!.Value;

        Assert.Equal(AccessRole.Viewer, (await Store.Keys.FindAsync(made.Secret, Cancel))!.Role);
        Assert.Null(await Store.Keys.FindAsync(made.Key.Hint, Cancel));
        Assert.Null(await Store.Keys.FindAsync("", Cancel));
        Assert.NotNull(Assert.Single(await Store.Keys.ListAsync(Cancel)).UsedAt);
        Assert.True(await Store.Keys.DeleteAsync(made.Key.Id, Cancel));
        Assert.Null(await Store.Keys.FindAsync(made.Secret, Cancel));
    }

    [Fact]
    public async Task A_shared_link_goes_with_its_watch()
    {
        var watch = await Store.WatchAsync("https://example.com/", Cancel);
        var made = (await Store.Shares.MakeAsync(watch.Id, 1, 2, TimeSpan.FromDays(1), Cancel))!.Value;
        Assert.Equal((1, 2), ((await Store.Shares.FindAsync(made.Secret, Cancel))!.From, (await Store.Shares.FindAsync(made.Secret, Cancel))!.To));

        await Store.Catalog.DeleteAsync([watch.Id], Cancel);

        Assert.Null(await Store.Shares.FindAsync(made.Secret, Cancel));
        Assert.Null(await Store.Shares.MakeAsync(watch.Id, 1, 2, null, Cancel));
        Assert.Null(await Store.Shares.MakeAsync(WatchId.New(TimeProvider.System), 1, 2, null, Cancel));
    }

    [Fact]
    public async Task A_person_of_the_provider_is_one_user_and_takes_nobodys_name()
    {
        await Store.Users.AddFirstAsync("ada", "hash", Cancel);

        var first = await Store.Users.EnsureSubjectAsync("https://id.example/ 1", "ada", AccessRole.Viewer, Cancel);
        var again = await Store.Users.EnsureSubjectAsync("https://id.example/ 1", "ada", AccessRole.Editor, Cancel);
        var other = await Store.Users.EnsureSubjectAsync("https://id.example/ 2", "ada", AccessRole.Viewer, Cancel);

        Assert.Equal(("ada 2", first.Id, AccessRole.Editor), (again.Name, again.Id, again.Role));
        Assert.Equal("ada 3", other.Name);
        Assert.Equal("hash", (await Store.Users.FindForSignInAsync("ada", Cancel))!.Value.PasswordHash);
        Assert.Null((await Store.Users.FindForSignInAsync("ada 2", Cancel))!.Value.PasswordHash);
    }
}
