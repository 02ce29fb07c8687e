using ChangeDetection.AppHost;
using Microsoft.Extensions.Configuration;

var builder = DistributedApplication.CreateBuilder(args);

var redis = AddRedis();
var database = AddDatabase();

var api = builder.AddProject<Projects.ChangeDetection_Api>(ResourceNames.Api)
    .WithHttpEndpoint(port: builder.Configuration.GetValue("PORT", 5000), env: "PORT")
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health")
    .WithReference(redis)
    .WaitFor(redis);

var worker = builder.AddProject<Projects.ChangeDetection_Worker>(ResourceNames.Worker)
    .WithHttpEndpoint(env: "PORT")
    .WithHttpHealthCheck("/health")
    .WithReplicas(2)
    .WithReference(redis)
    .WaitFor(redis)
    .WaitFor(api);

foreach (var project in new[] { api, worker })
{
    if (database is not null)
        project.WithReference(database).WaitFor(database);
    else
        project.WithEnvironment("DATASTORE_PATH", Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", "data")));
}

builder.Build().Run();

// By what is there: a server that somebody runs already, the program on this machine, a container.
IResourceBuilder<IResourceWithConnectionString> AddRedis()
{
    if (!string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString(ResourceNames.Redis)))
        return builder.AddConnectionString(ResourceNames.Redis);

    if (builder.ExecutionContext.IsRunMode && LocalRedis.IsInstalled())
        return builder.AddLocalRedis();

    return builder.AddRedis(ResourceNames.Redis);
}

// SQLite in one directory serves one host; what is published runs on several, so it gets PostgreSQL.
IResourceBuilder<IResourceWithConnectionString>? AddDatabase()
{
    if (!string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString(ResourceNames.Database)))
        return builder.AddConnectionString(ResourceNames.Database);

    if (builder.ExecutionContext.IsPublishMode)
        return builder.AddPostgres(ResourceNames.Postgres).WithDataVolume().AddDatabase(ResourceNames.Database);

    // Its password is new with every run, which a volume of an earlier run would refuse: this one starts empty.
    return builder.Configuration.GetValue("Postgres", false)
        ? builder.AddPostgres(ResourceNames.Postgres).AddDatabase(ResourceNames.Database)
        : null;
}
