namespace ChangeDetection.Core.Importing.Datastores.Files;

/// <summary>The files of a datastore: some at the top, the rest in one folder for each watch and group.</summary>
internal abstract class DatastoreFiles : IDisposable
{
    /// <summary>The files at the top, by name.</summary>
    public abstract IReadOnlyDictionary<string, DatastoreFile> Top { get; }

    /// <summary>The names of the folders of watches and groups: identities in canonical form, in their order.</summary>
    public abstract IReadOnlyList<string> Folders { get; }

    /// <summary>The files of one folder, by name; none when there is no such folder.</summary>
    public abstract IReadOnlyDictionary<string, DatastoreFile> In(string folder);

    /// <inheritdoc/>
    public abstract void Dispose();
}
