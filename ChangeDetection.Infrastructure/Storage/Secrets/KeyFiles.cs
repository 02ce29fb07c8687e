using System.Text;
using ChangeDetection.Infrastructure.Storage.Schema;

namespace ChangeDetection.Infrastructure.Storage.Secrets;

/// <summary>Keys as files in a folder of the data directory that nobody else may look into.</summary>
internal sealed class KeyFiles(string folder) : IKeyDocuments
{
    private const string Ending = ".xml";

    public string Place => $"the folder {folder}";

    public IReadOnlyList<(string Name, string Text)> Read() =>
        Directory.Exists(folder)
            // A link would have a key of somebody else's choice read from anywhere.
            ? [.. new DirectoryInfo(folder).EnumerateFiles($"*{Ending}").Where(file => file.LinkTarget is null).OrderBy(file => file.Name, StringComparer.Ordinal)
                .Select(file => (Path.GetFileNameWithoutExtension(file.Name), File.ReadAllText(file.FullName)))]
            : [];

    public void Write(string name, string text)
    {
        PrivateFiles.MakeDirectory(folder);
        var part = Path.Combine(folder, $".{Guid.NewGuid():N}.part");
        try
        {
            // A key must be there before anything is sealed with it.
            using (var file = PrivateFiles.Create(part, FileOptions.WriteThrough))
                file.Write(Encoding.UTF8.GetBytes(text));
            File.Move(part, Path.Combine(folder, name + Ending), overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }
}
