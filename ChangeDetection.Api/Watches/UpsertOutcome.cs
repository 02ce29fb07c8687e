namespace ChangeDetection.Api.Watches;

/// <summary>What became of a watch that a client wanted so.</summary>
public enum UpsertOutcome
{
    /// <summary>It is new.</summary>
    Created = 0,

    /// <summary>It was there and was changed.</summary>
    Updated = 1,

    /// <summary>It was so already.</summary>
    Unchanged = 2,

    /// <summary>Something is wrong with it; it is as it was.</summary>
    Refused = 3,
}
