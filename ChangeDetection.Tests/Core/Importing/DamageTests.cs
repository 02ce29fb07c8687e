using System.Text;
using ChangeDetection.Core.Importing;
using Xunit;

namespace ChangeDetection.Tests.Core.Importing;

/// <summary>Files that were damaged at random: they are read or refused in words, and never anything else.</summary>
public sealed class DamageTests
{
    private const int Rounds = 400;

    private static readonly string[] Words = ["null", "{}", "[]", "\"\"", "-1", "1e999", "\\ud800", "\"", "{", "[", ":", "\0", "\uFFFF", "- ", "&a ", "*a", "<", "true", ",", "\n", "99999999999999999999", "/(/", "xpath:", "{{", "\u0085"];

    private const string Watch = """
        {"uuid":"11111111-1111-4111-8111-111111111111","url":"https://a.example/","title":"x","tags":["aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa"],"tag":"a, b","paused":false,"date_created":1,"last_checked":1.5,"last_viewed":"2",
        "time_between_check":{"hours":1},"time_schedule_limit":{"enabled":true},"minutes_between_check":5,"css_filter":"a","include_filters":["//a",".b","json:$.c","jq:.d"],"subtractive_selectors":["e"],"headers":{"A":"b"},
        "conditions":[{"field":"a","operator":"b","value":"c"}],"browser_steps":[{"operation":"a","selector":"b","optional_value":"c"}],"notification_urls":["json://a"],"notification_body":"{diff}","notification_format":"Text",
        "processor":"restock_diff","in_stock_only":true,"restock_settings":{"price_change_min":1},"restock":{"price":1,"in_stock":true},"previous_md5":"x","fetch_time":1,"check_count":2,"history":{"1":"a.txt"},"other":1}
        """;

    private static readonly string Group = """{"title":"News","tag_colour":"#fff","url_match_pattern":"*","ignore_text":["a"],"date_created":1}""";

    private static readonly string Older =
        $$"""{"settings":{"headers":{"A":"b"},"requests":{"time_between_check":{"hours":3},"proxy":"a","extra_proxies":[{"proxy_name":"a","proxy_url":"http://b"}],"jitter_seconds":1,"workers":2},"application":{"schema_version":3,"tags":{"aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa":{{Group}}},"global_ignore_text":["a"],"timezone":"UTC","notification_title":"x","password":"y"} },"watching":{"11111111-1111-4111-8111-111111111111":{{Watch}}} }""";

    public static TheoryData<ImportFormat, string> Files => new()
    {
        { ImportFormat.UrlList, "https://a.example/ a, b\n# c\nsource:d.example" },
        { ImportFormat.Csv, "url;title;interval (h);paused\na.example;\"x;\ny\";2;yes\nb.example;;;" },
        { ImportFormat.Distill, """{"data":[{"uri":"https://a.example/","name":"x","tags":["a"],"state":40,"config":"{\"selections\":[{\"frames\":[{\"includes\":[{\"type\":\"css\",\"expr\":\"a\"}]}]}]}","schedule":"{\"params\":{\"interval\":5}}"}]}""" },
        { ImportFormat.Urlwatch, "name: a\nurl: https://a.example/\nfilter:\n  - css: {selector: a, exclude: b}\n  - grep: c\n  - html2text\nheaders: {A: b}\ntags: [a]\n---\nurl: https://b.example/\ndata: {a: b}\n" },
        { ImportFormat.Opml, "<opml><body><outline text=\"a\"><outline xmlUrl=\"https://a.example/\" category=\"b,c\"/></outline></body></opml>" },
        { ImportFormat.Datastore, Older },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_damaged_file_is_read_or_refused(ImportFormat format, string text)
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var damaged = Damage(Encoding.UTF8.GetBytes(text), new Random(seed));
            await JudgeAsync(() => AnImport.OfAsync(damaged, format), seed);
        }
    }

    [Fact]
    public async Task A_damaged_file_of_a_datastore_is_read_or_refused()
    {
        for (var seed = 0; seed < Rounds / 4; seed++)
        {
            var dice = new Random(seed);
            using var datastore = new ADatastore().With("changedetection.json", Damage(Encoding.UTF8.GetBytes(Older), dice))
                .With($"{ADatastore.One}/watch.json", Damage(Encoding.UTF8.GetBytes(Watch), dice)).With($"{ADatastore.GroupOne}/tag.json", Damage(Encoding.UTF8.GetBytes(Group), dice))
                .With($"{ADatastore.One}/history.txt", Damage("1600000000,a.txt\n1600000001,b.txt\n"u8.ToArray(), dice)).With($"{ADatastore.One}/a.txt.br", Damage(ADatastore.Brotli("text"), dice))
                .With($"{ADatastore.One}/restock_diff.json", Damage("{\"restock_diff\":{\"price_change_min\":1}}"u8.ToArray(), dice)).With("proxies.json", Damage("{\"a\":{\"label\":\"b\",\"url\":\"http://c\"}}"u8.ToArray(), dice));
            await JudgeAsync(datastore.ReadAsync, seed);
        }
    }

    [Fact]
    public async Task A_damaged_backup_is_read_or_refused()
    {
        using var datastore = ADatastore.Newest().WithWatch(ADatastore.One, Watch).With($"{ADatastore.One}/history.txt", "1600000000,a.txt\n").With($"{ADatastore.One}/a.txt", "text");

        await JudgeArchiveAsync(datastore.Zip(), ImportFormat.Datastore);
    }

    [Fact]
    public async Task A_damaged_workbook_is_read_or_refused() =>
        await JudgeArchiveAsync(AWorkbook.Of([["url", "title", "interval (h)", "paused"], ["a.example", "A", 1.5, true]]), ImportFormat.Xlsx);

    [Fact]
    public async Task A_workbook_of_damaged_parts_is_read_or_refused()
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var dice = new Random(seed);
            var damaged = AWorkbook.Of([["url", "title", "interval (h)"], ["a.example", "A", 1.5]], part => Damage(part, dice));
            await JudgeAsync(() => AnImport.OfAsync(damaged, ImportFormat.Xlsx), seed);
        }
    }

    private static async Task JudgeArchiveAsync(byte[] whole, ImportFormat format)
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var dice = new Random(seed);
            var damaged = whole.ToArray();
            for (var count = dice.Next(1, 6); count > 0; count--)
                damaged[dice.Next(4, damaged.Length)] = (byte)dice.Next(256);
            await JudgeAsync(() => AnImport.OfAsync(damaged, format), seed);
        }
    }

    private static async Task JudgeAsync(Func<Task<ImportResult>> read, int seed)
    {
        try
        {
            using var result = await read();
            foreach (var watch in result.Watches)
                await watch.VersionsAsync();
        }
        catch (ImportException)
        {
            // Refused in words.
        }
        catch (Exception wrong)
        {
            Assert.Fail($"seed {seed}: {wrong}");
        }
    }

    private static byte[] Damage(byte[] whole, Random dice)
    {
        var bytes = whole.ToList();
        for (var count = dice.Next(1, 5); count > 0 && bytes.Count > 4; count--)
        {
            var at = dice.Next(bytes.Count);
            switch (dice.Next(4))
            {
                case 0:
                    bytes.RemoveRange(at, Math.Min(dice.Next(1, 12), bytes.Count - at));
                    break;
                case 1:
                    bytes[at] = (byte)dice.Next(256);
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Words[dice.Next(Words.Length)]));
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(dice.Next(1, 40), bytes.Count - at)));
                    break;
            }
        }

        return [.. bytes];
    }
}
