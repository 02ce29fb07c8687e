using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ChangeDetection.Infrastructure.Storage.Backups;

namespace ChangeDetection.Tests.Infrastructure.Storage.Backups;

/// <summary>A backup taken apart, changed by somebody who knows how it is made, and put together again with hashes and seal that fit.</summary>
internal sealed class CraftedBackup
{
    private readonly List<(string Name, byte[] Bytes, int Attributes)> _entries = [];

    /// <summary>What the manifest says instead of what is so.</summary>
    public Action<JsonObject> Lie { get; set; } = _ => { };

    public bool IsSealed { get; set; } = true;

    public static CraftedBackup Of(byte[] backup)
    {
        var crafted = new CraftedBackup();
        using var zip = new ZipArchive(new MemoryStream(backup));
        foreach (var entry in zip.Entries)
        {
            using var bytes = new MemoryStream();
            using (var stream = entry.Open())
                stream.CopyTo(bytes);
            crafted._entries.Add((entry.FullName, bytes.ToArray(), entry.ExternalAttributes));
        }

        return crafted;
    }

    public string Text(string name) => Encoding.UTF8.GetString(_entries.Single(entry => entry.Name == name).Bytes);

    public CraftedBackup With(string name, string text) => With(name, Encoding.UTF8.GetBytes(text));

    public CraftedBackup With(string name, byte[] bytes)
    {
        var index = _entries.FindIndex(entry => entry.Name == name);
        if (index < 0)
            return Add(name, bytes);
        _entries[index] = (name, bytes, _entries[index].Attributes);
        return this;
    }

    public CraftedBackup Add(string name, byte[] bytes, int attributes = 0)
    {
        _entries.Add((name, bytes, attributes));
        return this;
    }

    public CraftedBackup Without(string name)
    {
        _entries.RemoveAll(entry => entry.Name == name);
        return this;
    }

    /// <summary>Lays other values over the first row of a table.</summary>
    public CraftedBackup Change(string name, Action<JsonObject> change)
    {
        var lines = Text(name).Split('\n');
        var row = JsonNode.Parse(lines[0])!.AsObject();
        change(row);
        lines[0] = row.ToJsonString();
        return With(name, string.Join('\n', lines));
    }

    /// <summary>Writes the zip, its manifest fitting the entries but for what it is to lie about.</summary>
    public async Task<byte[]> BuildAsync(CancellationToken cancellationToken)
    {
        var manifest = JsonNode.Parse(Text(BackupFormat.Manifest))!.AsObject();
        manifest["entries"] = new JsonArray([.. _entries.Where(entry => entry.Name != BackupFormat.Manifest).Select(Describe)]);
        Lie(manifest);
        With(BackupFormat.Manifest, manifest.ToJsonString());
        using var file = new MemoryStream();
        await using var sealing = new SealedStream(file);
        await using (var zip = await ZipArchive.CreateAsync(sealing, ZipArchiveMode.Create, leaveOpen: true, null, cancellationToken))
        {
            zip.Comment = SealedStream.Placeholder;
            foreach (var (name, bytes, attributes) in _entries)
            {
                var entry = zip.CreateEntry(name);
                entry.ExternalAttributes = attributes;
                await using var stream = await entry.OpenAsync(cancellationToken);
                await stream.WriteAsync(bytes, cancellationToken);
            }
        }

        await sealing.SealAsync(cancellationToken);
        return file.ToArray();
    }

    private static JsonNode Describe((string Name, byte[] Bytes, int Attributes) entry) => new JsonObject
    {
        ["name"] = entry.Name,
        ["rows"] = entry.Name == BackupFormat.Settings ? JsonNode.Parse(entry.Bytes)!.AsObject().Count : entry.Bytes.Count(one => one == '\n'),
        ["bytes"] = entry.Bytes.Length,
        ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(entry.Bytes)),
    };
}
