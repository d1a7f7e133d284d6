using System.Globalization;
using System.Text.Json;
using Torture.Box;
using Vm.Guests;

namespace Vm.Tests.Kit;

/// <summary>Footage of a guest's recorder, brought to this machine and read by its ffprobe and ffmpeg. Disposing deletes it.</summary>
internal sealed class Footage : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("nvr-vm-footage-");

    private Footage()
    {
    }

    /// <summary>In the order in which they were recorded.</summary>
    public IReadOnlyList<string> Files { get; private set; } = [];

    /// <summary>Everything that lies on the recorder's volume.</summary>
    public static async Task<Footage> OfAsync(Guest guest)
    {
        var footage = new Footage();
        string here = Path.Combine(footage.folder.FullName, "segments");
        await guest.CopyOutAsync($"{GuestNvrd.Data}/footage/segments", here);
        footage.Files = [.. Directory.GetFiles(here, "*.mp4", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        return footage;
    }

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>The video stream as ffprobe tells it.</summary>
    public static async Task<JsonElement> VideoAsync(string file)
    {
        string text = await ForeignProgram.OutputAsync("ffprobe", "-v", "error", "-select_streams", "v", "-show_streams", "-of", "json", file);
        using JsonDocument answer = JsonDocument.Parse(text);
        return answer.RootElement.GetProperty("streams")[0].Clone();
    }

    /// <summary>Presentation times of the pictures in seconds, and which of them are key frames.</summary>
    public static async Task<IReadOnlyList<(double Seconds, bool IsKey)>> PicturesAsync(string file)
    {
        string text = await ForeignProgram.OutputAsync(
            "ffprobe", "-v", "error", "-select_streams", "v", "-show_entries", "packet=pts_time,flags", "-of", "csv=p=0", file);
        return
        [
            .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(','))
                .Select(f => (double.Parse(f[0], CultureInfo.InvariantCulture), f[1].StartsWith('K'))),
        ];
    }

    /// <summary>How many different pictures are in a file; fails unless all of it decodes.</summary>
    public static async Task<int> CountDifferentAsync(string file)
    {
        string hashes = await ForeignProgram.OutputAsync(
            "ffmpeg", "-v", "error", "-xerror", "-i", file, "-map", "0:v", "-vsync", "passthrough", "-enc_time_base", "-1", "-f", "framemd5", "-");
        return hashes.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith('#')).Select(l => l.Split(',')[^1]).Distinct().Count();
    }

    /// <summary>How many pictures ffmpeg takes for interlaced, and for progressive, by looking at them.</summary>
    public static async Task<(int Interlaced, int Progressive)> CombsAsync(string file)
    {
        // The judgement over several pictures at once, which it prints at the end.
        ProgramResult looked = await ForeignProgram.RunAsync("ffmpeg", "-v", "info", "-nostats", "-i", file, "-vf", "idet", "-f", "null", "-");
        string line = looked.Error.Split('\n').Last(l => l.Contains("Multi frame detection", StringComparison.Ordinal));
        string[] words = line[line.IndexOf("TFF", StringComparison.Ordinal)..].Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries);
        int Number(string name) => int.Parse(words[Array.IndexOf(words, name) + 1], CultureInfo.InvariantCulture);
        return (Number("TFF") + Number("BFF"), Number("Progressive"));
    }
}
