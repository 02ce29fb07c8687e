using ChangeDetection.Api.Errors;
using ChangeDetection.Api.Groups;
using ChangeDetection.Api.Hosting;
using ChangeDetection.Api.Live;
using ChangeDetection.Api.Live.Contract;
using ChangeDetection.Api.Operations;
using ChangeDetection.Api.Pages.Account;
using ChangeDetection.Api.Pages.Backups;
using ChangeDetection.Api.Pages.Failure;
using ChangeDetection.Api.Pages.Groups;
using ChangeDetection.Api.Pages.Import;
using ChangeDetection.Api.Pages.LiveTest;
using ChangeDetection.Api.Pages.Queue;
using ChangeDetection.Api.Pages.Reference;
using ChangeDetection.Api.Pages.Settings;
using ChangeDetection.Api.Pages.Users;
using ChangeDetection.Api.Pages.WatchEdit;
using ChangeDetection.Api.Pages.WatchHistory;
using ChangeDetection.Api.Pages.WatchList;
using ChangeDetection.Api.Security;
using ChangeDetection.Api.Security.Access;
using ChangeDetection.Api.Security.Keys;
using ChangeDetection.Api.Security.Sharing;
using ChangeDetection.Api.Security.Users;
using ChangeDetection.Api.Settings;
using ChangeDetection.Api.Watches;
using ChangeDetection.Core.Listing;
using ChangeDetection.Core.Scheduling;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Access;
using ChangeDetection.Infrastructure.Storage.Backups;
using ChangeDetection.Infrastructure.Storage.Groups;
using ChangeDetection.Infrastructure.Storage.Live;
using ChangeDetection.Infrastructure.Storage.Settings;
using ChangeDetection.Infrastructure.Storage.Watches;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Api.Pages;

/// <summary>The pages people see. Opening one changes nothing.</summary>
internal static class PageEndpoints
{
    private const int RowsPerPage = 100;

