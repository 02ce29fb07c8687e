using System.Reflection;
using System.Runtime.CompilerServices;
using ChangeDetection.Tests.Support;
using Microsoft.AspNetCore.SignalR;
using Xunit;

namespace ChangeDetection.Tests.Architecture;

/// <summary>Rules of the house about types and methods, read from what was built.</summary>
public sealed class ShapeTests
{
    private static readonly string[] BannedEndings = ["Manager", "Helper", "Helpers", "Util", "Utils", "Service", "Base", "Impl", "Data", "Info"];

    [Fact]
    public void No_type_is_named_for_what_it_vaguely_does()
    {
        var vague = Product.Types.Where(type => BannedEndings.Any(ending => type.Name.Split('`')[0].EndsWith(ending, StringComparison.Ordinal)));

        Assert.Empty(vague.Select(type => type.FullName));
    }

    [Fact]
    public void Every_class_that_nobody_extends_is_sealed()
    {
        var extended = Product.Types.Select(type => type.BaseType).Where(type => type is not null).Select(type => type!.IsGenericType ? type.GetGenericTypeDefinition() : type).ToHashSet();

        var open = Product.Types.Where(type => type is { IsClass: true, IsAbstract: false, IsSealed: false } && !extended.Contains(type) && !IsRazor(type) && type.Name != "_Imports");

        Assert.Empty(open.Select(type => type.FullName));
    }

    [Fact]
    public void Every_async_method_takes_a_cancellation_token_last()
    {
        var deaf = Product.Types.Where(type => !type.IsSubclassOf(typeof(Delegate)))
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(method => !method.IsPrivate && IsAsync(method) && !IsDictated(method) && method.GetParameters().LastOrDefault()?.ParameterType != typeof(CancellationToken))
            .Select(method => $"{method.DeclaringType!.FullName}.{method.Name}");

        Assert.True(!deaf.Except(Excused).Any(), string.Join('\n', deaf.Except(Excused)));
    }

    // Each with its reason.
    private static string[] Excused =>
    [
        // The process itself; nobody is there to cancel it.
        "ChangeDetection.ServiceDefaults.StartupGuard.RunAsync",
        // Each write brings the token of whoever waits for it.
        "ChangeDetection.Infrastructure.Storage.Writing.StoreWrite.RunAsync",
        "ChangeDetection.Infrastructure.Storage.Writing.LoneWrite`1.RunAsync",
        "ChangeDetection.Infrastructure.Storage.Writing.CommonWrite`2.RunAsync",
    ];

    private static bool IsAsync(MethodInfo method) =>
        !method.IsSpecialName && !method.Name.Contains('<') && !method.IsDefined(typeof(CompilerGeneratedAttribute))
        && (typeof(Task).IsAssignableFrom(method.ReturnType) || method.ReturnType == typeof(ValueTask)
            || (method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() is var shape && (shape == typeof(ValueTask<>) || shape == typeof(IAsyncEnumerable<>))));

    // A framework wrote the signature: it is overridden, implemented, called by the hub or by the pipeline, or is the entry point.
    private static bool IsDictated(MethodInfo method) =>
        method.GetBaseDefinition() is var definition && definition != method && !Product.IsOurs(definition.DeclaringType!)
        || ImplementsForeign(method)
        || typeof(Hub).IsAssignableFrom(method.DeclaringType)
        || IsHubClient(method.DeclaringType!)
        || method.Name == "Main"
        || method.GetParameters().Any(parameter => parameter.ParameterType.Name is "HttpContext");

    private static bool ImplementsForeign(MethodInfo method) =>
        method.DeclaringType!.IsInterface is false && method.DeclaringType.GetInterfaces().Where(one => !Product.IsOurs(one))
            .SelectMany(one => method.DeclaringType.GetInterfaceMap(one).TargetMethods).Contains(method);

    private static bool IsHubClient(Type type) =>
        Product.Types.Any(hub => hub.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == typeof(Hub<>) && parent.GetGenericArguments()[0] == type);

    private static bool IsRazor(Type type) => typeof(Microsoft.AspNetCore.Components.IComponent).IsAssignableFrom(type);
}
