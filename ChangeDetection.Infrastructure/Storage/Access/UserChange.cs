using ChangeDetection.Core.Access;

namespace ChangeDetection.Infrastructure.Storage.Access;

/// <summary>What is changed of a user; null leaves it as it is.</summary>
/// <param name="Name">The new name.</param>
/// <param name="Role">The new role.</param>
/// <param name="PasswordHash">The hash of the new password.</param>
public sealed record UserChange(string? Name = null, AccessRole? Role = null, string? PasswordHash = null);
