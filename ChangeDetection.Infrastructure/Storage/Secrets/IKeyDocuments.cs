namespace ChangeDetection.Infrastructure.Storage.Secrets;

/// <summary>Where the documents of the key ring are kept: beside the data. The framework reads and writes them without waiting.</summary>
internal interface IKeyDocuments
{
    /// <summary>The place in words for people.</summary>
    string Place { get; }

    /// <summary>Every document with its name.</summary>
    IReadOnlyList<(string Name, string Text)> Read();

    /// <summary>Keeps a document under a name, in place of the one that has it.</summary>
    void Write(string name, string text);
}
