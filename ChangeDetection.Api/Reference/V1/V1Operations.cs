using ChangeDetection.Api.V1.Answers;
using static ChangeDetection.Api.Reference.V1.V1Operation;

namespace ChangeDetection.Api.Reference.V1;

/// <summary>Every operation of the v1 API (peer behaviour, section 1). A test compares the table with the routes.</summary>
internal static class V1Operations
{
    private const string Uuid = "cc0cfffa-f449-477b-83ea-0caafd1dc091";
    private const string Made = $$$"""{"uuid":"{{{Uuid}}}"}""";
    private const string Ok = "\"OK\"";

    private static readonly Answer Invalid = new(400, "The body or a field is not what it must be.", Message("Validation failed: url: 5 is not of type 'string'"));
    private static readonly Answer NoWatch = Missing(404, V1Messages.NoWatch(Uuid));
    private static readonly Answer NoTag = Missing(404, V1Messages.NoTag(Uuid));
    private static readonly Answer QueuedMany = new(202, "20 watches or more are queued.", """{"status":"OK, queueing 250 watches in background"}""");

    /// <summary>The table.</summary>
    public static IReadOnlyList<V1Operation> All { get; } = [.. Watches(), .. History(), .. Tags(), .. Rest()];

    private static IEnumerable<V1Operation> Watches() =>
    [
        new("GET", "/watch", "Watches", "All watches in short form by UUID, or a recheck of all of them.")
        {
            Query = [new("recheck_all", "Any text: queues all watches instead."), new("tag", "The title of a tag whose watches are listed.")],
            Answers =
            [
                new(200, "The watches, or how many were queued.", $$$"""{"{{{Uuid}}}":{"last_changed":0,"last_checked":1764000000,"last_error":false,"link":"https://example.com/","page_title":null,"tags":[],"title":null,"url":"https://example.com/","viewed":true}}"""),
                QueuedMany,
            ],
        },
        new("POST", "/watch", "Watches", "Makes a watch.")
        {
            Body = "CreateWatch",
            Answers = [new(201, "Made.", Made), Invalid with { Example = Text(V1Messages.BadUrlOnCreate) }, new(429, "The installation has as many watches as it may.", Text(V1Messages.LimitReached(100, 100)))],
        },
        new("GET", "/watch/{uuid}", "Watches", "A watch in full, or one action on it.")
        {
            Query = [new("recheck", "Any text: queues a check."), new("paused", "paused or unpaused."), new("muted", "muted or unmuted.")],
            Answers = [new(200, "The watch, or \"OK\" after an action.", $$$"""{"uuid":"{{{Uuid}}}","url":"https://example.com/","history_n":2}"""), NoWatch],
        },
        new("PUT", "/watch/{uuid}", "Watches", "Replaces the fields that are in the body.")
        {
            Body = "EditWatch",
            Answers = [new(200, "Stored.", Ok), Invalid with { Example = Text(V1Messages.UnknownFields(["foo"])) }, NoWatch],
        },
        new("DELETE", "/watch/{uuid}", "Watches", "Deletes a watch with its history.") { Answers = [new(204, "Deleted."), Missing(400, V1Messages.NoWatch(Uuid))] },
        new("GET", "/watch/{uuid}/favicon", "Watches", "The icon of the watch's site.")
        {
            Answers = [new(200, "The picture.", null, "image/*"), Missing(404, $"No Favicon available for {Uuid}")],
        },
    ];

    private static IEnumerable<V1Operation> History() =>
    [
        new("GET", "/watch/{uuid}/history", "History", "The stored versions, oldest first: epoch seconds, and the path at which the version is read.")
        {
            Answers = [new(200, "The versions.", $$$"""{"1764000000":"/api/v1/watch/{{{Uuid}}}/history/1764000000"}"""), NoWatch],
        },
        new("GET", "/watch/{uuid}/history/{timestamp}", "History", "The text of a version; latest is the newest.")
        {
            Query = [new("html", "Any text: the page's source instead, where it is stored.")],
            Answers = [new(200, "The text.", Text("Price: 50"), "text/plain"), Missing(404, V1Messages.NoVersion("1764000000"))],
        },
        new("GET", "/watch/{uuid}/difference/{from}/{to}", "History", "What differs between two versions; from may be previous, to may be latest.")
        {
            Query =
            [
                new("format", "text (as usual), html, htmlcolor or markdown."), new("type", "diffLines (as usual) or diffWords."), new("word_diff", "Whether one line for one line is told by word.", "boolean"),
                new("no_markup", "Whether changes are marked with tokens.", "boolean"), new("changesOnly", "Whether equal lines are left out.", "boolean"),
                new("ignoreWhitespace", "Whether white space counts for nothing.", "boolean"), new("removed", "Whether removed lines are told; true as usual.", "boolean"),
                new("added", "Whether added lines are told; true as usual.", "boolean"), new("replaced", "Whether replaced lines are told; true as usual.", "boolean"),
            ],
            Answers =
            [
                new(200, "The difference; HTML for the HTML formats.", Text("(changed) Price: 50\n(into) Price: 75"), "text/plain"),
                new(400, "A parameter is not what it must be.", Message(V1Messages.BadFormat)), Missing(404, V1Messages.TooFewVersions),
            ],
        },
    ];

