using System.Text.Json;
using ChangeDetection.Api.V1.Answers;
using ChangeDetection.Api.V1.Schema;
using ChangeDetection.Api.V1.Watches;
using ChangeDetection.Infrastructure.Storage.Settings;

namespace ChangeDetection.Api.V1.Notifications;

/// <summary>The installation's list of addresses that changes are told to, in the v1 API (peer behaviour, section 1.12).</summary>
internal static class V1NotificationEndpoints
{
    private const string Field = "notification_urls";

    /// <summary>What the body of a change must be.</summary>
    public static ObjectRule Body { get; } = new(new Dictionary<string, Rule> { [Field] = new ListRule(new TextRule(1000), 100) }) { Required = [Field] };

    public static void MapNotifications(this IEndpointRouteBuilder v1)
    {
        v1.MapGet("/notifications", Get);
        v1.MapPost("/notifications", Add).WithMetadata(V1Body.Limit);
        v1.MapPut("/notifications", Replace).WithMetadata(V1Body.Limit);
        v1.MapDelete("/notifications", Delete).WithMetadata(V1Body.Limit);
    }

    /// <summary>The list.</summary>
    internal static async Task<V1Answer> Get(GlobalSettingsStore settings, CancellationToken cancellationToken) =>
        Answer(StatusCodes.Status200OK, (await settings.ReadAsync(cancellationToken)).NotificationUrls);

    /// <summary>Adds those that are not there, and answers with them alone.</summary>
    internal static Task<V1Answer> Add(HttpRequest request, GlobalSettingsStore settings, CancellationToken cancellationToken) =>
        WithUrlsAsync(
            request,
            async urls =>
            {
                IReadOnlyList<string> added = [];
                await settings.EditAsync(
                    global =>
                    {
                        added = [.. urls.Except(global.NotificationUrls).Distinct()];
                        return global with { NotificationUrls = [.. global.NotificationUrls, .. added] };
                    },
                    cancellationToken);
                return added.Count == 0 ? V1Answer.Of(StatusCodes.Status400BadRequest, V1Messages.NoneAdded) : Answer(StatusCodes.Status201Created, added);
            },
            cancellationToken);

    /// <summary>Puts another list in the place of the one there.</summary>
    internal static Task<V1Answer> Replace(HttpRequest request, GlobalSettingsStore settings, CancellationToken cancellationToken) =>
        WithUrlsAsync(
            request,
            async urls => Answer(StatusCodes.Status200OK, (await settings.EditAsync(global => global with { NotificationUrls = urls }, cancellationToken)).NotificationUrls),
            cancellationToken);

    /// <summary>Takes out the ones that are the same, letter by letter.</summary>
    internal static async Task<V1Answer> Delete(HttpRequest request, GlobalSettingsStore settings, CancellationToken cancellationToken)
    {
        if (await V1Body.ReadAsync(request, Body, cancellationToken) is not BodyReading.Accepted accepted)
            return V1Answer.Problem(StatusCodes.Status400BadRequest, V1Messages.NoneDeleted);
        var (urls, deleted) = (UrlsIn(accepted.Body), 0);
        await settings.EditAsync(
            global =>
            {
                var kept = global.NotificationUrls.Where(url => !urls.Contains(url)).ToList();
                deleted = global.NotificationUrls.Count - kept.Count;
                return global with { NotificationUrls = kept };
            },
            cancellationToken);
        return deleted == 0 ? V1Answer.Problem(StatusCodes.Status400BadRequest, V1Messages.NoneDeleted) : V1Answer.Gone;
    }

    private static async Task<V1Answer> WithUrlsAsync(HttpRequest request, Func<IReadOnlyList<string>, Task<V1Answer>> act, CancellationToken cancellationToken)
    {
        switch (await V1Body.ReadAsync(request, Body, cancellationToken))
        {
            case BodyReading.Refused refused:
                return refused.Answer;
            case BodyReading.Accepted accepted when WatchRules.ProblemWithNotificationUrls(accepted.Body) is { } problem:
                return V1Answer.Of(StatusCodes.Status400BadRequest, problem);
            case BodyReading.Accepted accepted:
                return await act(UrlsIn(accepted.Body));
            default:
                throw new InvalidOperationException("A body is accepted or refused.");
        }
    }

    private static List<string> UrlsIn(JsonElement body) =>
        [.. body.GetProperty(Field).EnumerateArray().Select(url => url.GetString()!.Trim()).Where(url => url.Length > 0)];

    private static V1Answer Answer(int status, IReadOnlyList<string> urls) => V1Answer.Of(status, new Dictionary<string, IReadOnlyList<string>> { [Field] = urls });
}
