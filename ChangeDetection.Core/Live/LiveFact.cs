using System.Text.Json.Serialization;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Live;

/// <summary>A fact that happened, told to whoever listens. A lost one is harmless: it hints, the store knows.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "fact")]
[JsonDerivedType(typeof(StoreAdvanced), "store-advanced")]
[JsonDerivedType(typeof(StatusNoted), "status-noted")]
[JsonDerivedType(typeof(CheckCancelled), "check-cancelled")]
public abstract record LiveFact
{
    private LiveFact()
    {
    }

    /// <summary>The version of the message's JSON form.</summary>
    [JsonPropertyName("v")]
    public int FormatVersion { get; init; } = 1;

    /// <summary>The store's sequence of changes has reached a number.</summary>
    /// <param name="Revision">The number.</param>
    public sealed record StoreAdvanced(long Revision) : LiveFact;

    /// <summary>A check has reached a step worth a word beside its row.</summary>
    /// <param name="WatchId">The watch.</param>
    /// <param name="Status">At most 80 characters, such as <c>Fetching...</c>.</param>
    public sealed record StatusNoted(WatchId WatchId, string Status) : LiveFact;

    /// <summary>A person called a check off; whoever runs it need not go on.</summary>
    /// <param name="WatchId">The watch.</param>
    public sealed record CheckCancelled(WatchId WatchId) : LiveFact;
}
