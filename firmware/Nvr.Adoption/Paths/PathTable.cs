namespace Nvr.Adoption.Paths;

/// <summary>
/// The RTSP paths of cameras, by maker, from makers' support pages and public lists of such paths: what to try, proven only by a camera's answer.
/// Makers whose devices want the password inside the path are not in it: an address never carries a password here. Pure.
/// </summary>
public static class PathTable
{
    private static readonly MakerPaths[] Makers =
    [
        new("Hikvision", ["hikvision", "DNVRS-Webs", "DVRDVS", "IP Camera("],
            [("/Streaming/Channels/{ch}01", "/Streaming/Channels/{ch}02"), ("/h264/ch{ch}/main/av_stream", "/h264/ch{ch}/sub/av_stream")]),
        new("Dahua", ["dahua", "Login to ", "Rtsp Server/2.0"],
            [("/cam/realmonitor?channel={ch}&subtype=0", "/cam/realmonitor?channel={ch}&subtype=1")]),
        new("Reolink", ["reolink", "BC Streaming Media"],
            [("/h264Preview_{ch2}_main", "/h264Preview_{ch2}_sub"), ("/Preview_{ch2}_main", "/Preview_{ch2}_sub"), ("/h265Preview_{ch2}_main", "/h264Preview_{ch2}_sub")]),
        new("TP-Link", ["tp-link", "tapo"], [("/stream1", "/stream2")]),
        new("Axis", ["axis"],
            [("/axis-media/media.amp?camera={ch}", "/axis-media/media.amp?camera={ch}&resolution=640x360"), ("/mpeg4/media.amp", null)]),
        new("Uniview", ["uniview", "unv"],
            [("/media/video1", "/media/video2"), ("/unicast/c{ch}/s0/live", "/unicast/c{ch}/s1/live")]),
        new("Hanwha", ["hanwha", "samsung techwin", "wisenet", "ipolis"],
            [("/profile2/media.smp", "/profile3/media.smp"), ("/{ch0}/profile2/media.smp", "/{ch0}/profile3/media.smp"), ("/LiveChannel/{ch0}/media.smp", null)]),
        new("Vivotek", ["vivotek"],
            [("/live{ch}s1.sdp", "/live{ch}s2.sdp"), ("/live.sdp", "/live2.sdp")]),
        new("Amcrest", ["amcrest"],
            [("/cam/realmonitor?channel={ch}&subtype=0", "/cam/realmonitor?channel={ch}&subtype=1")]),
        new("Foscam", ["foscam"], [("/videoMain", "/videoSub")]),
        new("Bosch", ["bosch", "VCS"],
            [("/rtsp_tunnel?line={ch}&inst=1", "/rtsp_tunnel?line={ch}&inst=2"), ("/rtsp_tunnel", null)]),
        new("i-PRO", ["panasonic", "i-pro"],
            [("/MediaInput/h264/stream_1", "/MediaInput/h264/stream_2"), ("/Src/MediaInput/stream_1/ch_{ch}", "/Src/MediaInput/stream_2/ch_{ch}"), ("/MediaInput/h264", null)]),
        new("Sony", ["sony"], [("/media/video1", "/media/video2")]),
        new("Ubiquiti", ["ubiquiti", "unifi", "UBNT", "aircam"], [("/s0", "/s1"), ("/live/ch00_0", "/live/ch01_0")]),
        new("Wyze", ["wyze"], [("/live", null)]),
        new("EZVIZ", ["ezviz"], [("/h264/ch{ch}/main/av_stream", "/h264/ch{ch}/sub/av_stream"), ("/Streaming/Channels/{ch}01", "/Streaming/Channels/{ch}02")]),
        new("Lorex", ["lorex"], [("/cam/realmonitor?channel={ch}&subtype=0", "/cam/realmonitor?channel={ch}&subtype=1")]),
        new("Imou", ["imou"], [("/cam/realmonitor?channel={ch}&subtype=0", "/cam/realmonitor?channel={ch}&subtype=1")]),
        new("Honeywell", ["honeywell"], [("/cam/realmonitor?channel={ch}&subtype=0", "/cam/realmonitor?channel={ch}&subtype=1")]),
        new("Tiandy", ["tiandy"], [("/{ch}/1", "/{ch}/2")]),
        new("TVT", ["tvt"], [("/profile1", "/profile2"), ("/?chID={ch}&streamType=main", "/?chID={ch}&streamType=sub")]),
        new("Milesight", ["milesight"], [("/main", "/sub")]),
        new("Grandstream", ["grandstream"], [("/0", "/4")]),
        new("GeoVision", ["geovision"], [("/CH001.sdp", "/CH002.sdp")]),
        new("Mobotix", ["mobotix"], [("/mobotix.h264", null)]),
        new("Avigilon", ["avigilon"], [("/defaultPrimary?streamType=u", "/defaultSecondary?streamType=u")]),
        new("Pelco", ["pelco"], [("/stream1", "/stream2")]),
        new("ACTi", ["acti corporation"], [("/stream1", "/stream2")]),
        new("Arecont", ["arecont"], [("/h264.sdp?res=full", "/h264.sdp?res=half")]),
        new("TRENDnet", ["trendnet"], [("/play1.sdp", "/play2.sdp")]),
        new("D-Link", ["d-link", "dlink"], [("/play1.sdp", "/play2.sdp"), ("/live1.sdp", "/live2.sdp")]),
        new("Eufy", ["eufy"], [("/live0", null)]),
    ];

    // What cheap cameras without a name of their own use.
    private static readonly MakerPaths Common = new("", [],
    [
        ("/stream1", "/stream2"), ("/live/ch00_0", "/live/ch00_1"), ("/11", "/12"), ("/live", null), ("/live.sdp", null), ("/ch0_0.h264", "/ch0_1.h264"),
        ("/onvif1", "/onvif2"), ("/main", "/sub"), ("/", null),
    ]);

    /// <summary>The names of the makers that are known.</summary>
    public static IReadOnlyList<string> KnownMakers { get; } = [.. Makers.Select(m => m.Maker)];

    /// <summary>The maker that the hints speak for, the told name before the banner before the MAC; null when they speak for none.</summary>
    public static string? MakerBy(PathHints hints) =>
        Makers.FirstOrDefault(m => m.IsNamed(hints.Maker))?.Maker
        ?? Makers.FirstOrDefault(m => m.IsMeantBy(hints.Banner))?.Maker
        ?? MacPrefixes.MakerOf(hints.Mac);

    /// <summary>All patterns in the order in which they are to be tried: what the hints speak for first, then by how common they are. Each path once.</summary>
    /// <param name="hints">What is known of the device.</param>
    /// <param name="channel">From 1; above 1 only patterns with a channel number can fit.</param>
    public static IReadOnlyList<PathPattern> For(PathHints hints, int channel)
    {
        string?[] meant = [Makers.FirstOrDefault(m => m.IsNamed(hints.Maker))?.Maker, MakerBy(hints), MacPrefixes.MakerOf(hints.Mac)];
        IEnumerable<MakerPaths> first = meant.Distinct().Select(maker => Makers.FirstOrDefault(m => m.Maker == maker)).OfType<MakerPaths>();
        return
        [
            .. first.Concat(Makers.Take(4)).Append(Common).Concat(Makers)
                .SelectMany(m => m.Patterns)
                .Where(p => channel == 1 || p.HasChannels)
                .DistinctBy(p => p.Main),
        ];
    }
}
