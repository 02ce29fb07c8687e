using ChangeDetection.Api.V1.Access;
using ChangeDetection.Api.V1.Answers;
using ChangeDetection.Api.V1.History;
using ChangeDetection.Api.V1.Import;
using ChangeDetection.Api.V1.Notifications;
using ChangeDetection.Api.V1.Search;
using ChangeDetection.Api.V1.Status;
using ChangeDetection.Api.V1.Tags;
using ChangeDetection.Api.V1.Watches;
using Microsoft.AspNetCore.Authentication;

namespace ChangeDetection.Api.V1;

/// <summary>Puts the compatible REST API into the host; its quirks stay in this folder.</summary>
internal static class V1Registration
{
    public const string BasePath = "/api/v1";

    /// <summary>Where the document is that describes this API.</summary>
    public const string FullSpecPath = BasePath + "/full-spec";

    public static WebApplicationBuilder AddV1(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptionsWithValidateOnStart<WatchLimitOptions>().BindConfiguration(WatchLimitOptions.Section).ValidateDataAnnotations();
        services.AddSingleton<Uptime>().AddSingleton<OverdueWatches>();
        services.AddSingleton<WatchCreation>().AddSingleton<WatchEditing>().AddSingleton<RecheckOfAll>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        services.AddExceptionHandler<V1ExceptionHandler>();
        services.Configure<RouteOptions>(routes => routes.SetParameterPolicy<WatchReferenceConstraint>(WatchReferenceConstraint.Name));
        return builder;
    }

    public static WebApplication MapV1(this WebApplication app)
    {
        // The policy and the mark sit on the group, so that no route of it can be without them.
        var v1 = app.MapGroup(BasePath).RequireAuthorization(ApiKeyHandler.Policy).WithMetadata(OpensWithApiKey.Mark).ExcludeFromDescription();
        v1.MapWatches();
        v1.MapHistory();
        v1.MapFavicons();
        v1.MapDifferences();
        v1.MapTags();
        v1.MapNotifications();
        v1.MapSearch();
        v1.MapImport();
        v1.MapStatus();
        return app;
    }
}
