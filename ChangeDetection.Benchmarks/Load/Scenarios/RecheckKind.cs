using ChangeDetection.Benchmarks.Load.Limit;
using ChangeDetection.Benchmarks.Load.Origin;

namespace ChangeDetection.Benchmarks.Load.Scenarios;

/// <summary>One way to check all watches again, and what a bare client does beside it.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Tags">Whether the origin honours ETags.</param>
/// <param name="IsChanged">Whether all pages are changed before.</param>
/// <param name="Limit">What the bare client does.</param>
/// <param name="LimitName">What reports call that.</param>
internal sealed record RecheckKind(string Name, TagUse Tags, bool IsChanged, LimitKind Limit, string LimitName)
{
    public static readonly IReadOnlyList<RecheckKind> All =
    [
        new("unchanged", TagUse.None, false, LimitKind.Hash, "get+hash"),
        new("unchanged-etag", TagUse.Honoured, false, LimitKind.NotModified, "get-304"),
        new("changed", TagUse.None, true, LimitKind.Text, "get+parse+text"),
    ];

    public static readonly IReadOnlyList<string> Names = [.. All.Select(kind => kind.Name)];
}
