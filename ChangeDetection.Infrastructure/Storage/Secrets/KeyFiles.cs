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
            ? [.. Directory.EnumerateFiles(folder, $"*{Ending}").Order(StringComparer.Ordinal).Select(file => (Path.GetFileNameWithoutExtension(file), File.ReadAllText(file)))]
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
