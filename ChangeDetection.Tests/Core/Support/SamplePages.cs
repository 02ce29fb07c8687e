namespace ChangeDetection.Tests.Core.Support;

/// <summary>Pages to mutate: small ones of every kind, and real ones where they are installed.</summary>
internal static class SamplePages
{
    private const string Shop = """
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Tea &amp; more</title><style>p{}</style><link rel=x href=y></head>
        <body class="shop"><header><nav><ul><li><a href="/">Home</a></li><li><a href="/tea">Tea</a><ul><li>Green</li><li>Black</li></ul></li></ul></nav></header>
        <main><h1>Tea</h1><p>Fresh &nbsp; from <b>Assam</b>.<br>Now &euro;&#8201;12.50</p><table><caption>Prices</caption><thead><tr><th>Kind</th><th>Price</th></tr></thead>
        <tbody><tr><td>Green</td><td>4.50</td></tr><tr><td colspan="2">All <i>fresh</i></td></tr></tbody></table>
        <pre>
        code  here
          and here</pre><dl><dt>Term</dt><dd>Meaning</dd></dl><ol start="3"><li>c</li><li>d</li></ol><blockquote><p>Quote</p></blockquote>
        <form><label>Name <input name="n"></label><select><option>a</option><option>b</option></select><textarea>
        t</textarea><button>Buy</button></form><div hidden>secret</div><span style="display:none">x</span><svg viewBox="0 0 1 1"><path d="M0"/></svg>
        <script>if (a < b) { document.write("<p>no</p>"); }</script><noscript><p>js</p></noscript><script type="application/ld+json">{"offers":{"price":1,"availability":"InStock"}}</script></main>
        <footer><p>End<p>Last</footer></body></html>
        """;

    private const string Feed = """<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><item><title>A</title><link>https://e.org/</link><description><![CDATA[<p>x</p>]]></description></item></channel></rss>""";

    private const string Json = """{"a":[1,2,{"b":"c","a":null}],"d":1.5e3,"e":"ü"}""";

    public static IReadOnlyList<string> All()
    {
        var pages = new List<string> { Shop, Shop, Feed, Json };
        const string folder = "/usr/share/doc/postgresql-doc-15/html";
        if (Directory.Exists(folder))
            pages.AddRange(Directory.EnumerateFiles(folder, "*.html").Order(StringComparer.Ordinal).Where(file => new FileInfo(file).Length < 12_000).Take(30).Select(File.ReadAllText));
        return pages;
    }
}
