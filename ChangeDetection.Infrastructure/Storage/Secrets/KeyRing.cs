using System.Collections.Concurrent;
using System.Security.Cryptography;
using ChangeDetection.Infrastructure.Storage.Schema;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeDetection.Infrastructure.Storage.Secrets;

/// <summary>The keys that seal the secrets of the store, kept beside it: files in the data directory for SQLite, rows for PostgreSQL. Every process of an installation has the same.</summary>
public sealed class KeyRing
{
    /// <summary>The name that separates the keys' uses from those of other programs.</summary>
    public const string ApplicationName = "ChangeDetection";

    private const string Purpose = "Secrets of the store, 1";
    private static readonly TimeSpan RefreshPause = TimeSpan.FromSeconds(10);

    // Opening costs more than all the rest of reading a watch, and the same watches are checked again and again.
    private const int MostOpened = 10_000;
    private const int LongestOpened = 1000;

    private readonly KeyRepository _repository;
    private readonly ConcurrentDictionary<string, string> _opened = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private IDataProtector? _protector;
    private long _madeAt;

    internal KeyRing(StoreContextFactory contexts, DataKey? lockedWith) =>
        _repository = new KeyRepository(contexts.Location.IsPostgres ? new KeyRows(contexts) : new KeyFiles(Path.Combine(contexts.Location.Directory, "keys")), lockedWith);

    /// <summary>The keys' documents, for the framework's own use of them.</summary>
    public IXmlRepository Repository => _repository;

    /// <summary>Where the keys are, in words for people.</summary>
    public string Place => _repository.Place;

    /// <summary>Makes the first key when there is none, and says whether there was one. Only one process at a time may do this: two would make two.</summary>
    /// <exception cref="StoreStartupException">The keys are locked and cannot be opened.</exception>
    internal bool Prepare()
    {
        var hasKeys = _repository.Prepare();
        TryOpen(Seal("The first use makes the first key."));
        return hasKeys;
    }

    /// <summary>Seals a text, differently each time.</summary>
    internal string Seal(string text) => Current().Protect(text);

    /// <summary>The text of a sealed one; null when its key is gone, or it was changed.</summary>
    internal string? TryOpen(string sealedText)
    {
        if (_opened.TryGetValue(sealedText, out var known))
            return known;
        if (OpenAnew(sealedText) is not { } text)
            return null;
        if (_opened.Count >= MostOpened)
            _opened.Clear();
        if (sealedText.Length <= LongestOpened)
            _opened[sealedText] = text;
        return text;
    }

    private string? OpenAnew(string sealedText)
    {
        var protector = Current();
        try
        {
            return protector.Unprotect(sealedText);
        }
        catch (CryptographicException)
        {
            return Renewed(protector) is { } renewed ? TryOpen(renewed, sealedText) : null;
        }
    }

    private static string? TryOpen(IDataProtector protector, string sealedText)
    {
        try
        {
            return protector.Unprotect(sealedText);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Current()
    {
        lock (_gate)
            return _protector ??= Make();
    }

    // Another process may have made a key meanwhile, or a person may have put the keys back; the framework itself looks once a day.
    private IDataProtector? Renewed(IDataProtector failed)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_protector, failed))
                return _protector;
            return TimeProvider.System.GetElapsedTime(_madeAt) < RefreshPause ? null : _protector = Make();
        }
    }

    private IDataProtector Make()
    {
        _madeAt = TimeProvider.System.GetTimestamp();
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName(ApplicationName);
        services.Configure<KeyManagementOptions>(options => options.XmlRepository = _repository);
        return services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>().CreateProtector(Purpose);
    }
}
