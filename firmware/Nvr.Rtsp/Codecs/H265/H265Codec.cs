using Nvr.Core.Media;
using Nvr.Rtsp.Codecs.Nal;

namespace Nvr.Rtsp.Codecs.H265;

/// <summary>Reads NAL unit and slice headers of H.265. Only the base layer is taken.</summary>
internal sealed class H265Codec(int clockRate) : NalCodec
{
    internal const int VideoSet = 32;
    internal const int SequenceSet = 33;
    internal const int PictureSet = 34;

    private const int SliceHeaderBytes = 8;

    private readonly H265ParameterSets _sets = new(clockRate);

    public override TrackFormat? Format => _sets.Format;

    public static int TypeOf(byte firstByte) => (firstByte >> 1) & 0x3F;

    public override TrackFormat? Resolve(int pictureSet) => _sets.Resolve(pictureSet);

    public override NalInfo Inspect(ReadOnlySpan<byte> nal)
    {
        var isBaseLayer = nal.Length > 2 && (nal[0] & 0x81) == 0 && nal[1] >> 3 == 0;
        return !isBaseLayer ? new NalInfo() : TypeOf(nal[0]) switch
        {
            <= 9 or (>= 16 and <= 21) => InspectSlice(nal),
            VideoSet or SequenceSet or PictureSet => new NalInfo(NalKind.ParameterSet),
            35 => new NalInfo(NalKind.Delimiter),
            39 => new NalInfo(NalKind.Prefix),
            40 => new NalInfo(NalKind.Suffix),
            _ => new NalInfo(),
        };
    }

    public override void Store(ReadOnlySpan<byte> nal, bool isInBand) => _sets.Store(TypeOf(nal[0]), nal, isInBand);

    /// <summary>Takes the parameter sets of a session description, whatever is wrong with them.</summary>
    public void StoreFromSdp(ReadOnlySpan<byte> bytes)
    {
        while (AnnexB.TryTake(ref bytes, out var nal))
        {
            if (Inspect(nal).Kind == NalKind.ParameterSet)
            {
                Store(nal, isInBand: false);
            }
        }

        _sets.ResolveAny();
    }

    private static NalInfo InspectSlice(ReadOnlySpan<byte> nal)
    {
        var isIntraRandomAccess = TypeOf(nal[0]) >= 16;
        var reader = new BitReader(nal[2..Math.Min(nal.Length, 2 + SliceHeaderBytes)]);
        var isFirst = reader.Flag();
        reader.Skip(isIntraRandomAccess ? 1 : 0);
        var pictureSet = reader.Ue(63);
        return new NalInfo(NalKind.Slice)
        {
            StartsPicture = isFirst,
            IsRandomAccess = isIntraRandomAccess,
            PictureSet = reader.Failed ? -1 : pictureSet,
        };
    }
}
