using ChangeDetection.Core.Importing.Reading;

namespace ChangeDetection.Core.Importing.Datastores.Files;

/// <summary>One file of a datastore.</summary>
/// <param name="Name">Its name, without any folder.</param>
/// <param name="Length">Its length in bytes, as its directory says.</param>
/// <param name="Open">Opens it for reading.</param>
internal sealed record DatastoreFile(string Name, long Length, Func<Stream> Open)
{
    /// <summary>Whether it may not turn out longer than <see cref="Length"/>, which was counted against a limit.</summary>
    public bool IsLengthBinding { get; init; }

    /// <summary>All its bytes.</summary>
    /// <exception cref="ImportException">It is larger than the limit, damaged, or cannot be read.</exception>
    public async Task<byte[]> ReadAsync(long limit, CancellationToken cancellationToken)
    {
        if (Length > limit)
            throw TooLarge(limit);
        // What has no length has no content either; a pipe or device would be waited for.
        if (Length == 0)
            return [];
        var most = IsLengthBinding ? Length : limit;
        return await ReadOpenedAsync(most, cancellationToken) ?? throw (IsLengthBinding ? Damaged(null) : TooLarge(limit));
    }

    private async Task<byte[]?> ReadOpenedAsync(long most, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = Open();
            return await BoundedReading.ReadAsync(stream, most, cancellationToken);
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Damaged(broken);
        }
    }

    private ImportException TooLarge(long limit) => new($"{Name} is larger than {limit / 1024 / 1024} MB.");

    private ImportException Damaged(Exception? cause) => new($"{Name} is damaged or cannot be read.", cause);
}
