namespace ChangeDetection.Tests.Core.Attacks;

/// <summary>The cases that neither a page nor a rule can bring about, and whose matter they are.</summary>
internal static class AttacksElsewhere
{
    /// <summary>Why the engine has no part in a case, by the case's id.</summary>
    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>
    {
        ["filt-009"] = "Who may ask for an extract is decided by the API's authorisation; the pattern itself runs under the same limits as every other.",
        ["xml-012"] = "Import of spreadsheets is a matter of the API; the engine is given no archives.",
        ["res-001"] = "The fetcher unpacks bodies and stops at its limit; the engine is given what it let through.",
        ["res-002"] = "The fetcher unpacks bodies and stops at its limit; the engine is given what it let through.",
        ["res-004"] = "Slow answers cost the fetcher's time; the engine begins when a page is complete.",
        ["res-005"] = "Headers are read and limited by the fetcher; the engine sees the content type alone.",
        ["res-015"] = "Lengths of titles are judged by the API.",
        ["res-018"] = "Intervals and queues are a matter of the API and the scheduler.",
        ["res-020"] = "Browser steps are judged by the API.",
        ["res-022"] = "The engine writes no log.",
        ["data-001"] = "Titles are kept by the API and the store.",
        ["data-003"] = "Titles are kept by the API and the store.",
        ["data-006"] = "Edits and deletions during a check are a matter of the store's fences.",
        ["data-008"] = "Which version stands on which side is the API's matter; the engine compares any two texts.",
        ["data-009"] = "Tags are judged by the API.",
        ["data-011"] = "Addresses in notifications are made by the API.",
        ["data-014"] = "Repeated deliveries are counted by the queue.",
    };
}
