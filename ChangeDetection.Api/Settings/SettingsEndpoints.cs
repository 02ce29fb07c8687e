using ChangeDetection.Infrastructure.Storage.Settings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChangeDetection.Api.Settings;

/// <summary>The installation's settings as the pages change them.</summary>
internal static class SettingsEndpoints
{
    /// <summary>The routes.</summary>
    public static void MapSettings(this IEndpointRouteBuilder routes) =>
        routes.MapPatch("/api/v2/settings", Edit).WithTags("Settings");

    /// <summary>Changes the global interval; watches that follow it take it over with their next check.</summary>
    internal static async Task<Results<NoContent, ValidationProblem>> Edit(EditSettings edit, GlobalSettingsStore settings, CancellationToken cancellationToken)
    {
        if (edit.Interval is not { IsZero: false } interval)
            return TypedResults.ValidationProblem([KeyValuePair.Create("interval", new[] { "Give at least one of weeks, days, hours, minutes or seconds." })]);
        await settings.EditAsync(global => global with { TimeBetweenCheck = interval.ToInterval() }, cancellationToken);
        return TypedResults.NoContent();
    }
}
