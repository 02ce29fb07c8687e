using System.IO.Compression;
using System.Text;
using ChangeDetection.Core.Importing;
using ChangeDetection.Core.Watches;
using Xunit;

namespace ChangeDetection.Tests.Core.Importing;

/// <summary>Backups, also those that were made to do harm.</summary>
public sealed class DatastoreArchiveTests
{
    private const string Watch = """{"url":"https://a.example/"}""";

    [Fact]
    public async Task A_backup_holds_what_the_directory_holds()
    {
        using var datastore = ADatastore.Newest().WithWatch(ADatastore.One, Watch).With($"{ADatastore.One}/history.txt", "1600000000,a.txt\n1600000100,b.txt\n")
            .With($"{ADatastore.One}/a.txt", "a").With($"{ADatastore.One}/b.txt.br", ADatastore.Brotli("b")).With($"{ADatastore.GroupOne}/tag.json", """{"title":"News"}""")
            .With($"{ADatastore.One}/favicon.png", [1, 2]).With("url-list.txt", "https://a.example/\r\n");

        using var result = await AnImport.OfAsync(datastore.Zip(), fileName: "changedetection-backup-20260101000000.zip");

        var watch = Assert.Single(result.Watches);
        Assert.Equal((ImportFormat.Datastore, ADatastore.One, "News"), (result.Format, watch.Id.ToString(), Assert.Single(result.Groups).Title));
        Assert.Equal([(1600000000, "a"), (1600000100, "b")], await watch.VersionsAsync());
        Assert.Equal([1, 2], await watch.Icon!.ReadAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("../evil.txt")]
    [InlineData("11111111-1111-4111-8111-111111111111/../../evil.txt")]
    [InlineData("/tmp/abs.txt")]
    [InlineData("C:\\x")]
    [InlineData("C:x")]
    [InlineData("\\\\host\\share")]
    [InlineData("a/../../b")]
    [InlineData("..\\x")]
    [InlineData("a//b")]
    [InlineData("./a")]
    [InlineData("../")]
    [InlineData("a\nb")]
    public async Task A_name_that_leads_out_of_the_archive_refuses_it_whole(string name)
    {
        var archive = Archive(($"{ADatastore.One}/watch.json", Watch), (name, "x"));

        Assert.Contains("Nothing is read", (await Assert.ThrowsAsync<ImportException>(() => AnImport.OfAsync(archive, ImportFormat.Datastore))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("datastore/changedetection.json", "content of the folder")]
    [InlineData("11111111-1111-4111-8111-111111111111/deeper/watch.json", "")]
    [InlineData("{11111111-1111-4111-8111-111111111111}/watch.json", "")]
    [InlineData("11111111111141118111111111111111/watch.json", "")]
    public async Task A_file_where_no_backup_has_one_is_left_out(string name, string advice)
    {
        using var result = await AnImport.OfAsync(Archive(($"{ADatastore.Two}/watch.json", Watch), (name, Watch)), ImportFormat.Datastore);

        Assert.Equal(ADatastore.Two, Assert.Single(result.Watches).Id.ToString());
        result.Report.Has(ImportSeverity.Refused, name, "left out");
        Assert.Contains(result.Report.Notes, note => advice.Length == 0 || note.Advice?.Contains(advice, StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_link_in_an_archive_is_no_file()
    {
        var name = $"{ADatastore.One}/headers.txt";
        var archive = Archive(entry => entry.ExternalAttributes = entry.FullName == name ? 0xA1FF << 16 : 0, ($"{ADatastore.One}/watch.json", Watch), (name, "/etc/passwd"));

        using var result = await AnImport.OfAsync(archive, ImportFormat.Datastore);

        Assert.Empty(Assert.Single(result.Watches).Draft.Settings.Headers);
        result.Report.Has(ImportSeverity.Refused, name, "link");
    }

    [Fact]
    public async Task Two_files_of_one_name_refuse_the_archive()
    {
        var archive = Archive(($"{ADatastore.One}/watch.json", Watch), ($"{ADatastore.One}/watch.json", Watch));

        Assert.Contains("two files", (await Assert.ThrowsAsync<ImportException>(() => AnImport.OfAsync(archive, ImportFormat.Datastore))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_archive_or_not_whole_is_refused()
    {
        var archive = Archive(($"{ADatastore.One}/watch.json", Watch));

        await Assert.ThrowsAsync<ImportException>(() => AnImport.OfAsync(archive[..^30], ImportFormat.Datastore));
        await Assert.ThrowsAsync<ImportException>(() => AnImport.OfAsync(Encoding.UTF8.GetBytes("PK\u0003\u0004 and nothing more"), ImportFormat.Datastore));
        await Assert.ThrowsAsync<ImportException>(() => AnImport.OfAsync(Archive(("readme.txt", "x")), ImportFormat.Datastore));
    }

    [Fact]
    public async Task An_archive_with_a_password_is_refused()
    {
        var archive = Archive(($"{ADatastore.One}/watch.json", Watch));
        SetFlag(archive, "PK\u0001\u0002"u8, 8);
        SetFlag(archive, "PK\u0003\u0004"u8, 6);

        Assert.Contains("password", (await Assert.ThrowsAsync<ImportException>(() => AnImport.OfAsync(archive, ImportFormat.Datastore))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Declared_sizes_are_added_up_before_anything_is_unpacked()
    {
        var archive = Archive(($"{ADatastore.One}/watch.json", Watch), ("other.txt", "x"));
        SetDeclaredSize(archive, 0x7FFFFFFF);

        Assert.Contains("1024 MB", (await Assert.ThrowsAsync<ImportException>(() => AnImport.OfAsync(archive, ImportFormat.Datastore))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_larger_than_declared_is_not_read_to_its_end()
    {
        var archive = Archive(($"{ADatastore.One}/watch.json", Watch[..^1] + new string(' ', 5000) + "}"), ($"{ADatastore.Two}/watch.json", Watch));
        SetDeclaredSize(archive, 30);

        using var result = await AnImport.OfAsync(archive, ImportFormat.Datastore);

        Assert.DoesNotContain(ADatastore.One, result.Watches.Select(watch => watch.Id.ToString()));
        result.Report.Has(ImportSeverity.Refused, ADatastore.One, "left out");
    }

    [Fact]
    public async Task Very_many_files_are_refused_before_they_are_listed()
    {
        var archive = Archive([.. Enumerable.Range(0, ImportLimits.ArchiveEntries + 1).Select(number => ($"{number}", ""))]);

        Assert.Contains($"{ImportLimits.ArchiveEntries} files", (await Assert.ThrowsAsync<ImportException>(() => AnImport.OfAsync(archive, ImportFormat.Datastore))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_above_the_limit_is_refused_unread()
    {
        await using var huge = new Sparse(ImportLimits.ArchiveBytes + 1);

        var refused = await Assert.ThrowsAsync<ImportException>(() => new ImportReader(AnImport.Clock, WatchUrlRules.Standard).ReadAsync(huge, "x.zip", new ImportOptions(), TestContext.Current.CancellationToken));

        Assert.Contains("256 MB", refused.Message, StringComparison.Ordinal);
    }

    private static byte[] Archive(params (string Name, string Content)[] files) => Archive(_ => { }, files);

    private static byte[] Archive(Action<ZipArchiveEntry> change, params (string Name, string Content)[] files)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                var entry = archive.CreateEntry(name);
                change(entry);
                using var stream = entry.Open();
                stream.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return bytes.ToArray();
    }

    private static void SetFlag(byte[] archive, ReadOnlySpan<byte> mark, int offset)
    {
        for (var at = 0; at < archive.Length - mark.Length; at++)
        {
            if (archive.AsSpan(at).StartsWith(mark))
                archive[at + offset] |= 1;
        }
    }

    private static void SetDeclaredSize(byte[] archive, int size)
    {
        for (var at = 0; at < archive.Length - 4; at++)
        {
            if (archive.AsSpan(at).StartsWith("PK\u0001\u0002"u8))
                BitConverter.TryWriteBytes(archive.AsSpan(at + 24), size);
        }
    }

    /// <summary>A long file of which only the beginning is there; whoever reads further than a head is caught.</summary>
    private sealed class Sparse(long length) : MemoryStream(Encoding.ASCII.GetBytes("PK\u0003\u0004"))
    {
        public override long Length => length;
    }
}
