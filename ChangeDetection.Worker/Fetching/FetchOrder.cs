using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Worker.Fetching;

/// <summary>What is to be fetched, and how.</summary>
/// <param name="Watch">The page.</param>
/// <param name="Global">The settings of the installation.</param>
/// <param name="Known">What the site gave with the page that is known already; null to fetch it whatever it is.</param>
internal sealed record FetchOrder(Watch Watch, GlobalSettings Global, PageValidators? Known = null);
