using System.Globalization;
using Bench.Processes;

namespace Bench.Motion;

/// <summary>
/// Debian's motion as its package configures it (despeckle filter), looking at all cameras in one process; films and pages are off. Threshold and noise level are those of the people in the scenes: the package's 1500 pixels and 32 levels are none of
/// theirs. What it tells goes into a file, at the moment at which it tells it.
/// Disposing ends it.
/// </summary>
internal sealed class MotionDaemon : IAsyncDisposable
{
    private const long MicrosecondsASecond = 1_000_000;

    /// <summary>Seconds without motion that end an event; as long as the recorder's.</summary>
    private const int Gap = 5;

    /// <summary>Pixels that have to change: those of the smallest people.</summary>
    private const int Threshold = 200;

    /// <summary>Levels of brightness that a pixel has to change by: half of what people differ by from most grounds, and more than the noise of all scenes but two.</summary>
    private const int NoiseLevel = 10;

    private readonly ChildProcess process;
    private readonly string told;

    private MotionDaemon(ChildProcess process, string told) => (this.process, this.told) = (process, told);

    public int ProcessId => process.Id;

    public static async Task<MotionDaemon> StartAsync(IReadOnlyList<(string Name, Uri Url)> cameras, int fps, string directory, CancellationToken cancellation)
    {
        string told = Path.Combine(directory, "told");
        await File.WriteAllTextAsync(told, "", cancellation);
        string[] files = [.. cameras.Select((_, i) => Path.Combine(directory, $"camera{i}.conf"))];
        for (int i = 0; i < cameras.Count; i++)
        {
            await File.WriteAllTextAsync(files[i], $"camera_id {i + 1}\ncamera_name {cameras[i].Name}\nnetcam_url {cameras[i].Url}\n", cancellation);
        }
        // motion takes every % of a command for its own, date's too.
        string tell = Path.Combine(directory, "tell");
        await File.WriteAllTextAsync(tell, $"echo \"$1 $2 $3 $(date +%s%6N)\" >> {told}\n", cancellation);
        string main = Path.Combine(directory, "motion.conf");
        await File.WriteAllTextAsync(
            main,
            string.Create(CultureInfo.InvariantCulture, $"""
                daemon off
                log_file {Path.Combine(directory, "motion.log")}
                log_level 4
                target_dir {directory}
                width 640
                height 360
                framerate {fps}
                threshold {Threshold}
                noise_level {NoiseLevel}
                despeckle_filter EedDl
                minimum_motion_frames 1
                event_gap {Gap}
                picture_output off
                movie_output off
                webcontrol_port 0
                stream_port 0
                on_event_start sh {tell} start %t-%v %t
                on_event_end sh {tell} end %t-%v %t
                {string.Join('\n', files.Select(f => $"camera {f}"))}

                """),
            cancellation);
        return new MotionDaemon(ChildProcess.Start("motion", "-n", "-c", main), told);
    }

    /// <summary>What it has told so far; cameras by the names that they were given.</summary>
    public ToldEvents Read(IReadOnlyList<string> names)
    {
        if (process.HasExited)
        {
            throw new InvalidOperationException($"motion ended in mid-run:\n{string.Join('\n', process.Output)}");
        }
        var events = new ToldEvents();
        foreach (string[] words in File.ReadLines(told).Select(l => l.Split(' ')))
        {
            if (words.Length != 4)
            {
                throw new InvalidOperationException($"motion told something else than an event: {string.Join(' ', words)}");
            }
            long at = long.Parse(words[3], CultureInfo.InvariantCulture);
            if (words[0] == "start")
            {
                events.Begin(words[1], names[int.Parse(words[2], CultureInfo.InvariantCulture) - 1], at);
            }
            else
            {
                events.End(words[1], at - (Gap * MicrosecondsASecond));
            }
        }
        return events;
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
