using ChangeDetection.Infrastructure.Storage.Postgres;
using ChangeDetection.Infrastructure.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ChangeDetection.Infrastructure.Storage.Schema;

/// <summary>Opens contexts on the database that the configuration names.</summary>
internal sealed class StoreContextFactory : IAsyncDisposable
{
    private readonly NpgsqlDataSource? _postgres;
    private readonly Func<StoreContext> _create;

    public StoreContextFactory(StoreLocation location)
    {
        Location = location;
        if (location.IsPostgres)
        {
            _postgres = NpgsqlDataSource.Create(location.ConnectionString);
            var options = new DbContextOptionsBuilder<PostgresStoreContext>()
                .UseNpgsql(_postgres).UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking).Options;
            _create = () => new PostgresStoreContext(options);
        }
        else
        {
            var options = new DbContextOptionsBuilder<SqliteStoreContext>()
                .UseSqlite(location.ConnectionString).AddInterceptors(new SqlitePragmas())
                .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking).Options;
            _create = () => new SqliteStoreContext(options);
        }
    }

    public StoreLocation Location { get; }

    public StoreContext Create() => _create();

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null)
            await _postgres.DisposeAsync();
    }
}
