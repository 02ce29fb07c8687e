using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ChangeDetection.Core.Importing;
using ChangeDetection.Tests.Support;

namespace ChangeDetection.Tests.Core.Importing;

/// <summary>Writes a datastore of changedetection.io into a directory, as a test wants it.</summary>
internal sealed class ADatastore : IDisposable
{
    public const string One = "11111111-1111-4111-8111-111111111111";
    public const string Two = "22222222-2222-4222-8222-222222222222";
    public const string Three = "33333333-3333-4333-8333-333333333333";
    public const string GroupOne = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
    public const string GroupTwo = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb";

    private readonly TemporaryDirectory _directory = new();

    public string Path => _directory.Path;

    /// <summary>A datastore in the newest layout, without watches.</summary>
    public static ADatastore Newest() => new ADatastore().WithSettings("""{"application":{"schema_version":33}}""");

    public ADatastore With(string name, string content) => With(name, Encoding.UTF8.GetBytes(content));

    public ADatastore With(string name, byte[] content)
    {
        var path = _directory.File(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return this;
    }

    public ADatastore WithSettings(string settings) => With("changedetection.json", $$"""{"note":"x","app_guid":"y","settings":{{settings}},"version_tag":"0.55.8"}""");

    public ADatastore WithWatch(string id, string json) => With($"{id}/watch.json", json);

    /// <summary>The single document of older datastores.</summary>
    public ADatastore WithOlder(int? schema, string watching, string requests = "{}", string headers = "{}", string application = "")
    {
        var version = schema is null ? "" : $"\"schema_version\":{schema}";
        var members = string.Join(',', ((string[])[version, application]).Where(part => part.Length > 0));
        return With("url-watches.json", $$$"""{"app_guid":"y","settings":{"headers":{{{headers}}},"requests":{{{requests}}},"application":{{{{members}}}}},"watching":{{{watching}}}}""");
    }

    public ADatastore WithLink(string name, string target)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(_directory.File(name))!);
        File.CreateSymbolicLink(_directory.File(name), target);
        return this;
    }

    public Task<ImportResult> ReadAsync() => AnImport.OfDirectoryAsync(Path);

    /// <summary>The same files as a backup.</summary>
    public byte[] Zip()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories))
                archive.CreateEntryFromFile(file, System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'));
        }

        return bytes.ToArray();
    }

    public static byte[] Brotli(string text)
    {
        using var bytes = new MemoryStream();
        using (var brotli = new BrotliStream(bytes, CompressionLevel.Fastest))
            brotli.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }

    public static string Json(object value) => JsonSerializer.Serialize(value);

    public void Dispose() => _directory.Dispose();
}
