using System.Diagnostics.CodeAnalysis;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.V1.Watches;

/// <summary>What a path names: a watch, or <c>first</c>, which the routes know and no watch ever is.</summary>
/// <param name="Text">The name as errors repeat it, in lower case.</param>
/// <param name="Id">The watch, or null for <c>first</c>.</param>
internal sealed record WatchReference(string Text, WatchId? Id) : IParsable<WatchReference>
{
    public static WatchReference Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var reference) ? reference : throw new FormatException("Neither a UUID nor the word 'first'.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out WatchReference result)
    {
        result = WatchId.TryParse(s, provider, out var id) ? new WatchReference(id.ToString(), id)
            : s == WatchReferenceConstraint.First ? new WatchReference(s, null)
            : null;
        return result is not null;
    }
}