    private static IEnumerable<V1Operation> Tags() =>
    [
        new("GET", "/tags", "Tags", "All tags in short form by UUID.")
        {
            Answers = [new(200, "The tags.", $$$"""{"{{{Uuid}}}":{"date_created":1764000000,"notification_muted":false,"title":"News","uuid":"{{{Uuid}}}"}}""")],
        },
        new("POST", "/tag", "Tags", "Makes a tag; one that has the title already takes the fields and is the answer.")
        {
            Body = "CreateTag",
            Answers = [new(201, "Made.", Made), Invalid with { Example = Text(V1Messages.BadTagTitle) }],
        },
        new("GET", "/tag/{uuid}", "Tags", "A tag in full, or one action on it.")
        {
            Query = [new("recheck", "Any text: queues the tag's watches that are not paused."), new("muted", "muted or unmuted.")],
            Answers = [new(200, "The tag, \"OK\" after muting, or how many watches were queued.", $$$"""{"uuid":"{{{Uuid}}}","title":"News"}"""), QueuedMany, NoTag],
        },
        new("PUT", "/tag/{uuid}", "Tags", "Replaces the fields that are in the body.")
        {
            Body = "EditTag",
            Answers = [new(200, "Stored.", Ok), Invalid with { Example = Text(V1Messages.TitleTaken) }, NoTag],
        },
        new("DELETE", "/tag/{uuid}", "Tags", "Deletes a tag; its watches stay.") { Answers = [new(204, "Deleted."), Missing(400, V1Messages.NoTag(Uuid))] },
    ];

    private static IEnumerable<V1Operation> Rest() =>
    [
        new("GET", "/notifications", "Notifications", "The installation's notification addresses.") { Answers = [Urls(200)] },
        new("POST", "/notifications", "Notifications", "Adds those that are not there, and answers with them alone.") { Body = "NotificationUrls", Answers = [Urls(201), new(400, "None was new, or one is wrong.", Text(V1Messages.NoneAdded))] },
        new("PUT", "/notifications", "Notifications", "Puts another list in the place of the one there.") { Body = "NotificationUrls", Answers = [Urls(200), Invalid with { Example = Text(V1Messages.BadNotificationUrl("x")) }] },
        new("DELETE", "/notifications", "Notifications", "Takes out the ones that are the same, letter by letter.") { Body = "NotificationUrls", Answers = [new(204, "Taken out."), Missing(400, V1Messages.NoneDeleted)] },
        new("GET", "/search", "Search", "The watches whose title, address or error is a text.")
        {
            Query = [new("q", "The text, whatever its case."), new("tag", "The title of a tag whose watches are searched."), new("partial", "Whether the text may stand within.", "boolean")],
            Answers =
            [
                new(200, "The watches by UUID.", $$$"""{"{{{Uuid}}}":{"last_changed":0,"last_checked":1764000000,"last_error":false,"title":null,"url":"https://example.com/","viewed":true}}"""),
                Missing(400, V1Messages.NoSearchText), Missing(404, V1Messages.NoTagCalled("News")),
            ],
        },
        new("POST", "/import", "Import", "Makes a watch of every line. Any field of a watch may stand in the query.")
        {
            TakesLines = true,
            Query = [new("tag", "Titles of tags, separated by commas."), new("tag_uuids", "UUIDs of tags, separated by commas."), new("dedupe", "Whether addresses that are watched already are left out; true as usual.", "boolean"), new("proxy", "The proxy's key.")],
            Answers =
            [
                new(200, "Fewer than 20 were made: their UUIDs.", $"""["{Uuid}"]"""), new(202, "20 or more were made.", """{"status":"Importing 25 URLs in background","count":25}"""),
                new(400, "A line or a parameter is wrong, and nothing was made.", Text(V1Messages.BadUrlInImport("x"))), new(429, "The installation has as many watches as it may.", Text(V1Messages.LimitReached(100, 100))),
            ],
        },
        new("GET", "/systeminfo", "System", "Counts, uptime in seconds and what is late.") { Answers = [new(200, "The state.", """{"queue_size":0,"overdue_watches":[],"uptime":12.5,"watch_count":3,"version":"0.1.0"}""")] },
    ];

    private static Answer Urls(int status) => new(status, "The addresses.", """{"notification_urls":["mailto://user@example.com"]}""");

    private static Answer Missing(int status, string message) => new(status, "There is none.", Message(message));

    private static string Text(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private static string Message(string text) => $$$"""{"message":{{{Text(text)}}}}""";
}
