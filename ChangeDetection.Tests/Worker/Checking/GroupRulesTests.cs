using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Groups;
using ChangeDetection.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChangeDetection.Tests.Worker.Checking;

/// <summary>What the groups of a watch add to its check.</summary>
public sealed class GroupRulesTests : OriginAndWorker
{
    private GroupCatalog Groups => Worker.Services.GetRequiredService<GroupCatalog>();

    [Fact]
    public async Task The_rules_and_headers_of_groups_named_or_fitting_count_at_the_check()
    {
        var sent = "";
        Origin.Answers("/page", context =>
        {
            sent = context.Request.Headers["X-Group"].ToString();
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<p class=a>one</p><p class=b>two</p><p class=c>three</p>", context.RequestAborted);
        });
        var groups = await Groups.EnsureAsync(["Named", "Fitting"], Cancel);
        await Groups.EditAsync(groups[0].Id, group => group with { Settings = new WatchSettings { IncludeFilters = [".a"] } }, Cancel);
        await Groups.EditAsync(groups[1].Id, group => group with { UrlMatchPattern = "*/page", Settings = new WatchSettings { IncludeFilters = [".b"], Headers = new Dictionary<string, string> { ["X-Group"] = "yes" } } }, Cancel);

        var watch = await CheckedAsync(new WatchSettings { Tags = [groups[0].Id] });

        Assert.Equal("one\n\ntwo", await Worker.Archive.ReadAsync(watch.Id, 1, Cancel));
        Assert.Equal("yes", sent);
    }

    [Fact]
    public async Task A_page_that_is_the_same_is_judged_anew_when_a_group_has_other_rules()
    {
        Origin.Says("/page", "<p class=a>one</p><p class=b>two</p>");
        var group = (await Groups.EnsureAsync(["News"], Cancel))[0];
        var watch = await CheckedAsync(new WatchSettings { Tags = [group.Id] });

        await Groups.EditAsync(group.Id, current => current with { Settings = new WatchSettings { IncludeFilters = [".b"] } }, Cancel);
        Worker.Clock.Advance(TimeSpan.FromHours(4));
        await Worker.CheckedAsync(watch, Cancel, times: 2);

        Assert.Equal(("one\n\ntwo", "two"), (await Worker.Archive.ReadAsync(watch.Id, 1, Cancel), await Worker.Archive.ReadAsync(watch.Id, 2, Cancel)));
    }

    private async Task<Watch> CheckedAsync(WatchSettings settings)
    {
        var watch = await Worker.WatchAsync(Origin.Url("/page"), Cancel, settings);
        await Worker.StartAsync(Cancel);
        Assert.Null((await Worker.CheckedAsync(watch, Cancel)).LastError);
        return watch;
    }
}
