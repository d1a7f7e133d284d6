using SimCamera.Streaming;

namespace SimCamera.Quirks;

/// <summary>A quirk of the sound; gives a camera without sound AAC, so that there is something to see.</summary>
internal sealed class SoundQuirk(Action<AudioDraft> change) : Quirk
{
    public override void Configure(CameraPlan plan) => plan.Audio = plan.Audio == AudioCodec.None ? AudioCodec.Aac : plan.Audio;

    public override void OnSound(AudioDraft draft) => change(draft);
}
