namespace ChangeDetection.AppHost;

/// <summary>What the parts of the application are called; a connection string has the name of its resource.</summary>
internal static class ResourceNames
{
    public const string Api = "api";
    public const string Worker = "worker";
    public const string Redis = "redis";
    public const string RedisServer = "redis-server";
    public const string Postgres = "postgres";
    public const string Database = "changedetection";
}
