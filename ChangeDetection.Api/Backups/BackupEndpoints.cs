using ChangeDetection.Api.Security.Access;
using ChangeDetection.Infrastructure.Storage.Backups;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Api.Backups;

/// <summary>Backups: made, listed, downloaded, deleted, restored.</summary>
internal static class BackupEndpoints
{
    private const string Zip = "application/zip";

    /// <summary>The routes.</summary>
    public static void MapBackups(this IEndpointRouteBuilder routes)
    {
        var backups = routes.MapGroup("/api/v2/backups").WithTags("Backups").RequireAuthorization(Roles.Admin);
        backups.MapPost("/", Make);
        backups.MapGet("/", List);
        backups.MapGet("/{name}", Download);
        backups.MapDelete("/{name}", Delete);
        backups.MapPost("/{name}/restore", Restore);
        backups.MapPost("/restore", RestoreUpload).Accepts<IFormFile>(Zip);
        routes.MapGet("/api/v2/export", Export).WithTags("Backups").RequireAuthorization(Roles.Admin);
    }

    /// <summary>Makes a backup now.</summary>
    internal static async Task<Results<Created<BackupView>, ProblemHttpResult>> Make(BackupFolder folder, HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var made = await folder.MakeAsync(progress: null, cancellationToken);
            return TypedResults.Created($"{request.PathBase}/api/v2/backups/{made.Name}", BackupView.From(made));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return NotWritable(failure);
        }
    }

    /// <summary>The backups, newest first.</summary>
    internal static Ok<IReadOnlyList<BackupView>> List(BackupFolder folder) => TypedResults.Ok<IReadOnlyList<BackupView>>([.. folder.List().Select(BackupView.From)]);

    /// <summary>A backup as a file.</summary>
    internal static Results<FileStreamHttpResult, NotFound> Download(string name, BackupFolder folder) =>
        folder.Open(name) is { } file ? TypedResults.Stream(file, Zip, name, enableRangeProcessing: true) : TypedResults.NotFound();

    /// <summary>Deletes a backup.</summary>
    internal static Results<NoContent, NotFound> Delete(string name, BackupFolder folder) => folder.Delete(name) ? TypedResults.NoContent() : TypedResults.NotFound();

    /// <summary>Puts a backup of the list into the store; with <c>replace</c> everything that is there goes.</summary>
    internal static async Task<Results<Ok<RestoreView>, NotFound, ProblemHttpResult>> Restore(
        string name, bool? replace, BackupFolder folder, BackupRestore restore, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        if (folder.Open(name) is not { } file)
            return TypedResults.NotFound();
        await using (file)
            return await RestoreAsync(file, replace, restore, logs, cancellationToken) switch
            {
                (RestoreView view, _) => TypedResults.Ok(view),
                (_, var problem) => problem!,
            };
    }

    /// <summary>Puts an uploaded backup, the body of the request, into the store; with <c>replace</c> everything that is there goes.</summary>
    internal static async Task<Results<Ok<RestoreView>, ProblemHttpResult>> RestoreUpload(
        bool? replace, HttpContext context, BackupFolder folder, BackupRestore restore, IOptions<BackupOptions> options, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = options.Value.LargestUpload;
        FileStream file;
        try
        {
            file = folder.Receive();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return NotWritable(failure);
        }

        await using (file)
        {
            await context.Request.Body.CopyToAsync(file, cancellationToken);
            await file.FlushAsync(cancellationToken);
            return await RestoreAsync(file, replace, restore, logs, cancellationToken) switch
            {
                (RestoreView view, _) => TypedResults.Ok(view),
                (_, var problem) => problem!,
            };
        }
    }

    /// <summary>Everything as it is now, as a backup that is stored nowhere.</summary>
    internal static PushStreamHttpResult Export(BackupWriter writer, TimeProvider clock, CancellationToken cancellationToken) =>
        TypedResults.Stream(stream => writer.WriteAsync(stream, progress: null, cancellationToken), Zip, BackupFolder.NameAt(clock.GetUtcNow()));

    private static async Task<(RestoreView? View, ProblemHttpResult? Problem)> RestoreAsync(
        FileStream file, bool? replace, BackupRestore restore, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        try
        {
            var report = await restore.RestoreAsync(file, replace is true ? RestoreMode.ReplaceAll : RestoreMode.IntoEmpty, progress: null, cancellationToken);
            logs.CreateLogger(typeof(BackupEndpoints)).Restored(report.Manifest.Moment, report.Watches, report.Versions);
            return (RestoreView.From(report), null);
        }
        catch (BackupRefusedException refused)
        {
            return (null, TypedResults.Problem(refused.Message, statusCode: StatusCodes.Status400BadRequest, title: "The backup was not restored"));
        }
    }

    private static ProblemHttpResult NotWritable(Exception failure) =>
        TypedResults.Problem($"The folder of backups cannot be written: {failure.Message} Free some space, or set Backups:Directory to another folder.", statusCode: StatusCodes.Status507InsufficientStorage);
}
