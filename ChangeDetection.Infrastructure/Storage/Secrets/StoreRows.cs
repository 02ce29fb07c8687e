namespace ChangeDetection.Infrastructure.Storage.Secrets;

/// <summary>Rows of the table of settings that are the store's own and no matter of people: they are in no backup, and a restore leaves them alone.</summary>
internal static class StoreRows
{
    /// <summary>What their names begin with.</summary>
    public const string Prefix = "store:";

    /// <summary>How far the sealing of rows of older versions has come.</summary>
    public const string Sealing = Prefix + "sealing";
}
