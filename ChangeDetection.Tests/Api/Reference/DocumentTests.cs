using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChangeDetection.Api.Reference.V1;
using ChangeDetection.Api.V1;
using ChangeDetection.Api.V1.Access;
using ChangeDetection.Api.V1.Schema;
using ChangeDetection.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChangeDetection.Tests.Api.Reference;

/// <summary>The documents that describe the APIs: they are what is checked in, and they are true.</summary>
public sealed partial class DocumentTests(V1Fixture fixture) : IClassFixture<V1Fixture>
{
    private const string Anew = "WRITE_API_DOCUMENTS";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/v2/openapi.json", "application/json", "v2.json")]
    [InlineData("/api/v1/full-spec", "application/yaml", "v1.yaml")]
    public async Task What_is_served_without_a_key_is_what_is_checked_in(string path, string type, string file)
    {
        using var answer = await fixture.Api.Anonymous().GetAsync(new Uri(path, UriKind.Relative), Cancel);
        var served = (await answer.Content.ReadAsStringAsync(Cancel)).TrimEnd() + "\n";
        var place = Path.Combine(Sources.Root, "docs", "api", file);
        if (Environment.GetEnvironmentVariable(Anew) is { Length: > 0 })
            await File.WriteAllTextAsync(place, served, Cancel);

        Assert.Equal((200, type), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.True(File.Exists(place) && served == await File.ReadAllTextAsync(place, Cancel), $"docs/api/{file} is not what the API says of itself. When the change is meant, run this test with {Anew}=1 and check the file in.");
    }

    [Fact]
    public async Task Every_route_of_the_pages_API_is_in_its_document_with_words()
    {
        var document = JsonNode.Parse(await fixture.Api.Anonymous().GetStringAsync(new Uri("/api/v2/openapi.json", UriKind.Relative), Cancel))!;

        var told = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject(), (path, operation) => (path.Key, operation)).ToList();

        Assert.Equal("3.1", ((string)document["openapi"]!)[..3]);
        Assert.Equal(RoutesOf("/api/v2").Except(["GET /api/v2/openapi.json"]).Order(), told.Select(one => $"{one.operation.Key.ToUpperInvariant()} {one.Key.TrimEnd('/')}").Order());
        Assert.All(told, one => Assert.False(string.IsNullOrEmpty((string?)one.operation.Value!["summary"]), $"{one.operation.Key} {one.Key} has no summary"));
    }

    [Fact]
    public void Every_route_of_the_v1_API_is_in_the_table_and_nothing_else()
    {
        var table = V1Operations.All.Select(operation => $"{operation.Method} {V1Registration.BasePath}{operation.Path}");

        Assert.Equal(RoutesOf(V1Registration.BasePath).Except([$"GET {V1Registration.FullSpecPath}"]).Order(), table.Order());
    }

    [Fact]
    public void Only_the_document_itself_needs_no_key()
    {
        var open = Endpoints.Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith(V1Registration.BasePath, StringComparison.Ordinal) && endpoint.Metadata.GetMetadata<OpensWithApiKey>() is null);

        Assert.Equal([V1Registration.FullSpecPath], open.Select(endpoint => endpoint.RoutePattern.RawText!));
    }

    [Fact]
    public void Every_kind_of_rule_has_a_schema()
    {
        var used = new HashSet<Type>();
        foreach (var body in V1Document.Bodies.Values)
            Gather(body, used);

        Assert.Equal(typeof(Rule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Rule))).Select(type => type.Name).Order(), used.Select(type => type.Name).Order());
        Assert.All(V1Operations.All.Select(operation => operation.Body).OfType<string>(), body => Assert.Contains(body, V1Document.Bodies.Keys));
        Assert.Equal("""{"type":["integer","null"],"minimum":1,"maximum":1000}""", RuleSchema.Of(WatchSchema.Rules["history_snapshot_max_length"]).ToJsonString());
        Assert.Equal("""{"type":"string","enum":["ALL","ANY"]}""", RuleSchema.Of(WatchSchema.Rules["conditions_match_logic"]).ToJsonString());
    }

    private static void Gather(Rule rule, HashSet<Type> used)
    {
        used.Add(rule.GetType());
        if (rule is ListRule list)
            Gather(list.Item, used);
        if (rule is ObjectRule { Members: var members })
            members.Values.ToList().ForEach(member => Gather(member, used));
    }

    private IEnumerable<RouteEndpoint> Endpoints => fixture.Api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private IEnumerable<string> RoutesOf(string start) =>
        from endpoint in Endpoints
        let path = Constraint().Replace(endpoint.RoutePattern.RawText!.Replace("{documentName:regex(^v2$)}", "v2", StringComparison.Ordinal), "{$1}").TrimEnd('/')
        where path.StartsWith(start, StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select $"{method} {path}";

    [GeneratedRegex(@"\{(\w+):(?:[^{}]|\{\{[^}]*\}\})*\}")]
    private static partial Regex Constraint();
}