    /// <summary>The routes.</summary>
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/", WatchList);
        pages.MapGet("/watches/{id}/edit", WatchEdit);
        pages.MapGet("/watches/{id}/history", WatchHistory);
        pages.MapGet("/queue", Queue);
        pages.MapGet("/settings", Settings).RequireAuthorization(Roles.Admin);
        pages.MapGet("/groups", Groups);
        pages.MapGet("/groups/{id}", GroupEdit);
        pages.MapGet("/import", Import);
        pages.MapGet("/backups", Backups).RequireAuthorization(Roles.Admin);
        pages.MapGet("/users", Users).RequireAuthorization(Roles.Admin);
        pages.MapGet("/account", Account);
        pages.MapGet("/live-test", LiveTest);
        pages.MapGet("/api", Reference);
    }

    /// <summary>The list of watches; a word in the address that is none means what is usual.</summary>
    internal static async Task<RazorComponentResult> WatchList([AsParameters] ListRequest list, int? page, ListReader reader, GlobalSettingsStore settings, CancellationToken cancellationToken)
    {
        var query = list.Read(new FieldProblems());
        var number = Math.Clamp(page ?? 1, 1, int.MaxValue / WatchListPage.RowsPerPage);
        var part = await reader.ReadAsync(query, (number - 1) * WatchListPage.RowsPerPage, WatchListPage.RowsPerPage, cancellationToken);
        return new RazorComponentResult<WatchListPage>(new { List = part, Query = query, Page = number, FeedToken = (await settings.ReadAsync(cancellationToken)).RssAccessToken });
    }

    /// <summary>The form to change a watch.</summary>
    internal static async Task<RazorComponentResult> WatchEdit(
        WatchId id, WatchCatalog catalog, GlobalSettingsStore settings, ScheduleDefaults defaults, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(id, cancellationToken) is not { } watch)
            return NotFound();
        var global = await settings.ReadAsync(cancellationToken);
        return new RazorComponentResult<WatchEditPage>(new
        {
            Watch = WatchView.From(watch, global.Groups),
            Global = global,
            DefaultZone = global.SchedulerTimezoneDefault ?? defaults.MachineZone,
        });
    }

    /// <summary>The versions of a watch and their difference.</summary>
    internal static async Task<RazorComponentResult> WatchHistory(
        WatchId id, int? from, int? to, WatchCatalog catalog, WatchHistoryReader reader, GlobalSettingsStore settings, ShareStore shares, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(id, cancellationToken) is not { } watch)
            return NotFound();
        var token = (await settings.ReadAsync(cancellationToken)).RssAccessToken;
        IReadOnlyList<ShareView> links = [.. (await shares.ListAsync(id, cancellationToken)).Select(ShareView.Of)];
        return new RazorComponentResult<WatchHistoryPage>(new { View = await reader.ReadAsync(watch, from, to, cancellationToken), FeedToken = token, Shares = links });
    }

    /// <summary>What runs and what waits.</summary>
    internal static async Task<RazorComponentResult> Queue(QueueReader reader, CancellationToken cancellationToken) =>
        new RazorComponentResult<QueuePage>(new { Queue = await reader.ReadAsync(0, RowsPerPage, cancellationToken) });

    /// <summary>The installation's settings and its API key.</summary>
    internal static async Task<RazorComponentResult> Settings(
        InstallationFacts facts, ApiAccess access, GlobalSettingsStore settings, ScheduleDefaults defaults, HttpRequest request, CancellationToken cancellationToken)
    {
        var key = await access.ReadAsync(cancellationToken);
        var global = await settings.ReadAsync(cancellationToken);
        return new RazorComponentResult<SettingsPage>(new
        {
            Global = SettingsView.From(global),
            defaults.MachineZone,
            ApiKey = key.Value,
            FeedToken = global.RssAccessToken,
            IsKeyFromEnvironment = key.Source is ApiKeySource.Configured,
            facts.IsOneProcess,
            facts.Location,
            facts.Version,
            Address = $"{request.Scheme}://{request.Host}{request.PathBase}",
        });
    }

    /// <summary>All groups.</summary>
    internal static async Task<RazorComponentResult> Groups(GroupCatalog groups, ListReader reader, CancellationToken cancellationToken)
    {
        var views = (await reader.ReadAsync(new ListQuery(), 0, 0, cancellationToken)).Groups;
        return new RazorComponentResult<GroupsPage>(new { Groups = await groups.ListAsync(cancellationToken), Counts = views.ToDictionary(group => group.Id, group => group.Counts.All) });
    }

    /// <summary>The form to change a group.</summary>
    internal static async Task<RazorComponentResult> GroupEdit(
        string id, GroupCatalog groups, GlobalSettingsStore settings, CancellationToken cancellationToken)
    {
        if (await groups.FindAsync(id, cancellationToken) is not { } group)
            return NotFound();
        return new RazorComponentResult<GroupEditPage>(new { Group = GroupSettingsView.From(group), Choices = (await settings.ReadAsync(cancellationToken)).ExtraProxies });
    }

    /// <summary>The form to import watches.</summary>
    internal static async Task<RazorComponentResult> Import(ChangeFeed feed, CancellationToken cancellationToken) =>
        new RazorComponentResult<ImportPage>(new { IsEmpty = (await feed.ReadTotalsAsync(cancellationToken)).Watches == 0 });

    /// <summary>Users and keys.</summary>
    internal static async Task<RazorComponentResult> Users(UserStore users, KeyStore keys, CancellationToken cancellationToken) => new RazorComponentResult<UsersPage>(new
    {
        Users = (IReadOnlyList<UserView>)[.. (await users.ListAsync(cancellationToken)).Select(UserView.From)],
        Keys = (IReadOnlyList<KeyView>)[.. (await keys.ListAsync(cancellationToken)).Select(KeyView.From)],
    });

    /// <summary>One's own account.</summary>
    internal static async Task<RazorComponentResult> Account(HttpContext context, UserStore users, SessionStore sessions, CancellationToken cancellationToken)
    {
        var user = Visitor.Of(context.User)?.UserId is { } id ? await users.FindAsync(id, cancellationToken) : null;
        return new RazorComponentResult<AccountPage>(new { Account = await AccountEndpoints.ViewAsync(context, sessions, cancellationToken), CanChangePassword = user is { HasPassword: true, IsConfigured: false } });
    }

    /// <summary>The backups, and what makes them by themselves.</summary>
    internal static RazorComponentResult Backups(BackupFolder folder, IOptions<BackupOptions> options) =>
        new RazorComponentResult<BackupsPage>(new { Backups = folder.List(), folder.Location, Options = options.Value });

    /// <summary>Whether a browser can stay in touch, and what the server sees of it.</summary>
    internal static RazorComponentResult LiveTest(HttpContext context, ReverseProxySettings settings, LiveTransports transports) =>
        new RazorComponentResult<LiveTestPage>(new { Allowed = transports.Names, Seen = ConnectionView.Of(context, settings) });

    /// <summary>The operations of both APIs.</summary>
    internal static RazorComponentResult Reference(HttpRequest request) =>
        new RazorComponentResult<ReferencePage>(new { Address = $"{request.Scheme}://{request.Host}{request.PathBase}" });

    private static RazorComponentResult<FailurePage> NotFound() =>
        new(new { Status = StatusCodes.Status404NotFound }) { StatusCode = StatusCodes.Status404NotFound };
}
