using System.ComponentModel.DataAnnotations;
using ChangeDetection.Api.Hosting;
using ChangeDetection.Api.Live;
using ChangeDetection.Api.Security.Access;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage;
using ChangeDetection.Tests.Support;
using ChangeDetection.Worker;
using ChangeDetection.Worker.Checking;
using ChangeDetection.Worker.Fetching;
using ChangeDetection.Worker.Scheduling;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using Xunit;

namespace ChangeDetection.Tests.Infrastructure;

/// <summary>Every options class: the defaults are valid, and nonsense stops the host before it works on it.</summary>
public sealed class OptionsTests(SharedRedis redis)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Type> All => [typeof(StoreOptions), typeof(QueueOptions), typeof(ScheduleOptions), typeof(FetchOptions), typeof(CheckOptions), typeof(LiveOptions)];

    [Theory]
    [MemberData(nameof(All))]
    public void Defaults_are_valid(Type type)
    {
        var options = Activator.CreateInstance(type)!;

        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
    }

    [Theory]
    [InlineData("Storage:Directory", "")]
    [InlineData("Queue:DeadAfter", "00:00:01")]
    [InlineData("Queue:PollInterval", "00:00:00")]
    [InlineData("Queue:CommandTimeout", "1.00:00:00")]
    [InlineData("Queue:HeartbeatInterval", "00:00:20")]
    [InlineData("Queue:KeyPrefix", "")]
    [InlineData("Schedule:Period", "00:00:00")]
    [InlineData("Schedule:OfferAgainAfter", "-00:00:10")]
    [InlineData("Schedule:DeadAfter", "00:00:00.1")]
    [InlineData("Schedule:Heartbeat", "00:00:30")]
    [InlineData("Schedule:Batch", "0")]
    [InlineData("Fetch:Timeout", "00:00:00")]
    [InlineData("Fetch:MaxBytes", "-1")]
    [InlineData("Fetch:MaxRedirects", "51")]
    [InlineData("Fetch:UserAgent", "")]
    [InlineData("Fetch:Retries", "11")]
    [InlineData("REQUESTS_RETRY_MAX_COUNT", "-1")]
    [InlineData("Check:Workers", "0")]
    [InlineData("FETCH_WORKERS", "1001")]
    [InlineData("Check:Deadline", "02:00:00")]
    [InlineData("Check:StopPatience", "-00:00:01")]
    [InlineData("Live:FlushEvery", "00:00:10")]
    [InlineData("Live:PollEvery", "00:00:00")]
    public async Task Nonsense_stops_the_host_and_is_named(string name, string value)
    {
        await using var host = Build(await redis.ConnectionStringAsync(Cancel), (name, value));

        var wrong = await Record.ExceptionAsync(() => host.StartAsync(Cancel));

        Assert.True(wrong is OptionsValidationException, $"{wrong}");
        Assert.Contains(name switch { "FETCH_WORKERS" => "Workers", "REQUESTS_RETRY_MAX_COUNT" => "Retries", _ => name.Split(':')[1] }, wrong.Message, StringComparison.Ordinal);
    }

    private static WebApplication Build(string connectionString, (string Name, string Value) setting)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:redis"] = "nowhere", [setting.Name] = setting.Value });
        builder.Services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect(connectionString));
        builder.AddWorkQueueAndFacts().AddStore().AddWorkerLoops();
        builder.AddReverseProxy().AddAccess().AddLive();
        return builder.Build();
    }
}
