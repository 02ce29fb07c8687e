using ChangeDetection.Infrastructure.Storage.Postgres;
using ChangeDetection.Infrastructure.Storage.Secrets;
using ChangeDetection.Infrastructure.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace ChangeDetection.Infrastructure.Storage.Schema;

/// <summary>Opens contexts on the database that the configuration names. They are used again: to make one costs more than most of what is asked of it.</summary>
internal sealed class StoreContextFactory : IAsyncDisposable
{
    private static readonly TimeSpan IdlePatience = TimeSpan.FromSeconds(10);

    private readonly NpgsqlDataSource? _postgres;
    private readonly Func<StoreContext> _create;
    private readonly CheckQueries _queries;

    public StoreContextFactory(StoreLocation location, DataKey? lockedWith = null)
    {
        Location = location;
        Keys = new KeyRing(this, lockedWith);
        Documents = new SealedDocuments(Keys);
        if (location.IsPostgres)
        {
            _postgres = NpgsqlDataSource.Create(WithPatience(location.ConnectionString));
            var options = new DbContextOptionsBuilder<PostgresStoreContext>()
                .UseNpgsql(_postgres).UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking).Options;
            (_create, _queries) = (new PooledDbContextFactory<PostgresStoreContext>(options).CreateDbContext, PostgresStoreContext.MakeQueries());
        }
        else
        {
            var options = new DbContextOptionsBuilder<SqliteStoreContext>()
                .UseSqlite(location.ConnectionString).AddInterceptors(new SqlitePragmas())
                .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking).Options;
            (_create, _queries) = (new PooledDbContextFactory<SqliteStoreContext>(options).CreateDbContext, SqliteStoreContext.MakeQueries());
        }
    }

    public StoreLocation Location { get; }

    public KeyRing Keys { get; }

    /// <summary>How documents of settings are read and written.</summary>
    public SealedDocuments Documents { get; }

    // A process that is frozen in the middle of a write would hold up the writers of all processes for as long as it stays so.
    private static string WithPatience(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        if (builder.Options?.Contains("idle_in_transaction_session_timeout", StringComparison.Ordinal) != true)
            builder.Options = $"{builder.Options} -c idle_in_transaction_session_timeout={IdlePatience.TotalMilliseconds:0}".Trim();
        return builder.ToString();
    }

    public StoreContext Create()
    {
        var context = _create();
        (context.Documents, context.Queries) = (Documents, _queries);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null)
            await _postgres.DisposeAsync();
    }
}
