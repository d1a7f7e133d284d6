using Nvr.Rtsp.Rtp;

namespace Nvr.Rtsp.Tests.Rtp;

public sealed class DecodeOrderTests
{
    private const int Frame = 3600;

    [Theory]
    [InlineData(1, new[] { 0, 3, 1, 2, 6, 4, 5, 9, 7, 8 })]
    [InlineData(2, new[] { 0, 4, 2, 1, 3, 8, 6, 5, 7, 12, 10, 9, 11 })]
    [InlineData(0, new[] { 0, 1, 2, 3, 4 })]
    public void Next_KnownDepth_GivesASteadyRhythmNotAfterPresentation(int depth, int[] shown)
    {
        var order = new DecodeOrder();
        order.SetDepth(depth);
        var times = shown.Select(time => order.Next(90_000 + (time * Frame), Frame)).ToArray();
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(Frame, pair.Second - pair.First));
        Assert.All(times.Zip(shown), pair => Assert.True(pair.First <= 90_000 + (pair.Second * Frame)));
        Assert.Equal(90_000 - (depth * Frame), times[0]);
    }

    [Fact]
    public void Learn_UnknownDepth_SettlesAfterTheFirstReorderedPictures()
    {
        var order = new DecodeOrder();
        var offsets = new List<long>();
        var last = long.MinValue;
        for (var group = 0; group < 10; group++)
        {
            foreach (var shown in (int[])[3, 1, 2])
            {
                var time = 90_000L + (((group * 3) + shown) * Frame);
                order.Learn(time);
                var decoded = order.Next(time, Frame);
                Assert.True(decoded > last);
                last = decoded;
                offsets.Add(time - decoded);
            }
        }

        Assert.InRange(order.Depth, 1, 2);
        Assert.All(offsets.Skip(6), offset => Assert.True(offset >= 0));
    }
}
