using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Importing;

/// <summary>A group of watches as an import found it.</summary>
public sealed record ImportedGroup
{
    /// <summary>Its identity, by which watches of the same import name it; a UUID in canonical form.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it; unique within the import, whatever the case.</summary>
    public required string Title { get; init; }

    /// <summary>What the group sets for its watches.</summary>
    public WatchSettings Settings { get; init; } = new();

    /// <summary>Watches whose address matches belong to the group: a pattern when it has <c>*</c>, <c>?</c> or <c>[</c>, else a piece of the address in any case; null for none.</summary>
    public string? UrlMatchPattern { get; init; }

    /// <summary>The colour lists show it in, as <c>#</c> and hexadecimal digits; null for none.</summary>
    public string? TagColour { get; init; }

    /// <summary>Whether the group's price and stock rules replace those of its watches.</summary>
    public bool OverridesWatch { get; init; }

    /// <summary>Whether the group sends no notifications.</summary>
    public bool IsMuted { get; init; }

    /// <summary>When it was made; null when that is not known.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}
