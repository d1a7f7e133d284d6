using Nvr.Core.Media;
using Nvr.Rtsp.Codecs.Nal;

namespace Nvr.Rtsp.Codecs.H264;

/// <summary>Reads NAL unit headers, slice headers and recovery points of H.264.</summary>
internal sealed class H264Codec(int clockRate) : NalCodec
{
    private const int SliceHeaderBytes = 16;

    private readonly H264ParameterSets _sets = new(clockRate);

    public override TrackFormat? Format => _sets.Format;

    public override TrackFormat? Resolve(int pictureSet) => _sets.Resolve(pictureSet);

    public override NalInfo Inspect(ReadOnlySpan<byte> nal) => nal.Length < 2 || (nal[0] & 0x80) != 0 ? default : (nal[0] & 0x1F) switch
    {
        1 or 2 => InspectSlice(nal, isIdr: false),
        5 => InspectSlice(nal, isIdr: true),
        3 or 4 => new NalInfo(NalKind.Slice) { PictureSet = -1 },
        6 => new NalInfo(NalKind.Prefix) { IsRandomAccess = IsRecoveryPoint(nal) },
        7 or 8 => new NalInfo(NalKind.ParameterSet),
        9 => new NalInfo(NalKind.Delimiter),
        19 => new NalInfo(NalKind.Suffix),
        _ => default,
    };

    public override void Store(ReadOnlySpan<byte> nal, bool isInBand)
    {
        if ((nal[0] & 0x1F) == 7)
        {
            _sets.StoreSequence(nal, isInBand);
        }
        else
        {
            _sets.StorePicture(nal, isInBand);
        }
    }

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

    private NalInfo InspectSlice(ReadOnlySpan<byte> nal, bool isIdr)
    {
        var reader = new BitReader(nal[1..Math.Min(nal.Length, SliceHeaderBytes)]);
        var firstMacroblock = reader.Ue();
        var type = reader.Ue(9) % 5;
        var pictureSet = reader.Ue(255);
        var isWhole = !reader.Failed;
        return new NalInfo(NalKind.Slice)
        {
            StartsPicture = firstMacroblock == 0 && _sets.Active is { } sps && !IsField(ref reader, sps),
            IsRandomAccess = isIdr,
            MayStepBack = type == 1,
            PictureSet = isWhole ? pictureSet : -1,
        };
    }

    // Two fields of one picture both begin at macroblock 0 and share the sample.
    private static bool IsField(ref BitReader reader, H264Sps sps)
    {
        reader.Skip(sps.ColourPlaneBits + sps.FrameNumberBits);
        return !sps.FrameMbsOnly && reader.Flag();
    }

    // Cameras with intra refresh send one IDR picture in their life; the recovery point says where decoding can begin.
    private static bool IsRecoveryPoint(ReadOnlySpan<byte> nal)
    {
        const int RecoveryPoint = 6;
        var reader = new BitReader(nal);
        reader.Skip(8);
        while (!reader.Failed)
        {
            var type = ReadSeiNumber(ref reader);
            var bytes = ReadSeiNumber(ref reader);
            if (type == RecoveryPoint && bytes > 0)
            {
                return reader.Ue() == 0 && !reader.Failed;
            }

            reader.Skip(bytes * 8);
        }

        return false;
    }

    private static int ReadSeiNumber(ref BitReader reader)
    {
        var (sum, part) = (0, 0u);
        do
        {
            part = reader.Bits(8);
            sum += (int)part;
        }
        while (part == 0xFF && !reader.Failed);

        return sum;
    }
}
