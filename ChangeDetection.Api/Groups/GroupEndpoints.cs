using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Groups;
using ChangeDetection.Infrastructure.Storage.Settings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChangeDetection.Api.Groups;

/// <summary>Groups of watches as the pages use them.</summary>
internal static class GroupEndpoints
{
    public static WebApplication MapGroups(this WebApplication app)
    {
        var groups = app.MapGroup("/api/v2/groups").WithTags("Groups");
        groups.MapGet("/", List);
        groups.MapPost("/", Create);
        groups.MapGet("/{id}", Get);
        groups.MapPatch("/{id}", Edit);
        groups.MapDelete("/{id}", Delete);
        return app;
    }

    /// <summary>All groups in the order they were made.</summary>
    internal static async Task<Ok<IReadOnlyList<GroupSettingsView>>> List(GroupCatalog groups, CancellationToken cancellationToken) =>
        TypedResults.Ok<IReadOnlyList<GroupSettingsView>>([.. (await groups.ListAsync(cancellationToken)).Select(group => GroupSettingsView.From(group))]);

    /// <summary>Makes a group.</summary>
    internal static async Task<Results<Created<GroupSettingsView>, ValidationProblem>> Create(
        GroupForm form, GroupCatalog groups, GlobalSettingsStore settings, TimeProvider clock, HttpRequest request, CancellationToken cancellationToken)
    {
        var blank = new WatchGroup("", "");
        var problems = GroupDrafts.Check(form, blank, await settings.ReadAsync(cancellationToken), clock);
        if (!problems.IsEmpty)
            return TypedResults.ValidationProblem(problems.ByField);
        try
        {
            var made = (await groups.EnsureAsync([form.Title!], cancellationToken))[0];
            made = await groups.EditAsync(made.Id, group => GroupDrafts.Apply(form, group), cancellationToken) ?? made;
            return TypedResults.Created($"{request.PathBase}/api/v2/groups/{made.Id}", GroupSettingsView.From(made));
        }
        catch (TooManyGroupsException tooMany)
        {
            problems.Add("title", tooMany.Message);
            return TypedResults.ValidationProblem(problems.ByField);
        }
    }

    /// <summary>A group; secrets stand there as <c>***</c> unless <c>secrets=true</c>.</summary>
    internal static async Task<Results<Ok<GroupSettingsView>, NotFound>> Get(string id, bool? secrets, GroupCatalog groups, CancellationToken cancellationToken) =>
        await groups.FindAsync(id, cancellationToken) is { } group ? TypedResults.Ok(GroupSettingsView.From(group, secrets is true)) : TypedResults.NotFound();

    /// <summary>Changes a group; what it sets counts with the next check of each of its watches.</summary>
    internal static async Task<Results<Ok<GroupSettingsView>, NotFound, ValidationProblem>> Edit(
        string id, GroupForm form, GroupCatalog groups, GlobalSettingsStore settings, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await groups.FindAsync(id, cancellationToken) is not { } group)
            return TypedResults.NotFound();
        var problems = GroupDrafts.Check(form, group, await settings.ReadAsync(cancellationToken), clock);
        if (!problems.IsEmpty)
            return TypedResults.ValidationProblem(problems.ByField);
        try
        {
            return await groups.EditAsync(id, current => GroupDrafts.Apply(form, current), cancellationToken) is { } edited
                ? TypedResults.Ok(GroupSettingsView.From(edited))
                : TypedResults.NotFound();
        }
        catch (GroupTitleTakenException taken)
        {
            problems.Add("title", taken.Message);
            return TypedResults.ValidationProblem(problems.ByField);
        }
    }

    /// <summary>Deletes a group; its watches stay.</summary>
    internal static async Task<Results<NoContent, NotFound>> Delete(string id, GroupCatalog groups, CancellationToken cancellationToken) =>
        await groups.DeleteAsync(id, cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();
}
