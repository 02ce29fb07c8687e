using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;

namespace ChangeDetection.Api.Feeds;

/// <summary>A feed as an answer: nothing when the reader has it already, else written entry by entry. Differences are worked out only for who gets them.</summary>
internal sealed class FeedAnswer(Feed feed, FeedFormat format, string contentFormat, FeedDifferences differences, TimeProvider clock) : IResult
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), Indent = true, CloseOutput = false };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.CacheControl = "private, no-cache";
        var tag = new EntityTagHeaderValue($"\"{Name()}\"", isWeak: true);
        response.Headers.ETag = tag.ToString();
        if (feed.UpdatedAt is { } updated)
            response.Headers.LastModified = updated.ToString("R", CultureInfo.InvariantCulture);
        if (IsKnown(httpContext.Request.GetTypedHeaders(), tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = $"{format.Type}; charset=utf-8";
        await WriteAsync(response.Body, httpContext.RequestAborted);
    }

    private async Task WriteAsync(Stream body, CancellationToken cancellationToken)
    {
        using var part = new MemoryStream();
        using var xml = XmlWriter.Create(part, Settings);
        format.Begin(xml, feed, clock.GetUtcNow());
        foreach (var entry in feed.Entries)
        {
            format.Write(xml, entry, await differences.ReadAsync(entry, cancellationToken));
            await PassOnAsync(xml, part, body, cancellationToken);
        }

        xml.WriteEndDocument();
        await PassOnAsync(xml, part, body, cancellationToken);
    }

    private static async Task PassOnAsync(XmlWriter xml, MemoryStream part, Stream body, CancellationToken cancellationToken)
    {
        // Into memory, so there is nothing to wait for.
        xml.Flush();
        part.Position = 0;
        await part.CopyToAsync(body, cancellationToken);
        part.SetLength(0);
    }

    /// <summary>A name for what the feed tells. Versions never change, so their moments stand for the differences.</summary>
    private string Name()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in new[] { ThisAssembly, format.Name, contentFormat, feed.Id, feed.Title, feed.Page, feed.Self })
            Append(hash, text);
        foreach (var entry in feed.Entries)
        {
            foreach (var text in new[] { entry.Guid, entry.Title, entry.Page, entry.Watch.Label, entry.Watch.Link, string.Join('\n', entry.Categories) })
                Append(hash, text);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private static void Append(IncrementalHash hash, string text)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData([0]);
    }

    private static string ThisAssembly => typeof(FeedAnswer).Assembly.ManifestModule.ModuleVersionId.ToString();

    // A date counts only when it is the very one we gave: entries can come and go without a newer change.
    private bool IsKnown(RequestHeaders request, EntityTagHeaderValue tag) =>
        request.IfNoneMatch.Count > 0
            ? request.IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false) || known.Equals(EntityTagHeaderValue.Any))
            : feed.UpdatedAt is { } updated && request.IfModifiedSince == updated;
}
