using System.ComponentModel.DataAnnotations;

namespace ChangeDetection.Worker.Fetching;

/// <summary>Limits of a fetch over HTTP.</summary>
internal sealed class FetchOptions
{
    public const string Section = "Fetch";

    /// <summary>The longest wait for a whole answer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:30:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>The longest wait for a connection.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The most bytes of a page after decompression.</summary>
    [Range(1024, 512 * 1024 * 1024)]
    public int MaxBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>The most redirects followed.</summary>
    [Range(0, 50)]
    public int MaxRedirects { get; init; } = 10;

    /// <summary>Whether a redirect may lead from https to http also where the watched address is https; the environment variable ALLOW_REDIRECT_DOWNGRADE sets it too.</summary>
    public bool AllowDowngrade { get; set; }

    /// <summary>How often a connection that failed is tried again within the time limit; the environment variable REQUESTS_RETRY_MAX_COUNT sets it too.</summary>
    [Range(0, 10)]
    public int Retries { get; set; } = 2;

    /// <summary>How the fetcher calls itself when the watch does not say.</summary>
    [Required]
    public string UserAgent { get; init; } = "Mozilla/5.0 (compatible; ChangeDetection/0.1)";
}
