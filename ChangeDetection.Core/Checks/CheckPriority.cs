namespace ChangeDetection.Core.Checks;

/// <summary>Who wants a check; a lower value goes first. The numbers are stored and never change.</summary>
public enum CheckPriority
{
    /// <summary>A person moved it to the front.</summary>
    Front = 0,

    /// <summary>A person or a client asked for it.</summary>
    Manual = 1,

    /// <summary>A copied watch gets its first check.</summary>
    Clone = 5,

    /// <summary>The schedule says so.</summary>
    Scheduled = 100,
}
