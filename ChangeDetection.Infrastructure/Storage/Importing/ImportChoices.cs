namespace ChangeDetection.Infrastructure.Storage.Importing;

/// <summary>What a person decides about an import.</summary>
public sealed record ImportChoices
{
    /// <summary>Whether the source's settings of the installation are taken over; null takes them when there is no watch here yet.</summary>
    public bool? TakesSettings { get; init; }

    /// <summary>Whether an address that is watched already is imported all the same. What was imported before never comes twice.</summary>
    public bool AllowsKnownAddresses { get; init; }

    /// <summary>Whether nothing is stored and only told what would be.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>The most watches the installation may have; null for no limit.</summary>
    public int? MostWatches { get; init; }
}
