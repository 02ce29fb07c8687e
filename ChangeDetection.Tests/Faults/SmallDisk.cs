using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Faults;

/// <summary>A small disk in memory that the test can fill. Only root may mount one; without root the test is skipped for all to see, and fails where CI=true.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public string Path => _directory.Path;

    private string Filler => _directory.File("filler");

    public static async Task<SmallDisk> MountAsync(string size, CancellationToken cancellationToken)
    {
        const string missing = "A small disk can only be mounted by root, so this promise is not proven here.";
        if (!Environment.IsPrivilegedProcess)
        {
            Assert.SkipUnless(Programs.IsContinuousIntegration, missing);
            Assert.Fail(missing);
        }

        var disk = new SmallDisk();
        await Programs.RunAsync("mount", ["-t", "tmpfs", "-o", $"size={size}", "tmpfs", disk.Path], cancellationToken);
        return disk;
    }

    /// <summary>Takes all room that is left.</summary>
    public void Fill()
    {
        using var filler = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        try
        {
            while (true)
                filler.Write(page);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Free() => File.Delete(Filler);

    public async ValueTask DisposeAsync()
    {
        await Programs.RunAsync("umount", ["--lazy", Path], CancellationToken.None);
        _directory.Dispose();
    }
}
