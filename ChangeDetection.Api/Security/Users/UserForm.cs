namespace ChangeDetection.Api.Security.Users;

/// <summary>A user to add, or what to change of one; what is missing stays as it is.</summary>
/// <param name="Name">What they type to sign in.</param>
/// <param name="Role"><c>viewer</c>, <c>editor</c> or <c>admin</c>.</param>
/// <param name="Password">Their password, 8 to 200 characters.</param>
public sealed record UserForm(string? Name, string? Role, string? Password);
