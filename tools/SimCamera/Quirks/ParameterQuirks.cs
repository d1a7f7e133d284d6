using SimCamera.Material;
using SimCamera.Rtsp;
using SimCamera.Streaming;

namespace SimCamera.Quirks;

/// <summary>Quirks of H.264 and H.265 parameter sets, in the SDP and in the stream. MJPEG cameras show none of them. Immutable.</summary>
internal static class ParameterQuirks
{
    // Not zeros: those would belong to the next start code when the stream is written as Annex B.
    private static readonly byte[] s_trailing = [0x00, 0x42];

    public static IEnumerable<QuirkEntry> All { get; } =
    [
        Told("sprop-missing", "The SDP tells no parameter sets.", p => p.AreTold = false),
        Told("sprop-empty", "The SDP has the attributes, with nothing in them.", Empty),
        Told("sprop-no-pps", "The SDP tells no PPS.", p => p.Sets.Pps.Clear()),
        Told("sprop-annexb", "The SDP tells parameter sets with start codes, in one piece of base64.", p => p.InAnnexB = true),
        Told("sprop-wrong", "The SDP tells the other stream's parameter sets, which contradict the pictures.", Swap),
        QuirkEntry.Plain("params-out-of-band-only", "Parameter sets stand in the SDP and never in the stream.", () => new PictureQuirk(Strip)),
        QuirkEntry.Plain("sps-trailing-bytes", "Two stray bytes follow each SPS, in the SDP and in the stream.", () => new TrailingBytes()),
        QuirkEntry.Of("params-change-every", "SECONDS", 5, "Changes between two picture sizes, at a key frame.",
            seconds => new PlanQuirk(p => Alternate(p, Smaller, (int)seconds))),
        QuirkEntry.Plan("params-flap", "Changes the picture size at every key frame.", p => Alternate(p, Smaller, 0)),
        QuirkEntry.Plan("params-imperceptible", "Changes parameter sets at every key frame in a way that no viewer sees: in the rate they claim.",
            p => Alternate(p, r => r with { ClaimedFps = r.Fps * 2 }, 0)),
        QuirkEntry.Plan("scaling-lists", "The parameter sets carry scaling lists.", p => p.ChangeMaterial(WithScalingLists)),
        QuirkEntry.Plan("sub-layers", "H.265 with two temporal sub-layers (H.264 is left alone).", p => p.ChangeMaterial(WithSubLayers)),
    ];

    private static QuirkEntry Told(string name, string sentence, Action<SdpParameters> change) =>
        QuirkEntry.Plain(name, sentence, () => new ParameterSetQuirk(change));

    private static void Empty(SdpParameters parameters)
    {
        parameters.Sets.Vps.Clear();
        parameters.Sets.Sps.Clear();
        parameters.Sets.Pps.Clear();
    }

    private static void Swap(SdpParameters parameters) => parameters.Sets = parameters.OtherSets;

    private static void Strip(VideoDraft draft)
    {
        if (draft.Codec != VideoCodec.Mjpeg)
        {
            draft.Units.RemoveAll(u => NalKind.IsParameterSet(draft.Codec, NalKind.Type(draft.Codec, u.Span)));
        }
    }

    private static void Alternate(CameraPlan plan, Func<VideoRecipe, VideoRecipe> other, int seconds)
    {
        plan.Variants.Add(recipe => other(plan.Variants[0](recipe)));
        plan.SecondsPerVariant = seconds;
    }

    private static VideoRecipe Smaller(VideoRecipe recipe) =>
        recipe with { Width = Math.Max(64, recipe.Width / 2 / 8 * 8), Height = Math.Max(64, recipe.Height / 2 / 8 * 8) };

    private static VideoRecipe WithScalingLists(VideoRecipe recipe) =>
        WithSettings(recipe, recipe.Codec == VideoCodec.H264 ? "cqm=jvt" : "scaling-list=default");

    private static VideoRecipe WithSubLayers(VideoRecipe recipe) =>
        recipe.Codec == VideoCodec.H265 ? WithSettings(recipe with { BFrames = 2 }, "temporal-layers=1:b-pyramid=1") : recipe;

    private static VideoRecipe WithSettings(VideoRecipe recipe, string settings) =>
        recipe with { CoderSettings = recipe.CoderSettings.Length == 0 ? settings : $"{recipe.CoderSettings}:{settings}" };

    private sealed class TrailingBytes : Quirk
    {
        public override void OnParameterSets(SdpParameters parameters)
        {
            List<byte[]> sets = parameters.Sets.Sps;
            for (int i = 0; i < sets.Count; i++)
            {
                sets[i] = [.. sets[i], .. s_trailing];
            }
        }

        public override void OnPicture(VideoDraft draft)
        {
            for (int i = 0; draft.Codec != VideoCodec.Mjpeg && i < draft.Units.Count; i++)
            {
                ReadOnlySpan<byte> unit = draft.Units[i].Span;
                if (NalKind.IsSps(draft.Codec, NalKind.Type(draft.Codec, unit)))
                {
                    draft.Units[i] = (byte[])[.. unit, .. s_trailing];
                }
            }
        }
    }
}
