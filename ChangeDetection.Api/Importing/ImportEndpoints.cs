using ChangeDetection.Api.Errors;
using ChangeDetection.Api.V1.Watches;
using ChangeDetection.Core.Importing;
using ChangeDetection.Core.Importing.Tables;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Api.Importing;

/// <summary>Watches from the files of other products.</summary>
internal static class ImportEndpoints
{
    private const int HeadRows = 5;
    private const string File = "file";

    public static WebApplication MapImports(this WebApplication app)
    {
        var imports = app.MapGroup("/api/v2/imports").WithTags("Import").WithMetadata(new RequestSizeLimitAttribute(ImportLimits.ArchiveBytes));
        imports.MapPost("/", Import);
        imports.MapPost("/columns", Columns);
        return app;
    }

    /// <summary>
    /// Imports the file that is the body. The answer is one <see cref="ImportEvent"/> a line: how far it is, at last the report. Who hangs up
    /// stops the import between two watches; the same file sent again goes on from there.
    /// </summary>
    internal static async Task<IResult> Import(
        [AsParameters] ImportRequest import, HttpRequest request, ImportReader reader, ImportRun run, IOptions<WatchLimitOptions> limit, CancellationToken cancellationToken)
    {
        var problems = new FieldProblems();
        var options = import.ReadOptions(problems);
        if (!problems.IsEmpty)
            return TypedResults.ValidationProblem(problems.ByField);
        if (await UploadedFile.ReceiveAsync(request, cancellationToken) is not { } file)
            return TooLarge();
        try
        {
            var found = await reader.ReadAsync(file, import.Name ?? "", options, cancellationToken);
            return new JsonLines<ImportEvent>(run.RunAsync(found, import.ReadChoices(limit.Value.Limit), cancellationToken), found.Dispose);
        }
        catch (ImportException unreadable)
        {
            problems.Add(File, unreadable.Message);
            return TypedResults.ValidationProblem(problems.ByField);
        }
    }

    /// <summary>The first rows of a table, and what its columns seem to mean.</summary>
    internal static async Task<IResult> Columns(string? name, string? format, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await UploadedFile.ReceiveAsync(request, cancellationToken) is not { } received)
            return TooLarge();
        await using var file = received;
        var head = new byte[ImportSniffer.HeadBytes];
        var count = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        var kind = ImportFormatNames.TryParse(format, out var named) ? named : ImportSniffer.Sniff(name ?? "", head.AsSpan(0, count));
        var problems = new FieldProblems();
        if (kind is not (ImportFormat.Csv or ImportFormat.Xlsx))
            problems.Add(File, "The file is no table: only csv and xlsx have columns.");
        if (!problems.IsEmpty)
            return TypedResults.ValidationProblem(problems.ByField);
        try
        {
            var rows = await ImportReader.ReadTableHeadAsync(file, kind!.Value, HeadRows, cancellationToken);
            var mapping = ColumnMapping.Guess(rows.Count > 0 ? rows[0].Cells : []);
            return TypedResults.Ok(new ColumnsView(mapping.HasHeader, mapping.Fields, [.. rows.Select(row => row.Cells)]));
        }
        catch (ImportException unreadable)
        {
            problems.Add(File, unreadable.Message);
            return TypedResults.ValidationProblem(problems.ByField);
        }
    }

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult TooLarge() => TypedResults.Problem(
        $"The file is larger than {ImportLimits.ArchiveBytes / 1024 / 1024} MB. Import a larger datastore from its directory on the command line.",
        statusCode: StatusCodes.Status413PayloadTooLarge);
}
