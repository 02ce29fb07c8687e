using System.Text.RegularExpressions;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Architecture;

/// <summary>There is one way out (decision 0012). The compiler refuses the others by BannedSymbols.Product.txt; here is what it would not see.</summary>
public sealed partial class EgressTests
{
    private const string Gate = "ChangeDetection.Infrastructure/Egress/";

    private static readonly string[] Projects = ["ChangeDetection.Core", "ChangeDetection.Infrastructure", "ChangeDetection.Api", "ChangeDetection.Worker", "ChangeDetection.ServiceDefaults"];

    // Each opens connections of its own to a place that the operator names in the configuration, never to one that a user or a page names.
    private static readonly Dictionary<string, string> Excused = new()
    {
        ["ChangeDetection.Infrastructure/Storage/Schema/StoreContextFactory.cs"] = "The PostgreSQL client.",
        ["ChangeDetection.Infrastructure/Storage/Postgres/PostgresDesignTime.cs"] = "The PostgreSQL client of who writes a migration; never run in the product.",
        ["ChangeDetection.ServiceDefaults/RedisClient.Direct.cs"] = "The Redis client.",
        ["ChangeDetection.ServiceDefaults/RedisClient.Aspire.cs"] = "The Redis client.",
        ["ChangeDetection.ServiceDefaults/TelemetryRegistration.cs"] = "The exporter of telemetry, and the spans of HTTP clients.",
    };

    public static TheoryData<string> Ways =>
    [
        "new HttpClient()", "using var http = new HttpClient(handler);", "new SocketsHttpHandler { }", "new HttpClientHandler()", "new Socket(a, b, c)", "new TcpClient()",
        "new UdpClient()", "new ClientWebSocket()", "new SmtpClient()", "WebRequest.Create(url)", "new WebClient()", "Dns.GetHostAddressesAsync(name)", "services.AddHttpClient()",
        "new HttpMessageInvoker(handler)", "QuicConnection.ConnectAsync()", "new Ping()", "new DbContextOptionsBuilder().UseNpgsql(x)", "NpgsqlDataSource.Create(x)",
        "ConnectionMultiplexer.Connect(x)", "telemetry.UseOtlpExporter()", "System.Net.Sockets.Socket socket = new(a, b, c);", "#pragma warning disable RS0030",
    ];

    [Fact]
    public void Nothing_but_the_gate_opens_connections()
    {
        var others = Projects.SelectMany(project => Sources.Files("*.cs", project))
            .Select(file => (Name: Sources.Relative(file).Replace('\\', '/'), Text: File.ReadAllText(file)))
            .Where(file => !file.Name.StartsWith(Gate, StringComparison.Ordinal) && !Excused.ContainsKey(file.Name))
            .SelectMany(file => WayOut().Matches(file.Text).Select(match => $"{file.Name}: {match.Value}"))
            .ToList();

        Assert.True(others.Count == 0, string.Join('\n', others));
    }

    [Fact]
    public void Whoever_is_excused_is_there() =>
        Assert.All(Excused.Keys, file => Assert.Matches(WayOut(), File.ReadAllText(Path.Combine(Sources.Root, file))));

    [Theory]
    [MemberData(nameof(Ways))]
    public void Every_way_out_is_known(string code) => Assert.Matches(WayOut(), code);

    [Fact]
    public void The_compiler_refuses_them_in_every_project_of_the_product()
    {
        var properties = File.ReadAllText(Path.Combine(Sources.Root, "Directory.Build.props"));

        Assert.Contains("BannedSymbols.Product.txt", properties, StringComparison.Ordinal);
        Assert.DoesNotContain(Projects, project => properties.Contains($"'{project}'", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\b(new\s+(HttpClient|TcpClient|UdpClient|Socket|SocketsHttpHandler|HttpClientHandler|ClientWebSocket|SmtpClient|WebClient|HttpMessageInvoker|WinHttpHandler|Ping)\b|Sockets\.Socket\b|WebRequest\.Create|Dns\.Get|AddHttpClient\b(?!Instrumentation)|QuicConnection|UseNpgsql|NpgsqlDataSource\.Create|ConnectionMultiplexer\.Connect|AddRedisClient|UseOtlpExporter)|disable\s+RS0030")]
    private static partial Regex WayOut();
}
