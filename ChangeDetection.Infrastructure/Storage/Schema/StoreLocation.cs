using Microsoft.Data.Sqlite;
using Npgsql;

namespace ChangeDetection.Infrastructure.Storage.Schema;

/// <summary>Where the store is: a SQLite file in the data directory, or a PostgreSQL database.</summary>
/// <param name="IsPostgres">Whether it is a PostgreSQL database.</param>
/// <param name="ConnectionString">How to reach it.</param>
/// <param name="Directory">The data directory's full path, used with either.</param>
internal sealed record StoreLocation(bool IsPostgres, string ConnectionString, string Directory)
{
    public const string FileName = "changedetection.db";

    /// <summary>Reads the connection string: PostgreSQL in keyword or URI form, SQLite with a Data Source, or none for the file in the data directory.</summary>
    public static StoreLocation From(string? connectionString, string directory)
    {
        var folder = Path.GetFullPath(directory);
        if (string.IsNullOrWhiteSpace(connectionString))
            return new StoreLocation(false, ForFile(Path.Combine(folder, FileName)), folder);
        if (Uri.TryCreate(connectionString, UriKind.Absolute, out var uri) && uri.Scheme is "postgres" or "postgresql")
            return new StoreLocation(true, FromUri(uri!), folder);
        if (connectionString.Contains("Host=", StringComparison.OrdinalIgnoreCase) || connectionString.Contains("Server=", StringComparison.OrdinalIgnoreCase))
            return new StoreLocation(true, connectionString, folder);
        if (connectionString.Contains("Data Source=", StringComparison.OrdinalIgnoreCase))
            return new StoreLocation(false, connectionString, folder);
        throw new StoreStartupException(
            "The connection string 'changedetection' is neither PostgreSQL (Host=…;Database=…;Username=…) nor SQLite (Data Source=…). Mend it, or remove it to use the file in the data directory.");
    }

    /// <summary>What a person may read about the location: never a password.</summary>
    public string Describe()
    {
        if (!IsPostgres)
            return new SqliteConnectionStringBuilder(ConnectionString).DataSource;
        var postgres = new NpgsqlConnectionStringBuilder(ConnectionString);
        return $"PostgreSQL database {postgres.Database} on {postgres.Host}:{postgres.Port}";
    }

    private static string ForFile(string path) =>
        new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30 }.ToString();

    private static string FromUri(Uri uri)
    {
        var user = uri.UserInfo.Split(':', 2);
        return new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : 5432,
            Database = uri.AbsolutePath.Trim('/'),
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
        }.ToString();
    }
}
