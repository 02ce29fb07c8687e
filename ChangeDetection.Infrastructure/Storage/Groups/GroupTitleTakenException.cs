namespace ChangeDetection.Infrastructure.Storage.Groups;

/// <summary>Another group has the title already.</summary>
public sealed class GroupTitleTakenException(string title) : Exception($"There is another group called '{title}'.");
