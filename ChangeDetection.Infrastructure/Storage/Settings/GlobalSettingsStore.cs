using System.Security.Cryptography;
using System.Text.Json;
using ChangeDetection.Core.Scheduling;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Groups;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Infrastructure.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Settings;

/// <summary>The settings of the whole installation.</summary>
public sealed class GlobalSettingsStore
{
    internal const string DocumentName = "global";

    private readonly StoreContextFactory _contexts;
    private readonly StoreWriter _writer;

    internal GlobalSettingsStore(StoreContextFactory contexts, StoreWriter writer) => (_contexts, _writer) = (contexts, writer);

    /// <summary>The settings as stored.</summary>
    public async Task<GlobalSettings> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        return Read(context, await context.Queries.Setting(context, DocumentName, cancellationToken));
    }

    /// <summary>The settings as stored; when a damaged document stands there, the defaults and what to say about it.</summary>
    public async Task<(GlobalSettings Settings, string? Damage)> TryReadAsync(CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        return await TryReadAsync(context, cancellationToken);
    }

    /// <summary>The settings as stored, or the defaults when a damaged document stands there: what only paces work must go on (invariant I-20).</summary>
    public async Task<GlobalSettings> ReadOrDefaultAsync(CancellationToken cancellationToken) => (await TryReadAsync(cancellationToken)).Settings;

    internal static async Task<(GlobalSettings Settings, string? Damage)> TryReadAsync(StoreContext context, CancellationToken cancellationToken)
    {
        var row = await context.Queries.Setting(context, DocumentName, cancellationToken);
        try
        {
            return (Read(context, row), null);
        }
        catch (JsonException damage)
        {
            return (new GlobalSettings(), $"The stored settings of the installation are damaged; restore them from a backup. {damage.Message}");
        }
    }

    /// <summary>Changes the settings and gives them as they are now; an edit that moves due times raises their schedule version.</summary>
    public Task<GlobalSettings> EditAsync(Func<GlobalSettings, GlobalSettings> edit, CancellationToken cancellationToken) =>
        _writer.WriteAsync(
            (transaction, cancel) => EditAsync(transaction, edit, cancel),
            cancellationToken);

    /// <summary>The same inside a transaction that has more to do.</summary>
    internal static async Task<GlobalSettings> EditAsync(StoreTransaction transaction, Func<GlobalSettings, GlobalSettings> edit, CancellationToken cancellationToken)
    {
        var row = await transaction.Context.Settings.AsTracking().FirstOrDefaultAsync(setting => setting.Name == DocumentName, cancellationToken);
        var before = Read(transaction.Context, row);
        var settings = ScheduleVersion.Carry(before, edit(before));
        var document = transaction.Context.Documents.Write(settings, row?.Value);
        if (row is null)
            transaction.Context.Settings.Add(new SettingRow { Name = DocumentName, Value = document });
        else
            row.Value = document;
        transaction.ForgetSettings();
        await GroupMoves.TellAsync(transaction, before.Groups, settings.Groups, cancellationToken);
        return transaction.Context.Documents.ReadGlobal(document);
    }

    /// <summary>Makes the REST key and the token of the feeds at first start; keeps those that are there.</summary>
    public Task<GlobalSettings> EnsureApiKeyAsync(CancellationToken cancellationToken) =>
        EditAsync(
            settings => settings with
            {
                ApiAccessToken = settings.ApiAccessToken.Length > 0 ? settings.ApiAccessToken : NewSecret(),
                RssAccessToken = settings.RssAccessToken.Length > 0 ? settings.RssAccessToken : NewSecret(),
            },
            cancellationToken);

    /// <summary>Makes another token for the feeds; the one before opens nothing from then on.</summary>
    public Task<GlobalSettings> RenewFeedTokenAsync(CancellationToken cancellationToken) =>
        EditAsync(settings => settings with { RssAccessToken = NewSecret() }, cancellationToken);

    /// <summary>Makes another main key of the REST API; the one before opens nothing from then on.</summary>
    public Task<GlobalSettings> RenewApiKeyAsync(CancellationToken cancellationToken) =>
        EditAsync(settings => settings with { ApiAccessToken = NewSecret() }, cancellationToken);

    private static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static GlobalSettings Read(StoreContext context, SettingRow? row) => row is null ? new GlobalSettings() : context.Documents.ReadGlobal(row.Value);
}
