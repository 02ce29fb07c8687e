namespace ChangeDetection.Api.Security.Users;

/// <summary>A change of one's own password.</summary>
/// <param name="Current">The password that counts now.</param>
/// <param name="New">The one that counts from then on.</param>
public sealed record PasswordForm(string? Current, string? New);
