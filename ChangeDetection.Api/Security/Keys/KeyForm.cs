namespace ChangeDetection.Api.Security.Keys;

/// <summary>A key to make.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Scope"><c>read</c>, <c>write</c> or <c>admin</c>.</param>
public sealed record KeyForm(string? Name, string? Scope);
