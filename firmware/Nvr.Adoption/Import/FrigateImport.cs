using System.Globalization;
using Nvr.Core;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Import;

/// <summary>
/// Takes cameras from Frigate's <c>config.yml</c>: the input with the role <c>record</c> becomes the main stream, the one with <c>detect</c>
/// the sub stream. Keys as Frigate's reference configuration documents them.
/// </summary>
internal static class FrigateImport
{
    private static readonly string[] Understood = ["ffmpeg", "enabled", "friendly_name", "record"];

    private static readonly string[] UnderstoodOfFile = ["cameras", "go2rtc", "environment_vars", "record", "version", "ffmpeg"];

    public static ImportResult Read(string text)
    {
        YamlMap root = YamlDocument.Read(text);
        if (root.Map("cameras") is not { } cameras)
        {
            throw new NvrException(ErrorKind.InvalidInput, "There are no cameras in the file.");
        }
        var draft = new ImportDraft(ImportFormat.Frigate);
        var streams = new FrigateStreams(root);
        foreach (YamlEntry camera in cameras.Entries)
        {
            Take(camera, root, streams, draft);
        }
        foreach (YamlEntry entry in root.Entries.Where(e => !UnderstoodOfFile.Contains(e.Key)))
        {
            draft.LeaveOut(entry.Line, null, $"The settings in \"{entry.Key}\" are Frigate's own and are not taken over.");
        }
        foreach (YamlEntry stream in root.Map("go2rtc")?.Map("streams")?.Entries.Where(e => !streams.Used.Contains(e.Key)) ?? [])
        {
            draft.LeaveOut(stream.Line, null, $"The go2rtc stream \"{stream.Key}\" belongs to no camera.");
        }
        return draft.Result;
    }

    private static void Take(YamlEntry entry, YamlMap root, FrigateStreams streams, ImportDraft draft)
    {
        if (entry.Value is not YamlMap camera || camera.Map("ffmpeg")?["inputs"] is not YamlList inputs)
        {
            draft.LeaveOut(entry.Line, entry.Key, "The camera has no inputs.");
            return;
        }
        string name = camera.Text("friendly_name") ?? entry.Key;
        var chosen = FrigateInputs.Choose(inputs, streams, name, draft);
        if (chosen.Main is not { } main)
        {
            return;
        }
        StreamSource? sub = SubBeside(main, chosen.Sub, entry.Line, name, draft);
        draft.Propose(
            entry.Line,
            new CameraSettings
            {
                Name = name,
                MainUrl = main.Url!,
                SubUrl = sub?.Url,
                Enabled = camera.Flag("enabled") ?? true,
                Transport = TransportOf(camera, inputs, root),
                RetainDays = DaysOf(camera.Map("record")) ?? DaysOf(root.Map("record")),
            },
            main.LacksPassword);
        foreach (YamlEntry setting in camera.Entries.Where(e => !Understood.Contains(e.Key)))
        {
            draft.LeaveOut(setting.Line, name, $"The camera's settings in \"{setting.Key}\" are Frigate's own and are not taken over.");
        }
    }

    private static StreamSource? SubBeside(StreamSource main, StreamSource? sub, int line, string name, ImportDraft draft)
    {
        if (sub is null || sub.Url == main.Url)
        {
            return null;
        }
        if (sub.Url!.UserInfo.Length > 0 && main.Url!.UserInfo.Length > 0 && sub.Url.UserInfo != main.Url.UserInfo)
        {
            draft.LeaveOut(line, name, "The sub stream has another user or password than the main stream, which the recorder cannot do; only the main stream is taken.");
            return null;
        }
        return sub;
    }

    private static CameraTransport TransportOf(YamlMap camera, YamlList inputs, YamlMap root)
    {
        IEnumerable<YamlNode?> places =
        [
            .. inputs.Items.OfType<YamlMap>().Select(i => i["input_args"]),
            camera.Map("ffmpeg")?["input_args"],
            root.Map("ffmpeg")?["input_args"],
        ];
        string given = places.OfType<YamlNode>().Select(WordsOf).FirstOrDefault("");
        return given.Contains("preset-rtsp-udp", StringComparison.Ordinal) || given.Contains("-rtsp_transport udp", StringComparison.Ordinal)
            ? CameraTransport.Udp
            : CameraTransport.Auto;
    }

    private static string WordsOf(YamlNode node) => node switch
    {
        YamlScalar one => one.Value,
        YamlList several => string.Join(' ', several.Items.OfType<YamlScalar>().Select(s => s.Value)),
        _ => "",
    };

    // "retain" until version 0.16, "continuous" since.
    private static int? DaysOf(YamlMap? record)
    {
        string? text = record?.Map("continuous")?.Text("days") ?? record?.Map("retain")?.Text("days");
        bool ok = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double days) && days is > 0 and <= 3650;
        return ok ? (int)Math.Ceiling(days) : null;
    }
}
