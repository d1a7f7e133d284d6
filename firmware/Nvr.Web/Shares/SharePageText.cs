using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Nvr.Core.Time;
using Nvr.Web.Exports;

namespace Nvr.Web.Shares;

/// <summary>The documents behind a share: a title, a sentence, a player or a download, no script. Names are anybody's and are encoded. Pure.</summary>
internal static class SharePageText
{
    private const string Style =
        """
        :root{color-scheme:light dark;--bg:#fafafa;--raised:#fff;--line:#d9dcdf;--text:#1b1e21;--quiet:#5c656d;--accent:#1f66d1;--on:#fff;--bad:#c62828}
        @media(prefers-color-scheme:dark){:root{--bg:#16181b;--raised:#1e2124;--line:#34393e;--text:#e8eaed;--quiet:#9aa3ab;--accent:#7db0ff;--on:#0d1420;--bad:#ff7b72}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--bg);color:var(--text);font:16px/1.45 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}
        main{max-width:960px;margin:0 auto;padding:24px 16px 64px}
        h1{font-size:22px;margin:0 0 16px;overflow-wrap:anywhere}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px;margin:16px 0}
        dt{color:var(--quiet)}dd{margin:0;overflow-wrap:anywhere}
        video{display:block;width:100%;max-height:70vh;background:#000;border-radius:4px}
        a.button,button{display:inline-flex;align-items:center;min-height:44px;padding:8px 20px;border:0;border-radius:6px;background:var(--accent);color:var(--on);font:inherit;font-weight:600;text-decoration:none;cursor:pointer}
        label{display:block;margin:16px 0 4px}
        input{font:inherit;color:var(--text);background:var(--raised);border:1px solid var(--line);border-radius:6px;padding:10px;width:100%;max-width:360px;min-height:44px;display:block;margin-bottom:16px}
        .quiet{color:var(--quiet)}.bad{color:var(--bad)}
        :focus-visible{outline:2px solid var(--accent);outline-offset:2px}
        @media(max-width:500px){dl{grid-template-columns:1fr}dd{margin-bottom:8px}}
        """;

    /// <summary>Nothing runs, nothing comes from elsewhere, nobody frames it; the one style is known by its hash.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>A sentence and what to do.</summary>
    public static string Say(ShareWords words, string sentence, string next, bool looksAgain = false) =>
        Document(words, words.Title, $"<h1>{Text(sentence)}</h1>{(next.Length > 0 ? $"<p>{Text(next)}</p>" : "")}", looksAgain);

    public static string AskPassword(ShareWords words, string address, string? wrong) => Document(
        words, words.Title,
        $"<h1>{Text(words.Title)}</h1><p>{Text(words.NeedsPassword)}</p><form method=\"post\" action=\"{Text(address)}\">"
        + $"<label for=\"password\">{Text(words.Password)}</label><input id=\"password\" name=\"password\" type=\"password\" autocomplete=\"off\" required autofocus>"
        + (wrong is null ? "" : $"<p class=\"bad\" role=\"alert\">{Text(wrong)}</p>") + $"<button>{Text(words.Open)}</button></form>");

    public static string Show(ShareWords words, string address, ExportView export, UtcTime until)
    {
        string names = string.Join(", ", export.Cameras.Select(c => c.Name));
        string file = Text(address + "/file");
        bool isMovie = export.Form == ExportWish.Mp4;
        string body = $"<h1>{Text(names)}</h1>"
            + (isMovie ? $"<video controls playsinline preload=\"metadata\" src=\"{file}\" aria-label=\"{Text(words.Title)}\"></video>" : $"<p>{Text(words.ZipNote)}</p>")
            + $"<dl><dt>{Text(words.Cameras)}</dt><dd>{Text(names)}</dd><dt>{Text(words.Time)}</dt><dd>{Text(Moment(words, export.From))} –<br>{Text(Moment(words, export.To))}</dd>"
            + $"<dt>{Text(words.Until)}</dt><dd>{Text(words.Moment(until))}</dd></dl>"
            + $"<p><a class=\"button\" href=\"{file}?download=1\" download>{Text(words.Download)} ({Text(Size(export.Bytes))})</a></p>";
        return Document(words, names, body);
    }

    private static string Moment(ShareWords words, string utc) => UtcTime.TryParse(utc, out UtcTime time) ? words.Moment(time) : utc;

    private static string Size(long bytes) => bytes switch
    {
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{(bytes + 999) / 1_000} kB"),
        < 10_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000_000} GB"),
    };

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);

    private static string Document(ShareWords words, string title, string body, bool looksAgain = false) =>
        $"<!doctype html><html lang=\"{words.Language}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        + "<meta name=\"robots\" content=\"noindex\">" + (looksAgain ? "<meta http-equiv=\"refresh\" content=\"4\">" : "")
        + $"<title>{Text(title)}</title><style>{Style}</style></head><body><main>{body}</main></body></html>";
}
