using ChangeDetection.Core.Importing;
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
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
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
}
