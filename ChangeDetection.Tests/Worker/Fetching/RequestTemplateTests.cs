using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using ChangeDetection.Worker.Fetching;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ChangeDetection.Tests.Worker.Fetching;

/// <summary>What a request is made of: templates of the moment, and the headers of the watch and of the installation.</summary>
public sealed class RequestTemplateTests : OriginAndWorker
{
    private const string Broken = "{{ 1 | divided_by: 0 }}";

    [Fact]
    public async Task Address_headers_and_body_are_filled_in_at_each_fetch()
    {
        var seen = new List<string>();
        Origin.Answers("/2026-11-23", context => NoteAsync(context, seen));
        Origin.Answers("/2026-11-24", context => NoteAsync(context, seen));
        var settings = new WatchSettings { Method = "POST", Body = "day={% now 'UTC', '%d' %}", Headers = new Dictionary<string, string> { ["X-A"] = "{{ 'now' | date: '%Y' }}" } };

        await Worker.FetchAsync(Origin.Url("/") + "{% now 'UTC', '%Y-%m-%d' %}", Cancel, settings);
        Worker.Clock.Advance(TimeSpan.FromDays(1));
        await Worker.FetchAsync(Origin.Url("/") + "{% now 'UTC', '%Y-%m-%d' %}", Cancel, settings);

        Assert.Equal(["2026 day=23", "2026 day=24"], seen);
    }

    [Fact]
    public async Task Headers_of_the_installation_win_over_the_watchs_which_win_over_the_usual()
    {
        var seen = "";
        Origin.Answers("/", context =>
        {
            seen = $"{context.Request.Headers["X-A"]}|{context.Request.Headers["X-B"]}|{context.Request.Headers.UserAgent}|{context.Request.Headers.Accept}";
            return context.Response.WriteAsync("x");
        });
        var watch = new WatchSettings { Headers = new Dictionary<string, string> { ["X-A"] = "watch", ["x-b"] = "watch", ["User-Agent"] = "watch" } };
        var global = new GlobalSettings { Headers = new Dictionary<string, string> { ["x-a"] = "{{ 'global' }}", ["Accept"] = "global" } };

        await Worker.FetchAsync(Origin.Url("/"), Cancel, watch, global);

        Assert.Equal("global|watch|watch|global", seen);
    }

    // Each at every entrance there is: address, header, body.
    [Theory]
    [Trait("Attack", "tpl-020")]
    [Trait("Attack", "tpl-021")]
    [Trait("Attack", "tpl-026")]
    [InlineData("tpl-020", "{% capture a %}{{a}}{{a}}xxxxxxxxxxxxxxxx{% endcapture %}", 40, "")]
    [InlineData("tpl-021", "{% if true %}", 5000, "")]
    [InlineData("tpl-026", "{% assign a = a | append: 'xxxxxxxxxxxxxxxx' | append: a %}", 24, "{{ a | regex_replace: '(x+x+)+y', 'b' }}")]
    public async Task A_template_that_wants_too_much_is_refused_at_every_entrance(string id, string piece, int times, string end)
    {
        var template = string.Concat(Enumerable.Repeat(piece, times)) + end;
        var started = System.Diagnostics.Stopwatch.GetTimestamp();

        foreach (var (path, header, body) in new[] { ($"/{template}", "a", "b"), ("/", template, "b"), ("/", "a", template) })
        {
            var settings = new WatchSettings { Method = "POST", Body = body, Headers = new Dictionary<string, string> { ["X-A"] = header } };
            var failed = Assert.IsType<FetchResult.Failed>(await Worker.FetchAsync(Origin.Url("/")[..^1] + path, Cancel, settings));
            Assert.True(failed.Failure is CheckFailure.InvalidTemplate or CheckFailure.AddressRefused, $"{id}: {failed}");
        }

        Assert.Empty(Origin.Requests);
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(started) < Eventually.Soon, id);
    }

    [Theory]
    [InlineData("/" + Broken, "a", "b", "The URL contains invalid Jinja2 template syntax.")]
    [InlineData("/", Broken, "b", "The request header 'X-A' contains invalid Jinja2 template syntax.")]
    [InlineData("/", "a", Broken, "The request body contains invalid Jinja2 template syntax.")]
    public async Task A_template_that_cannot_be_filled_in_is_named_and_nothing_is_fetched(string path, string header, string body, string detail)
    {
        var settings = new WatchSettings { Method = "POST", Body = body, Headers = new Dictionary<string, string> { ["X-A"] = header } };

        var failed = Assert.IsType<FetchResult.Failed>(await Worker.FetchAsync(Origin.Url("/")[..^1] + path, Cancel, settings));

        Assert.Equal((CheckFailure.InvalidTemplate, detail), (failed.Failure, failed.Detail));
        Assert.Empty(Origin.Requests);
    }

    [Theory]
    [InlineData("{{ 'file:///etc/passwd' }}")]
    [InlineData("file:///etc/{{ 'passwd' }}")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://{{ 'a:b@' }}127.0.0.1/")]
    [InlineData("http://127.0.0.1/{{ ' ' }}")]
    public async Task An_address_that_may_not_be_fetched_may_not_be_made_by_a_template(string url) =>
        Assert.Equal(CheckFailure.AddressRefused, Assert.IsType<FetchResult.Failed>(await Worker.FetchAsync(url, Cancel)).Failure);

    [Fact]
    public async Task A_line_break_that_a_template_makes_is_not_sent_in_a_header()
    {
        var settings = new WatchSettings { Headers = new Dictionary<string, string> { ["X-A"] = "{{ 'a%0D%0AX-B: c' | url_decode }}" } };

        Assert.Equal(CheckFailure.Unsupported, Assert.IsType<FetchResult.Failed>(await Worker.FetchAsync(Origin.Url("/"), Cancel, settings)).Failure);
        Assert.Empty(Origin.Requests);
    }

    [Fact]
    public async Task Where_a_site_redirects_to_is_no_template()
    {
        var asked = "";
        Origin.Answers("/", context =>
        {
            asked += context.Request.QueryString;
            if (!context.Request.QueryString.HasValue)
                context.Response.Redirect("/?a={{ 1 }}");
            return Task.CompletedTask;
        });

        await Worker.FetchAsync(Origin.Url("/"), Cancel);

        Assert.Equal("?a=%7B%7B%201%20%7D%7D", asked);
    }

    [Fact]
    public async Task A_body_without_templates_is_sent_as_it_is()
    {
        var seen = new List<string>();
        Origin.Answers("/", context => NoteAsync(context, seen));

        await Worker.FetchAsync(Origin.Url("/"), Cancel, new WatchSettings { Method = "POST", Body = """{"a":{"b":"100%"}}""" });

        Assert.Equal([""" {"a":{"b":"100%"}}"""], seen);
    }

    private static async Task NoteAsync(HttpContext context, List<string> seen)
    {
        using var reader = new StreamReader(context.Request.Body);
        seen.Add($"{context.Request.Headers["X-A"]} {await reader.ReadToEndAsync()}");
        await context.Response.WriteAsync("x");
    }
}
