using Nvr.Rtsp.Codecs.H264;

namespace Nvr.Rtsp.Tests.Codecs;

/// <summary>Picture sizes that a sequence parameter set may tell: none beyond what level 6.2 of ITU-T H.264 allows, 1055 macroblocks along a side.</summary>
public sealed class H264SizeTests
{
    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(1055, 1055, true)]
    [InlineData(120, 527, false)]
    public void Parse_SizeThatTheStandardAllows_IsTaken(int wide, int unitsHigh, bool isFrameOnly)
    {
        H264Sps? sps = H264SpsParser.Parse(Set(wide, unitsHigh, isFrameOnly));
        Assert.Equal((wide * 16, unitsHigh * (isFrameOnly ? 16 : 32)), (sps?.Width, sps?.Height));
    }

    [Theory]
    [InlineData(1056, 1, true)]
    [InlineData(1, 1056, true)]
    [InlineData(1, 528, false)]
    [InlineData(1, 1025, false)]
    public void Parse_SizeBeyondTheStandard_IsNoSet(int wide, int unitsHigh, bool isFrameOnly) =>
        Assert.Null(H264SpsParser.Parse(Set(wide, unitsHigh, isFrameOnly)));

    private static byte[] Set(int wide, int unitsHigh, bool isFrameOnly)
    {
        string Number(int value) => new string('0', Convert.ToString(value + 1, 2).Length - 1) + Convert.ToString(value + 1, 2);
        string bits = string.Concat(Number(0), Number(0), Number(0), Number(0), Number(1), "0", Number(wide - 1), Number(unitsHigh - 1), isFrameOnly ? "1" : "00", "1", "0", "0", "1");
        string whole = bits.PadRight((bits.Length + 7) / 8 * 8, '0');
        return [0x67, 66, 0, 62, .. Enumerable.Range(0, whole.Length / 8).Select(i => Convert.ToByte(whole.Substring(i * 8, 8), 2))];
    }
}
