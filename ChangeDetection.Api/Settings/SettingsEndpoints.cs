using ChangeDetection.Api.Errors;
using ChangeDetection.Api.Security;
using ChangeDetection.Api.Security.Access;
using ChangeDetection.Infrastructure.Storage.Settings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChangeDetection.Api.Settings;

/// <summary>The installation's settings as the pages change them.</summary>
internal static class SettingsEndpoints
{
    /// <summary>The routes.</summary>
    public static void MapSettings(this IEndpointRouteBuilder routes)
    {
        var settings = routes.MapGroup("/api/v2/settings").WithTags("Settings").RequireAuthorization(Roles.Admin);
        settings.MapGet("/", Get);
        settings.MapPatch("/", Edit);
        settings.MapPost("/feed-token", RenewFeedToken);
        settings.MapPost("/api-key", RenewApiKey);
    }

    /// <summary>The settings; secrets stand there as <c>***</c> unless <c>secrets=true</c>.</summary>
    internal static async Task<Ok<SettingsView>> Get(bool? secrets, GlobalSettingsStore settings, CancellationToken cancellationToken) =>
        TypedResults.Ok(SettingsView.From(await settings.ReadAsync(cancellationToken), secrets is true));

    /// <summary>Changes what the request names.</summary>
    internal static async Task<Results<NoContent, ValidationProblem>> Edit(EditSettings edit, GlobalSettingsStore settings, CancellationToken cancellationToken)
    {
        if (SettingsDrafts.Check(edit, await settings.ReadAsync(cancellationToken)) is { IsEmpty: false } problems)
            return TypedResults.ValidationProblem(problems.ByField);
        await settings.EditAsync(global => SettingsDrafts.Apply(edit, global), cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Makes another main key of the REST API: whoever sends the one before is refused.</summary>
    internal static async Task<Results<Ok<ApiKeyView>, ValidationProblem>> RenewApiKey(GlobalSettingsStore settings, ApiAccess access, CancellationToken cancellationToken)
    {
        if ((await access.ReadAsync(cancellationToken)).Source is ApiKeySource.Stored)
            return TypedResults.Ok(new ApiKeyView((await settings.RenewApiKeyAsync(cancellationToken)).ApiAccessToken));
        var problems = new FieldProblems();
        problems.Add("", "The environment variable API_ACCESS_TOKEN sets the key; change it there.");
        return TypedResults.ValidationProblem(problems.ByField);
    }

    /// <summary>Makes another token for the feeds: whoever reads them by the one before reads nothing more.</summary>
    internal static async Task<Ok<FeedTokenView>> RenewFeedToken(GlobalSettingsStore settings, CancellationToken cancellationToken) =>
        TypedResults.Ok(new FeedTokenView((await settings.RenewFeedTokenAsync(cancellationToken)).RssAccessToken));
}
