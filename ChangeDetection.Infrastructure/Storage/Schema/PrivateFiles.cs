namespace ChangeDetection.Infrastructure.Storage.Schema;

/// <summary>Folders and files that are the business of the user alone who runs the product. Where files have no such modes, as in Windows, the folder's rights count.</summary>
public static class PrivateFiles
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnDirectory = OwnFile | UnixFileMode.UserExecute;

    /// <summary>Makes a folder that only its owner may enter; one that is there stays as it is, for whoever made it may have reasons.</summary>
    public static void MakeDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnDirectory);
    }

    /// <summary>A new file that only its owner may read.</summary>
    /// <param name="path">Its path; nothing may be there.</param>
    /// <param name="options">How it is written.</param>
    public static FileStream Create(string path, FileOptions options) => Open(path, FileMode.CreateNew, options);

    /// <summary>A file for this process alone; where it is made, only its owner may read it.</summary>
    public static FileStream Open(string path, FileMode mode, FileOptions options)
    {
        var stream = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 1 << 16, Options = options };
        if (!OperatingSystem.IsWindows())
            stream.UnixCreateMode = OwnFile;
        return new FileStream(path, stream);
    }

    /// <summary>Takes from everybody but the owner what they may do with files of these names; those of another owner stay as they are.</summary>
    public static void Tighten(string directory, string pattern)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(directory))
            return;
        foreach (var file in Directory.EnumerateFiles(directory, pattern))
        {
            try
            {
                if (File.ResolveLinkTarget(file, returnFinalTarget: false) is null && (File.GetUnixFileMode(file) & ~OwnFile) != 0)
                    File.SetUnixFileMode(file, OwnFile);
            }
            catch (Exception foreign) when (foreign is UnauthorizedAccessException or IOException)
            {
                // Another user's, as in a volume that was prepared for a group; or just gone.
            }
        }
    }
}
