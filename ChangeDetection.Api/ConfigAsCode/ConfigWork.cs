using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.ConfigAsCode;

/// <summary>A plan with what carries it out.</summary>
/// <param name="Plan">What people read.</param>
/// <param name="Global">The settings as they will be, with the groups.</param>
/// <param name="Creates">The watches that are made.</param>
/// <param name="Edits">The watches that become others, or that are to remember their key.</param>
/// <param name="Deletes">The watches that go.</param>
internal sealed record ConfigWork(
    ConfigPlan Plan, GlobalSettings Global, IReadOnlyList<WatchDraft> Creates, IReadOnlyDictionary<WatchId, WatchDraft> Edits, IReadOnlyList<ConfigItem> Deletes);
