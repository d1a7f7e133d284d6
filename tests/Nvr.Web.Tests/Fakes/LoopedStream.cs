using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Nvr.Core.Time;
using Nvr.Recording.Live;

namespace Nvr.Web.Tests.Fakes;

/// <summary>Real H.264 fragments of one picture each, made by ffmpeg, that go on for ever with rising decoding times.</summary>
public sealed class LoopedStream
{
    private const int FramesPerSecond = 10;
    private const int TicksPerFrame90k = 90_000 / FramesPerSecond;

    private readonly byte[] init;
    private readonly List<byte[]> fragments = [];
    private readonly int gop;

    private LoopedStream(byte[] file, int gop)
    {
        this.gop = gop;
        int at = 0;
        while (BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 4)) != Fourcc("moof"u8))
        {
            at += Size(file, at);
        }
        init = file[..at];
        while (at < file.Length && Fourcc(file.AsSpan(at + 4, 4)) == Fourcc("moof"u8))
        {
            int end = at + Size(file, at);
            end += Size(file, end);
            fragments.Add(file[at..end]);
            at = end;
        }
    }

    public static string Codecs => "avc1.42c01e";

    /// <summary>Makes the material: a test picture with a moving clock.</summary>
    public static LoopedStream Make(int seconds, int gop, string size = "320x180")
    {
        string path = Path.GetTempFileName();
        string filter = string.Create(CultureInfo.InvariantCulture, $"testsrc=s={size}:r={FramesPerSecond}:d={seconds}");
        string[] arguments =
        [
            "-v", "error", "-y", "-f", "lavfi", "-i", filter, "-c:v", "libx264", "-profile:v", "baseline", "-level", "3.0", "-pix_fmt", "yuv420p", "-preset", "ultrafast",
            "-g", gop.ToString(CultureInfo.InvariantCulture), "-sc_threshold", "0", "-video_track_timescale", "90000",
            "-movflags", "frag_every_frame+empty_moov+default_base_moof", "-f", "mp4", path,
        ];
        using (Process ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", arguments))!)
        {
            ffmpeg.WaitForExit();
            Xunit.Assert.Equal(0, ffmpeg.ExitCode);
        }
        byte[] file = File.ReadAllBytes(path);
        File.Delete(path);
        return new LoopedStream(file, gop);
    }

    public LiveMessage Init(UtcTime at) => new(init, Codecs, false, at);

    /// <summary>The picture of a running number; those at which decoding can begin are marked.</summary>
    public LiveMessage Frame(int number, UtcTime capturedAt)
    {
        byte[] fragment = (byte[])fragments[number % fragments.Count].Clone();
        int tfdt = fragment.AsSpan().IndexOf("tfdt"u8);
        Xunit.Assert.Equal(1, fragment[tfdt + 4]);
        BinaryPrimitives.WriteUInt64BigEndian(fragment.AsSpan(tfdt + 8), (ulong)number * TicksPerFrame90k);
        return new LiveMessage(fragment, null, number % fragments.Count % gop == 0, capturedAt);
    }

    private static int Size(byte[] file, int at) => (int)BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));

    private static uint Fourcc(ReadOnlySpan<byte> name) => BinaryPrimitives.ReadUInt32BigEndian(name);
}
