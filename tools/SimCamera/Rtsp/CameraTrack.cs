using SimCamera.Material;
using SimCamera.Onvif;
using SimCamera.Quirks;
using SimCamera.Rtp;
using SimCamera.Streaming;

namespace SimCamera.Rtsp;

/// <summary>One track of a camera's presentation: how the SDP names it and where its packets come from. Immutable.</summary>
internal sealed record CameraTrack(int Id, string Media, int PayloadType, string RtpMap, int ClockRate)
{
    public VideoSource? Video { get; init; }

    public AudioMaterial? Audio { get; init; }

    public static CameraTrack OfVideo(int id, VideoSource source)
    {
        const int rate = 90_000;
        return source.Material.Recipe.Codec switch
        {
            VideoCodec.H264 => new(id, "video", 96, "H264/90000", rate) { Video = source },
            VideoCodec.H265 => new(id, "video", 96, "H265/90000", rate) { Video = source },
            _ => new(id, "video", 26, "JPEG/90000", rate) { Video = source },
        };
    }

    public static CameraTrack OfAudio(int id, AudioMaterial audio) =>
        new(id, "audio", audio.Format.PayloadType, audio.Format.RtpMap, audio.Format.ClockRate) { Audio = audio };

    public static CameraTrack OfMetadata(int id) => new(id, "application", 107, "vnd.onvif.metadata/90000", 90_000);

    public static CameraTrack OfLoudspeaker(int id) => new(id, "audio", 0, "PCMU/8000", 8000) { IsLoudspeaker = true };

    public bool IsLoudspeaker { get; private init; }

    public ITrackFeed Open(SimulatedCamera camera)
    {
        (CameraPlan plan, SimClock clock, long startUs) = (camera.Plan, camera.Clock, camera.StartUs);
        var flow = new RtpFlow(Id, PayloadType, ClockRate, TimeBase(plan, clock.MonotonicUs - startUs));
        return IsLoudspeaker ? new SilentFeed(flow, clock)
            : Video is not null ? new VideoFeed(Video, plan, flow, clock)
            : Audio is not null ? new AudioFeed(Audio, plan, flow, startUs)
            : new MetadataFeed(flow, startUs, new MetadataDocument(camera), plan);
    }

    /// <summary>A feed of what the card holds; for the video track alone.</summary>
    public ITrackFeed OpenReplay(SimulatedCamera camera, OnvifDevice device)
    {
        var flow = new RtpFlow(Id, PayloadType, ClockRate, TimeBase(camera.Plan, camera.Clock.MonotonicUs - camera.StartUs));
        return new ReplayFeed(Video!, camera, device, flow);
    }

    private uint TimeBase(CameraPlan plan, long sinceStartUs)
    {
        if (plan.WrapsAfterSeconds is not { } seconds)
        {
            return (uint)Random.Shared.NextInt64(uint.MaxValue);
        }

        // Zero is reached when so many seconds have passed.
        double zeroAt = (sinceStartUs / 1e6) + seconds;
        return (uint)-(long)(zeroAt * ClockRate);
    }
}
