namespace ChangeDetection.Infrastructure.Storage.Schema;

/// <summary>A lock among processes of one machine that the system releases when the holder dies.</summary>
internal static class ExclusiveFile
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Waits for the lock; disposing the result gives it back.</summary>
    public static async Task<IAsyncDisposable> WaitAsync(string path, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (TryTake(path) is { } file)
                return file;
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
                throw new StoreStartupException($"Another process has held {path} for {Patience.TotalMinutes:0} minutes. Stop it, then start again.");
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Takes the lock, or gives null when another process has it.</summary>
    public static FileStream? TryTake(string path)
    {
        try
        {
            return PrivateFiles.Open(path, FileMode.OpenOrCreate, FileOptions.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
