namespace ChangeDetection.Worker;

/// <summary>The worker process: scheduler, check loop, and the health pages.</summary>
public static class Program
{
    /// <summary>Runs until stopped.</summary>
    public static async Task Main(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();
        await app.RunAsync();
    }
}
