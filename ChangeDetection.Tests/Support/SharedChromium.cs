using ChangeDetection.Tests.Support;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedChromium))]

namespace ChangeDetection.Tests.Support;

/// <summary>The one Chromium of all tests, started by the first that needs it: to start one takes longer than most of what is done with it.</summary>
public sealed class SharedChromium : IAsyncDisposable
{
    private static readonly string[] Quiet =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private static readonly SemaphoreSlim Turn = new(1, 1);
    private static IPlaywright? _playwright;
    private static IBrowser? _browser;

    /// <summary>The browser; another one when the last has died.</summary>
    internal static async Task<IBrowser> OpenAsync()
    {
        var program = Programs.RequireChromium();
        await Turn.WaitAsync();
        try
        {
            if (_browser is { IsConnected: true } running)
                return running;
            _playwright ??= await Playwright.CreateAsync();
            return _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = Quiet });
        }
        finally
        {
            Turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
    }
}
