using System.CommandLine;

namespace ChangeDetection.Api.CommandLine;

/// <summary>What the program does besides serving, when its first argument is a verb.</summary>
internal static class Verbs
{
    /// <summary>Whether the arguments ask for something else than serving.</summary>
    public static bool AreMeant(string[] args) =>
        args.Length > 0 && (args[0] is "--help" or "-h" or "-?" or "/?" or "--version" or "help" || Root().Subcommands.Any(verb => verb.Name == args[0]));

    /// <summary>Does what is asked and gives the exit code: 0 when it is done, 1 when it could not be done, 2 when the arguments are wrong.</summary>
    public static Task<int> RunAsync(string[] args, CancellationToken cancellationToken) =>
        Root().Parse(args is ["help", .. var rest] ? [.. rest, "--help"] : args).InvokeAsync(null, cancellationToken);

    private static RootCommand Root() => new(
        "ChangeDetection watches web pages and shows what changed. Without a verb it serves the web page and the REST API; settings come from the environment (see README).")
    {
        ImportVerb.Make(),
        BackupVerbs.Export(),
        BackupVerbs.Backup(),
        BackupVerbs.Restore(),
        ApplyVerb.Make(),
        CheckConfigVerb.Make(),
        ResetPasswordVerb.Make(),
    };
}
