using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Infrastructure.Storage.Watches;

/// <summary>A place in the list of watches that stays right while watches come and go.</summary>
/// <param name="CreatedAt">When the last watch before the place was made, in epoch milliseconds.</param>
/// <param name="Id">That watch.</param>
public readonly record struct WatchCursor(long CreatedAt, WatchId Id) : IParsable<WatchCursor>
{
    /// <summary>The place after a watch.</summary>
    public static WatchCursor Of(Watch watch) => new(watch.CreatedAt.ToUnixTimeMilliseconds(), watch.Id);

    /// <inheritdoc/>
    public static WatchCursor Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var cursor) ? cursor : throw new FormatException("Not a cursor of this list.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out WatchCursor result)
    {
        result = default;
        var parts = s?.Split('_', 2);
        if (parts is not [var time, var id] || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var createdAt) || !WatchId.TryParse(id, null, out var watch))
            return false;
        result = new WatchCursor(createdAt, watch);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{CreatedAt}_{Id}");
}
