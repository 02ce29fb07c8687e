using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChangeDetection.ServiceDefaults;

/// <summary>
/// Keeps the host from logging a failed start with its stack trace: the exception reaches <see cref="StartupGuard"/>, which tells it in one sentence,
/// or else the runtime, which prints it. After the start everything is logged.
/// </summary>
internal sealed class StartLog : IHostedLifecycleService
{
    private static readonly string[] Narrators = ["Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Hosting.Diagnostics"];

    private volatile bool _hasStarted;

    public static void Quieten(IHostApplicationBuilder builder)
    {
        var start = new StartLog();
        builder.Services.AddSingleton<IHostedService>(start);
        foreach (var narrator in Narrators)
            builder.Logging.AddFilter(narrator, level => level < LogLevel.Error ? level >= LogLevel.Warning : start._hasStarted);
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _hasStarted = true;
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
