using SimCamera.Streaming;

namespace SimCamera.Quirks;

/// <summary>Quirks of sound. Immutable.</summary>
internal static class AudioQuirks
{
    public static IEnumerable<QuirkEntry> All { get; } =
    [
        QuirkEntry.Plain("audio-broken", "The sound's packets hold random bytes.", () => new SoundQuirk(Scramble)),
        QuirkEntry.Plain("audio-missing", "The sound is announced and never sent.", () => new SoundQuirk(d => d.Drop = true)),
        QuirkEntry.Of("audio-late", "SECONDS", 5, "The sound comes so much later than the picture it belongs to.",
            seconds => new PlanQuirk(p => Delay(p, seconds))),
        QuirkEntry.Plain("audio-no-config", "The SDP tells no AAC configuration.", () => new NoConfiguration()),
    ];

    private static void Scramble(AudioDraft draft)
    {
        byte[] bytes = new byte[draft.Payload.Length];
        Random.Shared.NextBytes(bytes);
        draft.Payload = bytes;
    }

    private static void Delay(CameraPlan plan, double seconds)
    {
        plan.AudioDelayUs = (long)(seconds * 1_000_000);
        plan.Audio = plan.Audio == AudioCodec.None ? AudioCodec.Aac : plan.Audio;
    }

    private sealed class NoConfiguration : Quirk
    {
        public override void Configure(CameraPlan plan) => plan.Audio = AudioCodec.Aac;

        public override string OnSdp(Rtsp.RtspExchange exchange, string sdp) => sdp.Replace(";config=1408", "", StringComparison.Ordinal);
    }
}
