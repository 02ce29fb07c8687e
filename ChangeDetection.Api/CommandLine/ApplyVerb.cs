using System.CommandLine;
using ChangeDetection.Api.ConfigAsCode;

namespace ChangeDetection.Api.CommandLine;

/// <summary><c>apply</c>: brings settings, groups and watches to what a document says.</summary>
internal static class ApplyVerb
{
    private static readonly Argument<string> Source = new("file") { Description = "A document in YAML, or in JSON when its name ends so." };
    private static readonly Option<bool> Prune = new("--prune") { Description = "Delete the groups and watches that the document does not have." };
    private static readonly Option<bool> Plan = new("--plan") { Description = "Only tell what would be done." };

    public static Command Make()
    {
        var verb = new Command("apply", "Brings settings, groups and watches to what a document says, all of it or nothing. The address /api/v2/config gives the document of what is there.")
        {
            Source, Prune, Plan,
        };
        verb.SetAction((parsed, cancellationToken) => StoreHost.RunAsync(isAlone: true, (services, cancel) => RunAsync(parsed, services, cancel), cancellationToken));
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellationToken)
    {
        var path = parsed.GetValue(Source)!;
        try
        {
            var text = await File.ReadAllTextAsync(path, cancellationToken);
            var document = path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? ConfigText.ReadJson(text) : ConfigText.ReadYaml(text);
            var documents = services.GetRequiredService<ConfigDocuments>();
            var (prune, isPlan) = (parsed.GetValue(Prune), parsed.GetValue(Plan));
            var plan = isPlan ? await documents.PlanAsync(document, prune, cancellationToken) : await documents.ApplyAsync(document, prune, cancellationToken);
            await TellAsync(plan, isPlan);
            return 0;
        }
        catch (Exception failure) when (failure is ConfigRefusedException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{path} cannot be applied; nothing was changed.\n{failure.Message}");
            return 1;
        }
    }

    private static async Task TellAsync(ConfigPlan plan, bool isPlan)
    {
        foreach (var target in plan.Creates)
            await Console.Out.WriteLineAsync($"create {target.Kind} {target.Key}");
        foreach (var change in plan.Changes)
            await Console.Out.WriteLineAsync($"change {change.Kind} {change.Key}: {string.Join(", ", change.Fields.Select(field => field.Field))}");
        foreach (var target in plan.Deletes)
            await Console.Out.WriteLineAsync($"delete {target.Kind} {target.Key}");
        await Console.Out.WriteLineAsync($"{(isPlan ? "Would create" : "Created")} {plan.Creates.Count}, change{(isPlan ? "" : "d")} {plan.Changes.Count}, delete{(isPlan ? "" : "d")} {plan.Deletes.Count}; {plan.Unchanged} are so already.");
    }
}
