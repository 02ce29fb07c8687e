using System.Text.Json.Serialization;
using ChangeDetection.Api.Live.Contract;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Live.Operating;

/// <summary>What shall be done with which watches: those named, or all of a list.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record OperationRequest
{
    /// <summary>
    /// <c>pause</c>, <c>unpause</c>, <c>mute</c>, <c>unmute</c>, <c>recheck</c>, <c>mark-viewed</c>, <c>clear-errors</c>, <c>clear-history</c>, <c>delete</c>,
    /// <c>assign-group</c>, <c>remove-group</c> or <c>set-proxy</c>.
    /// </summary>
    public string? Operation { get; init; }

    /// <summary>The watches, at most 10,000; absent when <see cref="List"/> says which.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>The list all of whose watches are meant; absent when <see cref="Ids"/> says which.</summary>
    public ListRequest? List { get; init; }

    /// <summary>Watches of the list that are not meant.</summary>
    public IReadOnlyList<WatchId>? Except { get; init; }

    /// <summary>The title or identity of a group, made when there is none of that title; or the label of a proxy, empty for the installation's choice.</summary>
    public string? Argument { get; init; }
}
