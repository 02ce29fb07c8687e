using System.Reflection;
using System.Runtime.CompilerServices;

namespace ChangeDetection.Tests.Support;

/// <summary>The product's assemblies and what people wrote into them.</summary>
internal static class Product
{
    public static IReadOnlyList<Assembly> Assemblies { get; } =
    [
        typeof(ChangeDetection.Core.Checks.CheckWatch).Assembly,
        typeof(ChangeDetection.Infrastructure.Telemetry).Assembly,
        typeof(ChangeDetection.ServiceDefaults.Extensions).Assembly,
        typeof(ChangeDetection.Worker.Program).Assembly,
        typeof(ChangeDetection.Api.Program).Assembly,
    ];

    public static IEnumerable<Type> Types => Assemblies.SelectMany(assembly => assembly.GetTypes()).Where(IsWritten);

    public static bool IsOurs(Type type) => type.Assembly.GetName().Name!.StartsWith("ChangeDetection.", StringComparison.Ordinal);

    private static bool IsWritten(Type type) =>
        type.Namespace?.StartsWith("ChangeDetection.", StringComparison.Ordinal) == true
        && !type.FullName!.Contains('<')
        && !type.FullName.Contains("__", StringComparison.Ordinal)
        && !type.Namespace.EndsWith(".Migrations", StringComparison.Ordinal)
        && !type.IsDefined(typeof(CompilerGeneratedAttribute))
        && !type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute));
}
