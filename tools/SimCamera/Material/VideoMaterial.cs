namespace SimCamera.Material;

/// <summary>A loop of coded video held in memory: all pictures in decoding order, the first one a key picture. Immutable.</summary>
internal sealed class VideoMaterial
{
    private VideoMaterial(VideoRecipe recipe, VideoFrame[] frames)
    {
        Recipe = recipe;
        Frames = frames;
    }

    public VideoRecipe Recipe { get; }

    public VideoFrame[] Frames { get; }

    public ParameterSets CopyParameterSets() => ParameterSets.Of(Recipe.Codec, Frames[0]);

    public static VideoMaterial Parse(VideoRecipe recipe, EncodedFile file)
    {
        long origin = file.Packets.Count == 0 ? 0 : file.Packets.Min(p => p.Pts);
        var frames = new VideoFrame[file.Packets.Count];
        int at = 0;
        for (int i = 0; i < frames.Length; i++)
        {
            EncodedPacket packet = file.Packets[i];
            int place = (int)((packet.Pts - origin) * recipe.Fps * file.TimeBaseNumerator / file.TimeBaseDenominator);
            frames[i] = FrameOf(recipe.Codec, file.Data.Slice(at, packet.Bytes), place);
            at += packet.Bytes;
        }

        if (frames.Length != recipe.Frames || !frames[0].IsKey)
        {
            throw new InvalidDataException($"The material has {frames.Length} pictures instead of {recipe.Frames}, or starts without a key.");
        }

        return new VideoMaterial(recipe, frames);
    }

    private static VideoFrame FrameOf(VideoCodec codec, ReadOnlyMemory<byte> data, int place)
    {
        if (codec == VideoCodec.Mjpeg)
        {
            return new VideoFrame([data], true, place);
        }

        // The encoder's own SEI (its version and settings) is dropped: the stamp is the only one a checker meets.
        List<ReadOnlyMemory<byte>> units = AnnexB.Split(data);
        units.RemoveAll(u => NalKind.IsSei(codec, NalKind.Type(codec, u.Span)));
        bool key = units.Exists(u => NalKind.IsKey(codec, NalKind.Type(codec, u.Span)));
        return new VideoFrame([.. units], key, place);
    }
}
