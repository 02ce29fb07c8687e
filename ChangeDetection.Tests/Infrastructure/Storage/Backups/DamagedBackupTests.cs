using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeDetection.Infrastructure.Storage.Backups;
using ChangeDetection.Tests.Support;
using Xunit;
using static ChangeDetection.Tests.Infrastructure.Storage.Backups.FilledStore;

namespace ChangeDetection.Tests.Infrastructure.Storage.Backups;

/// <summary>Files that are damaged or made to do harm change nothing.</summary>
public sealed class DamagedBackupTests(DamagedBackupTests.Two two) : IClassFixture<DamagedBackupTests.Two>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What somebody may do to a backup, by the attack case it belongs to, and what the refusal says.</summary>
    public static TheoryData<string, string, string> Crafted => new()
    {
        { "bak-002", "name:/tmp/abs.txt", "is none of a backup" },
        { "bak-002", "name:C:\\x", "is none of a backup" },
        { "bak-002", "name:\\\\host\\share", "is none of a backup" },
        { "bak-002", "name:a/../../b", "is none of a backup" },
        { "bak-002", "name:..\\x", "is none of a backup" },
        { "bak-003", "symlink", "is a link, a special file" },
        { "bak-003", "setuid", "is a link, a special file" },
        { "bak-004", "bomb", "expands to more than" },
        { "bak-004", "lying length", "has not the" },
        { "bak-006", "many entries", "list of entries is far too long" },
        { "bak-006", "forty entries", "at most 32" },
        { "bak-006", "twice", "there twice" },
        { "bak-006", "zip in zip", "is none of a backup" },
        { "bak-008", "no zip", "no backup of ChangeDetection" },
        { "bak-008", "empty", "too short" },
        { "bak-008", "sealed rubbish", "no zip" },
        { "bak-010", "name:history.txt", "is none of a backup" },
        { "bak-010", "path for a version", "line 1 of versions.jsonl" },
        { "bak-012", "url", "the address 'file:///etc/passwd' is refused" },
        { "bak-012", "processor", "no processor '../../x'" },
        { "bak-012", "colour", "a colour is #rgb or #rrggbb" },
        { "bak-012", "notification", "no notification can go to" },
        { "bak-012", "method", "is none of GET, POST, PUT and DELETE" },
        { "", "missing entry", "is missing, or there twice" },
        { "", "missing manifest", "has no manifest.json" },
        { "", "wrong hash", "do not fit the hash" },
        { "", "wrong count", "the manifest says" },
        { "", "old format", "It has format 0, written by version 0.1" },
        { "", "new format", "It has format 2, written by version 9.9" },
        { "", "unknown field", "the unknown field 'later'" },
        { "", "wrong type", "the field 'is_paused' has the wrong type" },
        { "", "no settings", "cannot be read" },
        { "", "moment", "cannot be read" },
        { "", "same version twice", "do not fit together" },
        { "", "version of no text", "do not fit together" },
        { "", "version of no watch", "do not fit together" },
    };

    [Fact]
    public async Task A_flipped_bit_anywhere_is_noticed_and_changes_nothing()
    {
        for (var at = 0; at < two.Backup.Length; at += Math.Max(1, two.Backup.Length / 200))
        {
            var damaged = two.Backup.ToArray();
            damaged[at] ^= 0x10;
            await RefusesAsync(damaged, "");
        }
    }

    [Fact]
    public async Task A_file_that_is_cut_off_or_goes_on_is_noticed_and_changes_nothing()
    {
        foreach (var length in new[] { 1, 100, two.Backup.Length / 2, two.Backup.Length - 100, two.Backup.Length - 1 })
            await RefusesAsync(two.Backup[..length], "");
        await RefusesAsync([.. two.Backup, 0], "");
    }

    [Theory]
    [MemberData(nameof(Crafted))]
    public async Task A_file_made_to_do_harm_is_refused_and_changes_nothing(string attackCase, string trick, string expected)
    {
        Assert.True(attackCase.Length == 0 || Cases().Contains(attackCase));

        await RefusesAsync(await BuildAsync(trick), expected);
    }

    [Fact]
    public void Every_attack_case_has_a_test()
    {
        // Elsewhere: uploads and the round trip at the API, the killed restore beside the rollback.
        string[] elsewhere = ["bak-007", "bak-015", "bak-016"];

        Assert.Equal(Cases().Order(), Crafted.Select(row => row.Data.Item1).Where(id => id.Length > 0).Distinct().Concat(elsewhere).Order());
    }

    [Fact]
    public async Task An_icon_that_is_no_picture_is_left_out()
    {
        using var directory = new TemporaryDirectory();
        await using var store = await AStore.OpenAsync(directory.Path, null, Cancel);
        var icon = new JsonObject { ["id"] = "00112233445566778899aabbccddeeff", ["type"] = "text/html", ["bytes"] = Convert.ToBase64String("<script>alert(1)</script>"u8) };

        await RestoreAsync(store, await CraftedBackup.Of(two.Backup).With("icons.jsonl", icon.ToJsonString() + "\n").BuildAsync(Cancel), RestoreMode.IntoEmpty, Cancel);

        Assert.Equal(3, (await store.Catalog.ListAsync(Cancel)).Count);
        Assert.Null(await store.Icons.FindAsync("00112233445566778899aabbccddeeff", Cancel));
    }

    [Fact]
    public async Task A_text_damaged_before_the_backup_comes_back_damaged_and_takes_nothing_with_it()
    {
        using var directory = new TemporaryDirectory();
        await using var store = await AStore.OpenAsync(directory.Path, null, Cancel);
        var crafted = CraftedBackup.Of(two.Backup).Change("contents.jsonl", row => (row["encoding"], row["bytes"]) = (0, Convert.ToBase64String("other"u8)));

        var report = await RestoreAsync(store, await crafted.BuildAsync(Cancel), RestoreMode.IntoEmpty, Cancel);

        Assert.Equal((3, 1), (report.Watches, report.DamagedTexts));
    }

    private async Task RefusesAsync(byte[] file, string expected)
    {
        var refused = await Assert.ThrowsAsync<BackupRefusedException>(() => RestoreAsync(two.Target, file, RestoreMode.ReplaceAll, Cancel));

        Assert.Contains(expected, refused.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("nothing was changed", refused.Message, StringComparison.Ordinal);
        Assert.Equal(two.Said, await TellAsync(two.Target, Cancel));
    }

    private async Task<byte[]> BuildAsync(string trick)
    {
        var crafted = CraftedBackup.Of(two.Backup);
        const string Watches = "watches.jsonl", Versions = "versions.jsonl";
        switch (trick)
        {
            case "no zip":
                return Encoding.UTF8.GetBytes(new string('x', 5000));
            case "empty":
                return [];
            case "sealed rubbish":
                return await SealAsync([.. Encoding.UTF8.GetBytes(new string('x', 5000)), .. Encoding.ASCII.GetBytes(SealedStream.Placeholder)]);
            case "wrong hash":
                crafted.Lie = manifest => manifest["entries"]![1]!["sha256"] = new string('0', 64);
                break;
            case "wrong count":
                crafted.Lie = manifest => manifest["entries"]!.AsArray().Single(entry => (string)entry!["name"]! == Watches)!["rows"] = 4;
                break;
            case "lying length":
                crafted.Lie = manifest => manifest["entries"]!.AsArray().Single(entry => (string)entry!["name"]! == Watches)!["bytes"] = 4;
                break;
            case "old format":
                crafted.Lie = manifest => (manifest["format"], manifest["version"]) = (0, "0.1");
                break;
            case "new format":
                crafted.Lie = manifest => (manifest["format"], manifest["version"], manifest["more"]) = (2, "9.9", true);
                break;
            case "forty entries":
                for (var number = 0; number < 40; number++)
                    crafted.Add($"more-{number}", []);
                break;
            case "many entries":
                for (var number = 0; number < 5000; number++)
                    crafted.Add($"more-{number}", []);
                crafted.Lie = manifest => manifest["entries"] = new JsonArray();
                break;
            case "missing manifest":
                return await WithoutManifestAsync();
            case "colour":
                var documents = JsonNode.Parse(crafted.Text(BackupFormat.Settings))!;
                documents["global"] = ((string)documents["global"]!).Replace("\"colour\":null", "\"colour\":\"red;background:url(x)\"", StringComparison.Ordinal);
                crafted.With(BackupFormat.Settings, documents.ToJsonString());
                break;
            case "no settings":
                crafted.With(BackupFormat.Settings, """{"global":"{\"time_between_check\":7}"}""");
                break;
            case "same version twice":
                crafted.With(Versions, crafted.Text(Versions) + crafted.Text(Versions).Split('\n')[0] + "\n");
                break;
            default:
                Change(crafted, trick, Watches, Versions);
                break;
        }

        return await crafted.BuildAsync(Cancel);
    }

    private static void Change(CraftedBackup crafted, string trick, string watches, string versions) => _ = trick switch
    {
        "symlink" => crafted.Without("icons.jsonl").Add("icons.jsonl", "/etc"u8.ToArray(), unchecked((int)(0xA1FFu << 16))),
        "setuid" => crafted.Without("icons.jsonl").Add("icons.jsonl", [], unchecked((int)(0x89EDu << 16))),
        "bomb" => crafted.With("icons.jsonl", new byte[70_000_000]),
        "twice" => crafted.Add("icons.jsonl", []),
        "zip in zip" => crafted.Add("42.zip", new byte[100]),
        "missing entry" => crafted.Without("checks.jsonl"),
        "path for a version" => crafted.With(versions, "1776969105,/etc/passwd\n"),
        "url" => crafted.Change(watches, row => row["url"] = "file:///etc/passwd"),
        "processor" => crafted.Change(watches, row => SetSetting(row, "processor", "../../x")),
        "notification" => crafted.Change(watches, row => SetSetting(row, "notification_urls", new JsonArray("/etc/passwd"))),
        "method" => crafted.Change(watches, row => SetSetting(row, "method", "GET / HTTP/1.1")),
        "unknown field" => crafted.Change(watches, row => row["later"] = 1),
        "wrong type" => crafted.Change(watches, row => row["is_paused"] = "no"),
        "moment" => crafted.Change(watches, row => row["next_check_at"] = long.MaxValue),
        "version of no text" => crafted.Change(versions, row => row["content_hash"] = Convert.ToBase64String(new byte[32])),
        "version of no watch" => crafted.Change(versions, row => row["watch_id"] = Guid.NewGuid()),
        _ when trick.StartsWith("name:", StringComparison.Ordinal) => crafted.Add(trick[5..], "x"u8.ToArray()),
        _ => throw new ArgumentException(trick),
    };

    private static void SetSetting(JsonObject row, string name, JsonNode value)
    {
        var settings = JsonNode.Parse((string)row["settings"]!)!.AsObject();
        settings[name] = value;
        row["settings"] = settings.ToJsonString();
    }

    private static async Task<byte[]> SealAsync(byte[] bytes)
    {
        using var file = new MemoryStream();
        await using var sealing = new SealedStream(file);
        await sealing.WriteAsync(bytes, Cancel);
        await sealing.SealAsync(Cancel);
        return file.ToArray();
    }

    private async Task<byte[]> WithoutManifestAsync()
    {
        using var file = new MemoryStream();
        await using (var zip = new System.IO.Compression.ZipArchive(file, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.Comment = SealedStream.Placeholder;
            zip.CreateEntry("settings.json");
        }

        return await SealAsync(file.ToArray());
    }

    private static IReadOnlyList<string> Cases()
    {
        using var stream = typeof(DamagedBackupTests).Assembly.GetManifestResourceStream("backup-cases.json")!;
        using var cases = JsonDocument.Parse(stream);
        return [.. cases.RootElement.GetProperty("cases").EnumerateArray().Select(one => one.GetProperty("id").GetString()!)];
    }

    /// <summary>A backup, and a store that it may not get into. Backups may expand to 64 MiB here.</summary>
    public sealed class Two : IAsyncLifetime
    {
        private readonly TemporaryDirectory _one = new();
        private readonly TemporaryDirectory _other = new();

        internal AStore Target { get; private set; } = null!;

        internal byte[] Backup { get; private set; } = [];

        internal string Said { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            await using (var store = await OpenAsync(_one.Path, Cancel))
                Backup = await BackupAsync(store, Cancel);
            Target = await AStore.OpenAsync(_other.Path, null, Cancel, settings: new() { ["MAX_RESTORE_DECOMPRESSED_MB"] = "64" });
            await Target.WatchAsync("https://other.example/", Cancel);
            Said = await TellAsync(Target, Cancel);
        }

        public async ValueTask DisposeAsync()
        {
            await Target.DisposeAsync();
            _one.Dispose();
            _other.Dispose();
        }
    }
}
