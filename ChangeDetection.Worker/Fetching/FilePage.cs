using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Extraction;
using ChangeDetection.Core.Importing.Datastores.Files;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Worker.Fetching;

/// <summary>Reads a file of the one folder whose files may be watched, as if it were a page.</summary>
internal static class FilePage
{
    private const int Found = 200;

    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = "text/html",
        [".htm"] = "text/html",
        [".xhtml"] = "application/xhtml+xml",
        [".json"] = "application/json",
        [".xml"] = "application/xml",
        [".rss"] = "application/rss+xml",
        [".atom"] = "application/atom+xml",
        [".pdf"] = "application/pdf",
    };

    /// <summary>The file of an address that was judged as it is written; here it is judged by where it leads. Any other type than those known by their ending is plain text.</summary>
    /// <param name="address">The address of the file.</param>
    /// <param name="urls">Which folder it must lie in.</param>
    /// <param name="most">The most bytes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<FetchResult> ReadAsync(Uri address, WatchUrlRules urls, int most, CancellationToken cancellationToken)
    {
        if (RealPath.Of(address.LocalPath) is not { } path)
            return new FetchResult.Failed(CheckFailure.ConnectionFailed, "The file is not there.");
        if (!IsWithin(path, urls))
            return new FetchResult.Failed(CheckFailure.AddressRefused, WatchUrlRules.FilesDenied);
        try
        {
            return await ReadAsync(path, address, urls, most, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new FetchResult.Failed(CheckFailure.ConnectionFailed, "The file cannot be read.");
        }
    }

    private static async Task<FetchResult> ReadAsync(string path, Uri address, WatchUrlRules urls, int most, CancellationToken cancellationToken)
    {
        // Pipes, devices and sockets have no length, and are not even opened: that may take for ever.
        if (new FileInfo(path) is not { Exists: true, Length: > 0 } file)
            return new FetchResult.Failed(CheckFailure.EmptyReply, "The file is empty, or none with a content of its own.");
        if (file.Length > most)
            return TooLarge(most);
        await using var stream = new FileStream(path, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.Asynchronous });
        // A link may have been put on the way since.
        if (RealPath.Of(path) != path || !IsWithin(path, urls))
            return new FetchResult.Failed(CheckFailure.AddressRefused, WatchUrlRules.FilesDenied);
        // What is being appended meanwhile is there at the next check.
        var bytes = new byte[file.Length];
        var count = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        var type = Types.GetValueOrDefault(Path.GetExtension(path), "text/plain");
        return new FetchResult.Page(new PageContent(bytes.AsMemory(0, count), type, Found, address), new PageFacts { ContentType = type });
    }

    private static bool IsWithin(string path, WatchUrlRules urls) => urls.FileFolder is { } folder && RealPath.Of(folder) is { } real && RealPath.IsWithin(path, real);

    private static FetchResult.Failed TooLarge(int most) => new(CheckFailure.TooLarge, $"The file is larger than {most / 1024 / 1024} MB.");
}
