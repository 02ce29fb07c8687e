using ChangeDetection.Core.Importing;
using ChangeDetection.Infrastructure.Storage;
using ChangeDetection.Infrastructure.Storage.Schema;
using Microsoft.AspNetCore.Http.Features;

namespace ChangeDetection.Api.Importing;

/// <summary>A file that a client sends as the body, kept beside the memory while it is read.</summary>
internal static class UploadedFile
{
    /// <summary>The whole body in a file that vanishes when it is closed; null when it is larger than an import may be.</summary>
    public static async Task<Stream?> ReceiveAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = ImportLimits.ArchiveBytes;
        if (request.ContentLength > ImportLimits.ArchiveBytes)
            return null;
        var file = Nameless(request.HttpContext.RequestServices.GetRequiredService<StoreFacts>().Directory);
        try
        {
            await request.Body.CopyToAsync(file, cancellationToken);
            file.Position = 0;
            return file;
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await file.DisposeAsync();
            return null;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    // It has everything of an installation in it, passwords too: it lies with the data, and without a name it is gone even when the process is killed.
    private static FileStream Nameless(string directory)
    {
        var path = Path.Combine(directory, $".upload-{Guid.NewGuid():N}");
        if (OperatingSystem.IsWindows())
            return PrivateFiles.Create(path, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        var file = PrivateFiles.Create(path, FileOptions.Asynchronous);
        File.Delete(path);
        return file;
    }
}
