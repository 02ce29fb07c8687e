namespace ChangeDetection.Core.Importing.Datastores.Files;

/// <summary>A datastore of which only its one document was handed over.</summary>
internal sealed class SingleFile(string name, byte[] content) : DatastoreFiles
{
    private static readonly IReadOnlyDictionary<string, DatastoreFile> Nothing = new Dictionary<string, DatastoreFile>();

    public override IReadOnlyDictionary<string, DatastoreFile> Top { get; } =
        new Dictionary<string, DatastoreFile> { [name] = new(name, content.Length, () => new MemoryStream(content, writable: false)) };

    public override IReadOnlyList<string> Folders => [];

    public override IReadOnlyDictionary<string, DatastoreFile> In(string folder) => Nothing;

    public override void Dispose()
    {
        // Nothing is open.
    }
}
