namespace SimCamera.Material;

/// <summary>Copies of the parameter sets of a loop's first picture; empty lists where the coding has none. Free to change by the owner.</summary>
internal sealed class ParameterSets
{
    public List<byte[]> Vps { get; } = [];

    public List<byte[]> Sps { get; } = [];

    public List<byte[]> Pps { get; } = [];

    public static ParameterSets Of(VideoCodec codec, VideoFrame first)
    {
        var sets = new ParameterSets();
        if (codec == VideoCodec.Mjpeg)
        {
            return sets;
        }

        foreach (ReadOnlyMemory<byte> unit in first.Units)
        {
            sets.ListFor(codec, NalKind.Type(codec, unit.Span))?.Add(unit.ToArray());
        }

        return sets;
    }

    private List<byte[]>? ListFor(VideoCodec codec, int type) =>
        NalKind.IsVps(codec, type) ? Vps : NalKind.IsSps(codec, type) ? Sps : NalKind.IsPps(codec, type) ? Pps : null;
}
