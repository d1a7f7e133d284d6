using System.Diagnostics;
using System.Runtime.InteropServices;
using Torture.Box;

namespace Nvr.Host.Tests.Exports;

/// <summary>What is to be heard in a file, and when; and its pictures as they are coded.</summary>
internal static class Sounding
{
    public const int Rate = 8000;

    /// <summary>The moments at which a sound begins after quiet, in samples of <see cref="Rate"/> from the movie's beginning.</summary>
    public static async Task<IReadOnlyList<int>> OnsetsAsync(string file)
    {
        short[] sound = await DecodeAsync(file);
        int threshold = sound.Max(s => Math.Abs((int)s)) / 3;
        List<int> onsets = [];
        int quietSince = -Rate;
        for (int i = 0; i < sound.Length; i++)
        {
            if (Math.Abs((int)sound[i]) > threshold)
            {
                if (i - quietSince > Rate / 4)
                {
                    onsets.Add(i);
                }
                quietSince = i;
            }
        }
        return onsets;
    }

    /// <summary>Time, and hash of the coded bytes, of every picture.</summary>
    public static async Task<string[]> PicturesAsync(string file)
    {
        string text = await ForeignProgram.OutputAsync("ffmpeg", "-v", "error", "-i", file, "-map", "0:v", "-c", "copy", "-copyts", "-f", "framemd5", "-");
        return [.. text.Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Replace(" ", "", StringComparison.Ordinal))];
    }

    /// <summary>The first track of sound, laid out by its times: what is missing is silence.</summary>
    private static async Task<short[]> DecodeAsync(string file)
    {
        var start = new ProcessStartInfo(
            "ffmpeg", ["-v", "error", "-i", file, "-map", "0:a:0", "-af", "aresample=8000:async=8000:min_hard_comp=0.02:first_pts=0", "-ac", "1", "-f", "s16le", "-"])
        {
            RedirectStandardOutput = true,
        };
        using Process ffmpeg = Process.Start(start)!;
        using var raw = new MemoryStream();
        await ffmpeg.StandardOutput.BaseStream.CopyToAsync(raw);
        await ffmpeg.WaitForExitAsync();
        return MemoryMarshal.Cast<byte, short>(raw.ToArray()).ToArray();
    }
}
