using Fuzz.Engine;
using Fuzz.Material;
using Nvr.Rtsp.Codecs.Audio;
using Nvr.Rtsp.Codecs.H264;
using Nvr.Rtsp.Codecs.H265;
using Nvr.Rtsp.Codecs.Nal;

namespace Fuzz.Targets;

/// <summary>
/// Parameter sets by themselves, where bits decide how many bits follow. The first byte chooses the reader, the rest is the set: parsed
/// it has a believable picture, and what is written of it stays in proportion to it.
/// </summary>
internal sealed class ParameterSetsTarget(MaterialStore material) : IFuzzTarget
{
    private const int MaxPixels = 32 * 1024;

    public string Name => "sets";

    public int MaxBytes => 4096;

    public IReadOnlyList<byte[]> Words { get; } = [[0, 0, 3], [0, 0, 0, 1], [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0], [0x67, 100, 0, 31], [0x42, 1, 1]];

    public IEnumerable<byte[]> Seeds()
    {
        // Whatever a sender puts near the beginning of its stream: parameter sets among it.
        foreach (RecordedPacket packet in material.Of("h264").Packets.Concat(material.Of("h265").Packets).Where(p => !p.IsControl && p.Bytes.Length > 12).Take(40))
        {
            yield return [0, .. packet.Bytes.AsSpan(12)];
            yield return [1, .. packet.Bytes.AsSpan(12)];
        }
        yield return [0, .. Convert.FromHexString("67640028ACD940780227E5C044000003000400000300F03C60C658")];
        yield return [0, .. Convert.FromHexString("674D401F965280A00B76054040405000003E80000C350E0860009C4000138BF7BE0ED0A15900")];
        yield return [1, .. Convert.FromHexString("420101016000000300B00000030000030078A003C08010E58DAE4932F4DC080808082000000300200000065142")];
        yield return [2, 0x11, 0x90];
        yield return [2, 0x2B, 0x11, 0x88, 0x00];
    }

    public IReadOnlyList<Range> Pieces(byte[] input) => input.Length < 2 ? [] : [1..((input.Length + 1) / 2), ((input.Length + 1) / 2)..input.Length];

    public void Run(byte[] input)
    {
        if (input.Length == 0)
        {
            return;
        }
        ReadOnlySpan<byte> set = input.AsSpan(1);
        switch (input[0] % 3)
        {
            case 0 when H264SpsParser.Parse(set) is { } sps:
                Check(sps.Width, sps.Height);
                break;
            case 1 when H265SpsParser.Parse(set) is { } sps:
                Check(sps.Width, sps.Height);
                break;
            case 2 when AudioSpecificConfig.Parse(set) is { } config:
                BrokenPromiseException.Unless(config is { SampleRate: > 0, FrameSamples: > 0, Channels: >= 0 and <= 24, OutputRate: >= 0 }, "a sound format that cannot be");
                break;
        }
        BrokenPromiseException.Unless(AnnexB.TrimZeros(set).Length <= set.Length, "trimming made it longer");
    }

    private static void Check(int width, int height) =>
        BrokenPromiseException.Unless(width is > 0 and <= MaxPixels && height is > 0 and <= MaxPixels, "a picture of a size that cannot be");
}
