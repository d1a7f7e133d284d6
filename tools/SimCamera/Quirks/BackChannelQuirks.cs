using SimCamera.Rtsp;

namespace SimCamera.Quirks;

/// <summary>Quirks of the loudspeaker; all but the refusing ones give the camera one. Immutable.</summary>
internal static class BackChannelQuirks
{
    public static IEnumerable<QuirkEntry> All { get; } =
    [
        QuirkEntry.Plan("back-channel", "The camera has a loudspeaker and takes sound in G.711 mu-law.", p => p.BackChannel = [BackChannelCoding.Mulaw]),
        QuirkEntry.Plan("back-channel-alaw", "The camera takes sound as AAC or G.711 A-law, named in this order.",
            p => p.BackChannel = [BackChannelCoding.Aac, BackChannelCoding.Alaw]),
        QuirkEntry.Plan("back-channel-aac", "The camera takes sound as AAC only.", p => p.BackChannel = [BackChannelCoding.Aac]),
        QuirkEntry.Plain("back-channel-unknown", "A request that requires a back channel is answered with 551.",
            () => new RequestQuirk(x => x.WantsBackChannel ? new RtspReply(551, "Option not supported") : null)),
    ];
}
