using System.CommandLine;
using ChangeDetection.Api.Security.SignIn;
using ChangeDetection.Core.Access;
using ChangeDetection.Infrastructure.Storage.Access;

namespace ChangeDetection.Api.CommandLine;

/// <summary><c>reset-password</c>: lets somebody in again who forgot their password. Whoever can run it has the data in their hands anyway.</summary>
internal static class ResetPasswordVerb
{
    private static readonly Argument<string> Name = new("name") { Description = "Whose password; a user who is not there is made, as an admin.", DefaultValueFactory = _ => "admin" };

    public static Command Make()
    {
        var verb = new Command("reset-password", "Sets the password of an admin to the line that is typed or piped in, and signs them out everywhere. It may run beside the server.") { Name };
        verb.SetAction((parsed, cancellationToken) => StoreHost.RunAsync(isAlone: false, (services, cancel) => RunAsync(parsed.GetValue(Name)!, services, cancel), cancellationToken));
        return verb;
    }

    private static async Task<int> RunAsync(string name, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (!Console.IsInputRedirected)
            await Console.Error.WriteAsync("New password: ");
        var password = await Console.In.ReadLineAsync(cancellationToken);
        if (Password.ProblemWith(password) is { } problem)
        {
            await Console.Error.WriteLineAsync(problem);
            return 1;
        }

        using var passwords = new Passwords();
        await services.GetRequiredService<UserStore>().EnsureAdminAsync(name, passwords.Hash(password!), isConfigured: false, cancellationToken);
        await Console.Out.WriteLineAsync($"{name} signs in with the new password from now on.");
        return 0;
    }
}
