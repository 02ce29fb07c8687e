using ChangeDetection.Core.Templates;

namespace ChangeDetection.Core.Watches;

/// <summary>One monitored page: identity, what a person set, and what the checks found.</summary>
public sealed record Watch
{
    /// <summary>The identity.</summary>
    public required WatchId Id { get; init; }

    /// <summary>The canonical address, or the one typed when it has templates.</summary>
    public required string Url { get; init; }

    /// <summary>When the watch was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether scheduled checks are off.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Whether notifications are off.</summary>
    public bool IsMuted { get; init; }

    /// <summary>What a person set.</summary>
    public WatchSettings Settings { get; init; } = new();

    /// <summary>Why the stored settings cannot be read, so that <see cref="Settings"/> are the defaults and nothing is checked; null when all is well.</summary>
    public string? SettingsProblem { get; init; }

    /// <summary>What the checks found.</summary>
    public WatchState State { get; init; } = new();

    /// <summary>Whether the page's source is compared instead of its text.</summary>
    public bool IsSource => WatchUrl.IsSourceText(Url);

    /// <summary>The address as a browser opens it; empty when its templates cannot be filled in.</summary>
    public string Link => TemplateText.IsTemplate(Url) ? RenderedLink() : IsSource ? Url[WatchUrl.SourcePrefix.Length..] : Url;

    /// <summary>What lists call the watch: its title, else the page's title, else its address.</summary>
    public string Label => FirstText(Settings.Title, Settings.UsePageTitleInList == false ? null : State.PageTitle) ?? Url;

    private string RenderedLink() => WatchUrl.TryParse(Url, out var url, out _) ? url.Uri.AbsoluteUri : "";

    private static string? FirstText(params ReadOnlySpan<string?> candidates)
    {
        foreach (var text in candidates)
        {
            if (!string.IsNullOrWhiteSpace(text))
                return text;
        }

        return null;
    }
}
