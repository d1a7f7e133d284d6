using System.Globalization;
using Nvr.Core;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Import;

/// <summary>
/// Takes cameras from MediaMTX's <c>mediamtx.yml</c>: every path that is pulled from an RTSP address. Two paths of one camera whose names say so
/// (<c>door</c> and <c>door_sub</c>) become one. Keys as the program's commented default configuration documents them.
/// </summary>
internal static class MediaMtxImport
{
    private static readonly string[] Understood =
        ["source", "sourceProtocol", "rtspTransport", "recordDeleteAfter", "record", "sourceOnDemand", "sourceOnDemandStartTimeout", "sourceOnDemandCloseAfter"];

    private static readonly string[] SubEndings = ["_sub", "-sub", "/sub", "_low", "-low"];

    public static ImportResult Read(string text)
    {
        YamlMap root = YamlDocument.Read(text);
        if (root.Map("paths") is not { } paths)
        {
            throw new NvrException(ErrorKind.InvalidInput, "There are no paths in the file.");
        }
        var draft = new ImportDraft(ImportFormat.MediaMtx);
        YamlMap defaults = root.Map("pathDefaults") ?? new YamlMap(0, []);
        var pulled = new Dictionary<string, (YamlEntry Entry, Uri Url)>(StringComparer.Ordinal);
        foreach (YamlEntry path in paths.Entries)
        {
            if (UrlOf(path, defaults, draft) is { } url)
            {
                pulled[path.Key] = (path, url);
            }
        }
        Dictionary<string, string> subs = SubsOf(pulled);
        var taken = subs.Values.ToHashSet(StringComparer.Ordinal);
        foreach ((YamlEntry path, Uri url) in pulled.Values.Where(p => !taken.Contains(p.Entry.Key)))
        {
            Propose(path, url, subs.TryGetValue(path.Key, out string? sub) ? pulled[sub].Url : null, defaults, draft);
        }
        return draft.Result;
    }

    /// <summary>Null, and said why, where the path is not pulled from an RTSP address.</summary>
    private static Uri? UrlOf(YamlEntry path, YamlMap defaults, ImportDraft draft)
    {
        string source = (path.Value as YamlMap)?.Text("source") ?? defaults.Text("source") ?? "publisher";
        string? problem = path.Key switch
        {
            "all" or "all_others" => "This path stands for any name.",
            ['~', ..] => "This path stands for many names (a regular expression).",
            _ => ProblemOf(source),
        };
        if (problem is not null)
        {
            draft.LeaveOut(path.Line, path.Key, problem);
            return null;
        }
        if (Uri.TryCreate(source, UriKind.Absolute, out Uri? url) && url.Host.Length > 0)
        {
            return url;
        }
        draft.LeaveOut(path.Line, path.Key, "The address of its source cannot be read.");
        return null;
    }

    private static string? ProblemOf(string source) => source switch
    {
        "publisher" => "The stream is sent to MediaMTX by the camera or another program, so the file does not tell the camera's address.",
        "redirect" => "The path only leads to another one.",
        "rpiCamera" => "It is a camera on the ribbon cable of the computer that runs MediaMTX.",
        _ when source.Contains("$G", StringComparison.Ordinal) || source.Contains("$MTX_", StringComparison.Ordinal) => "The address of its source is put together while MediaMTX runs.",
        _ when source.StartsWith("rtsp://", StringComparison.Ordinal) || source.StartsWith("rtsps://", StringComparison.Ordinal) => null,
        _ => "The recorder takes rtsp:// and rtsps:// only.",
    };

    /// <summary>By main path. A path is one or the other, and a main path has one sub path.</summary>
    private static Dictionary<string, string> SubsOf(Dictionary<string, (YamlEntry Entry, Uri Url)> pulled)
    {
        var subs = new Dictionary<string, string>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string name, (YamlEntry _, Uri url)) in pulled)
        {
            if (MainOf(name, url, pulled) is { } main && !subs.ContainsKey(main) && !taken.Contains(main) && !subs.ContainsKey(name))
            {
                subs[main] = name;
                taken.Add(name);
            }
        }
        return subs;
    }

    private static string? MainOf(string name, Uri url, Dictionary<string, (YamlEntry Entry, Uri Url)> pulled)
    {
        string? ending = SubEndings.FirstOrDefault(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));
        return ending is not null && pulled.TryGetValue(name[..^ending.Length], out (YamlEntry Entry, Uri Url) main)
            && main.Url.Authority == url.Authority && main.Url.UserInfo == url.UserInfo
            ? main.Entry.Key
            : null;
    }

    private static void Propose(YamlEntry path, Uri url, Uri? sub, YamlMap defaults, ImportDraft draft)
    {
        var own = path.Value as YamlMap;
        string transport = own?.Text("rtspTransport") ?? own?.Text("sourceProtocol") ?? defaults.Text("rtspTransport") ?? defaults.Text("sourceProtocol") ?? "";
        CameraTransport? known = CsvValues.Transport(transport);
        if (known is null)
        {
            draft.LeaveOut(path.Line, path.Key, "The transport that is set is not known here; the usual one is taken.");
        }
        draft.Propose(path.Line, new CameraSettings
        {
            Name = path.Key,
            MainUrl = url,
            SubUrl = sub,
            Transport = known ?? CameraTransport.Auto,
            RetainDays = DaysIn(own?.Text("recordDeleteAfter") ?? defaults.Text("recordDeleteAfter")),
        });
        foreach (YamlEntry setting in own?.Entries.Where(e => !Understood.Contains(e.Key)) ?? [])
        {
            draft.LeaveOut(setting.Line, path.Key, $"The setting \"{setting.Key}\" is MediaMTX's own and is not taken over.");
        }
    }

    // A duration such as 7d, 36h or 1d12h; 0s keeps everything.
    private static int? DaysIn(string? text)
    {
        double hours = 0;
        int from = 0;
        for (int i = 0; i < text?.Length; i++)
        {
            if (char.IsAsciiLetter(text[i]))
            {
                hours += HoursIn(text[from..i], text[i]);
                from = i + 1;
            }
        }
        return hours > 0 ? (int)Math.Clamp(Math.Ceiling(hours / 24), 1, 3650) : null;
    }

    private static double HoursIn(string number, char unit) =>
        double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
            ? value * unit switch { 'd' => 24, 'h' => 1, 'm' => 1.0 / 60, 's' => 1.0 / 3600, _ => 0 }
            : 0;
}
