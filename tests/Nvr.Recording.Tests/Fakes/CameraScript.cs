using Nvr.Core.Media;

namespace Nvr.Recording.Tests.Fakes;

/// <summary>A camera that sends made-up pictures at an even pace into a sink; time is the camera's own, in 90 kHz ticks.</summary>
internal sealed class CameraScript(IAccessUnitSink sink, int framesPerSecond = 25, int gop = 50)
{
    public static readonly TrackFormat Wide = Video(1920, 1080);
    public static readonly TrackFormat Small = Video(640, 360);
    public static readonly TrackFormat Aac = new()
    {
        Codec = Codec.Aac, ClockRate = 48_000, SampleRate = 48_000, Channels = 1, Config = new byte[] { 0x11, 0x88 },
    };

    private static readonly byte[] Picture = [0, 0, 0, 4, 0x65, 1, 2, 3];

    private long dts;
    private long audioDts;
    private int frame;

    public TrackFormat Format { get; set; } = Wide;

    public bool WithAudio { get; set; }

    /// <summary>Distance of pictures in camera time.</summary>
    public int TicksAFrame { get; init; } = 90_000 / framesPerSecond;

    /// <summary>Monotonic microseconds of camera time 0.</summary>
    public long OriginUs { get; set; } = 1_000_000;

    /// <summary>How far sound runs behind pictures, microseconds.</summary>
    public long AudioLagUs { get; set; }

    /// <summary>How late the first picture seems to have been captured, microseconds: what is known of a camera's clock gets better with the pictures that come after it.</summary>
    public long FirstSeemsLateUs { get; set; }

    public long NowUs => OriginUs + (dts * 100 / 9);

    public void Play(double seconds)
    {
        for (int left = (int)(seconds * framesPerSecond); left > 0; left--)
        {
            SendAudioBefore(NowUs - AudioLagUs);
            Send(frame++ % gop == 0, 0);
            dts += TicksAFrame;
        }
    }

    /// <summary>Begins a new group of pictures at once, as a camera does that changes its parameters.</summary>
    public void StartGroup() => frame = 0;

    /// <summary>Time passes without pictures; then one comes that tells of lost packets.</summary>
    public void Lose(double seconds, int packets)
    {
        dts += (long)(seconds * 90_000);
        Send(frame++ % gop == 0, packets);
        dts += TicksAFrame;
    }

    public void Skip(double seconds) => dts += (long)(seconds * 90_000);

    private static TrackFormat Video(int width, int height) => new()
    {
        Codec = Codec.H264,
        ClockRate = 90_000,
        Width = width,
        Height = height,
        Config = new byte[] { 1, 0x64, 0, (byte)(width / 64), 0xff, 0xe1, 0, 2, 0x67, 0x64, 1, 0, 1, 0x68 },
    };

    private void Send(bool isKey, int lostPackets) => sink.OnAccessUnit(new AccessUnit
    {
        Track = 0,
        Format = Format,
        Dts = dts,
        CaptureUs = Math.Max(NowUs, OriginUs + FirstSeemsLateUs),
        IsRandomAccess = isKey,
        LostPackets = lostPackets,
        Data = Picture,
    });

    private void SendAudioBefore(long untilUs)
    {
        while (WithAudio && OriginUs + (audioDts * 1_000_000 / 48_000) <= untilUs)
        {
            sink.OnAccessUnit(new AccessUnit
            {
                Track = 1,
                Format = Aac,
                Dts = audioDts,
                CaptureUs = OriginUs + (audioDts * 1_000_000 / 48_000),
                IsRandomAccess = true,
                Data = Picture,
            });
            audioDts += 1024;
        }
    }
}
