using ChangeDetection.Api.Security;
using ChangeDetection.Api.V1.Answers;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.History;
using ChangeDetection.Infrastructure.Storage.Settings;

namespace ChangeDetection.Api.Feeds;

/// <summary>What every request for a feed brings along, and how it is opened and answered.</summary>
internal sealed record FeedRequest
{
    /// <summary>What opens it.</summary>
    public string? Token { get; init; }

    /// <summary><c>rss</c> or <c>atom</c>.</summary>
    public string? Format { get; init; }

    /// <summary>The request itself.</summary>
    public required HttpRequest Request { get; init; }

    /// <summary>Where the settings are.</summary>
    public required GlobalSettingsStore Store { get; init; }

    /// <summary>Where the versions are.</summary>
    public required SnapshotArchive Archive { get; init; }

    /// <summary>Tells the time of feeds without entries.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>The settings and the format for who may read; or what is wrong, in plain text.</summary>
    public async Task<(Opening? Opening, IResult? Problem)> OpenAsync(CancellationToken cancellationToken)
    {
        var settings = await Store.ReadAsync(cancellationToken);
        if (!Secrets.AreEqual(settings.RssAccessToken, Token))
            return (null, Plain(StatusCodes.Status403Forbidden, "Access denied, bad token"));
        return FeedFormat.Of(Format) is { } format
            ? (new Opening(settings, format, FeedAddress.Of(Request)), null)
            : (null, Plain(StatusCodes.Status400BadRequest, "format: use rss or atom."));
    }

    /// <summary>A feed as the answer.</summary>
    public IResult Answer(Opening opening, Feed feed)
    {
        var content = FeedContent.FormatOf(opening.Settings.RssContentFormat);
        return new FeedAnswer(feed, opening.Format, FeedContent.NameOf(content), new FeedDifferences(Archive, content), Clock);
    }

    /// <summary>A refusal in plain text, which no browser takes for anything else.</summary>
    public static IResult Plain(int status, string text) => new V1Text(status, text);

    /// <summary>What an opened feed is made of.</summary>
    /// <param name="Settings">The installation's settings.</param>
    /// <param name="Format">How it is written.</param>
    /// <param name="Address">The addresses in it.</param>
    internal sealed record Opening(GlobalSettings Settings, FeedFormat Format, FeedAddress Address);
}
