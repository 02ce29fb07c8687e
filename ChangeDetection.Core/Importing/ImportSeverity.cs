namespace ChangeDetection.Core.Importing;

/// <summary>What a note of an import means for whoever reads it.</summary>
public enum ImportSeverity
{
    /// <summary>Nothing is lost; something was read in another way than it was written.</summary>
    Remark = 0,

    /// <summary>Something is not carried over, or may not work as before; the watch or group itself is there.</summary>
    NotCarriedOver = 1,

    /// <summary>A whole watch, group, version or file is not there.</summary>
    Refused = 2,
}
