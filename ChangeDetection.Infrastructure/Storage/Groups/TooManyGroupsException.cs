namespace ChangeDetection.Infrastructure.Storage.Groups;

/// <summary>There would be more groups than an installation may have.</summary>
public sealed class TooManyGroupsException(int most) : Exception($"There may be at most {most} groups; delete some that are not needed.");
