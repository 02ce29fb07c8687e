using System.Globalization;
using System.Text;
using ChangeDetection.Core.Live;

namespace ChangeDetection.Api.Live.Contract;

/// <summary>The print of rows by which client and server find that they show the same: 32-bit FNV-1a over <c>id:revision</c> and a line feed for each row in its order.</summary>
internal static class ListHash
{
    private const uint Offset = 2166136261;
    private const uint Prime = 16777619;

    public static uint Of(IReadOnlyList<WatchSummary> rows)
    {
        var hash = Offset;
        foreach (var row in rows)
        {
            foreach (var unit in Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{row.Id}:{row.Revision}\n")))
                hash = unchecked((hash ^ unit) * Prime);
        }

        return hash;
    }
}
