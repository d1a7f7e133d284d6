using Nvr.Rtsp.Tests.Foreign;
using static Nvr.Rtsp.Tests.Codecs.H265Sample;

namespace Nvr.Rtsp.Tests.Codecs;

public sealed class H265DepacketizerTests
{
    private readonly List<byte[]> _packets = [];
    private uint _time;

    [Fact]
    public void Receive_SinglesAggregatesAndFragments_GivePictures()
    {
        Picture(Aggregate(Vps, Sps, Pps), Idr);
        Picture(Fragment(Trail, 0x80, ..2), Fragment(Trail, 0, 2..2), Fragment(Trail, 0x40, 2..));
        Picture(Aggregate(Trail, LaterSlice));
        Assert.Equal([[Idr], [Trail], [Trail, LaterSlice]], Pictures());
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 1 << 1, 0, 0, 0 })]
    [InlineData(new byte[] { 1 << 1, 1, 0, 0, 0 })]
    public void Receive_NothingButZerosAfterTheHeader_IsNoSlice(byte[] zeros)
    {
        Picture(Aggregate(Vps, Sps, Pps), Idr);
        Picture(Trail, zeros, LaterSlice, zeros);
        Picture(zeros);
        Picture(Fragment(zeros, 0x80, ..2), Fragment(zeros, 0x40, 2..));
        Picture(Trail);
        Assert.Equal([[Idr], [Trail, LaterSlice], [Trail]], Pictures());
    }

    [Fact]
    public void Receive_DecodingOrderNumbers_AreSteppedOver()
    {
        byte[] Numbered(byte[] nal) => [.. nal[..2], 0, 7, .. nal[2..]];
        Picture(Numbered(Vps), Numbered(Sps), Numbered(Pps), Numbered(Idr));
        Picture([48 << 1, 1, 0, 8, 0, (byte)Trail.Length, .. Trail, 0, 0, (byte)LaterSlice.Length, .. LaterSlice]);
        Picture([49 << 1, 1, 0x80 | 1, 0, 9, .. Trail[2..4]], [49 << 1, 1, 0x40 | 1, .. Trail[4..]]);
        Assert.Equal([[Idr], [Trail, LaterSlice], [Trail]], Pictures(("sprop-max-don-diff", "1")));
    }

    [Fact]
    public void Receive_EveryIrapType_IsRandomAccess()
    {
        Picture(Vps, Sps, Pps, Idr);
        foreach (var type in (int[])[16, 17, 18, 19, 20, 21, 0, 1, 8, 9])
        {
            Picture([(byte)(type << 1), 1, type >= 16 ? (byte)0xAF : (byte)0xD0, 1, 2, 0x80]);
        }

        var units = Reception.Run(Reception.Video("H265"), _packets).Units;
        Assert.Equal([true, true, true, true, true, true, true, false, false, false, false], units.Select(unit => unit.IsRandomAccess));
    }

    [Fact]
    public void Receive_DescriptionOnly_GivesACompleteRecord()
    {
        string Text(byte[] nal) => System.Convert.ToBase64String(nal);
        using var receiver = Reception.Receiver(Reception.Video("H265", ("sprop-vps", Text(Vps)), ("sprop-sps", Text([0, 0, 0, 1, .. Sps])), ("sprop-pps", Text(Pps))));
        var format = receiver.Format!;
        Assert.Equal((320, 240), (format.Width, format.Height));
        Assert.Equal(23 + (3 * 5) + Vps.Length + Sps.Length + Pps.Length, format.Config.Length);
        Assert.True(format.Config.Span.EndsWith(Pps));
        Assert.InRange(format.ReorderDepth, 1, 4);
    }

    private void Picture(params byte[][] payloads)
    {
        for (var i = 0; i < payloads.Length; i++)
        {
            _packets.Add(RtpBytes.Packet(_packets.Count, _time, i == payloads.Length - 1, payloads[i]));
        }

        _time += 3600;
    }

    private List<List<byte[]>> Pictures(params (string, string)[] fmtp) =>
        [.. Reception.Run(Reception.Video("H265", fmtp), _packets).Units.Select(unit => ElementaryStream.NalsOfSample(unit.Data))];

    private static byte[] Aggregate(params byte[][] nals) =>
        [48 << 1, 1, .. nals.SelectMany(nal => new[] { (byte)(nal.Length >> 8), (byte)nal.Length }.Concat(nal))];

    private static byte[] Fragment(byte[] nal, int flags, Range data) => [49 << 1, 1, (byte)(flags | (nal[0] >> 1)), .. nal[2..][data]];
}
