using System.Text;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Checks.Judging;
using ChangeDetection.Core.Extraction;
using ChangeDetection.Core.Watches;
using Xunit;

namespace ChangeDetection.Tests.Core.Support;

/// <summary>Builds what the engine judges.</summary>
internal static class APage
{
    public static PageContent Html(string html) => Of(html, "text/html; charset=utf-8");

    public static PageContent Json(string json) => Of(json, "application/json");

    public static PageContent Of(string text, string? contentType, int status = 200) => Of(Encoding.UTF8.GetBytes(text), contentType, status);

    public static PageContent Of(byte[] bytes, string? contentType, int status = 200) => new(bytes, contentType, status, new Uri("https://example.com/"));

    public static CheckInput Input(PageContent content, WatchSettings? settings = null, GlobalSettings? global = null) => new()
    {
        Content = content,
        Settings = settings ?? new WatchSettings(),
        Global = global ?? new GlobalSettings(),
        Jq = new NoJq(),
    };

    public static CheckInput Filtered(PageContent content, params string[] filters) => Input(content, new WatchSettings { IncludeFilters = filters });

    public static PageVerdict Judge(this CheckInput input) => PageJudge.Judge(input);

    public static string TextOf(this CheckInput input)
    {
        var outcome = PageJudge.Judge(input).Outcome;
        Assert.True(outcome is CheckOutcome.Changed, outcome.ToString());
        return ((CheckOutcome.Changed)outcome).Text;
    }

    public static CheckOutcome.Failed FailureOf(this CheckInput input) => Assert.IsType<CheckOutcome.Failed>(PageJudge.Judge(input).Outcome);
}
