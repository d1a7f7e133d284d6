using Nvr.Media.Watching;

namespace Nvr.Media.Tests.Watching;

/// <summary>Streams that are nothing but sizes.</summary>
public sealed class SizeGateTests
{
    private const int KeyBytes = 16_000;
    private const long Second = 1_000_000;
    private const long PictureUs = 80_000;

    private readonly SizeGate gate = new();
    private readonly Random random = new(1);
    private long nowUs = 100 * Second;

    [Fact]
    public void StillStream_IsFollowedUntilItIsKnown_ThenKeyFramesDo()
    {
        Assert.All(Run(10), Assert.True);
        Run(15);
        Assert.All(Run(60), Assert.False);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(150)]
    public void WhatACoupleOfPicturesCostMore_Wakes_AtOnce_AndForAWhile(int more)
    {
        Run(42);
        bool[] risen = Run(0.8, more: more);
        Assert.True(risen[^1]);
        Assert.True(risen.Count(r => !r) <= 5, $"{risen.Count(r => !r)} pictures passed.");
        Assert.All(Run((SizeGate.AwakeUs / 1e6) - 1), Assert.True);
        Run(6);
        Assert.All(Run(20), Assert.False);
    }

    [Fact]
    public void ASmallRiseThatStays_WakesALittleLater()
    {
        Run(42, spread: 18);
        bool[] risen = Run(3, spread: 18, more: 25);
        Assert.False(risen[2]);
        Assert.True(risen[^1]);
    }

    [Fact]
    public void PicturesThatMendTheKeyFrame_AreNoNews()
    {
        Run(42, afterKey: 60);
        Assert.All(Run(60, afterKey: 60), Assert.False);
    }

    [Fact]
    public void OnePictureThatIsALittleLarger_IsNothing()
    {
        Run(40);
        Assert.All(Run(20, oddOne: 60), Assert.False);
    }

    [Fact]
    public void WhatMoves_IsFollowed_AndIsNotUsual()
    {
        Run(40);
        for (int i = 0; i < 300; i++)
        {
            gate.Moves(nowUs);
            Assert.All(Run(0.2, more: 120), Assert.True);
        }
        Run(15);
        Assert.All(Run(10), Assert.False);
        Assert.True(Run(0.8, more: 120)[^1]);
    }

    [Fact]
    public void WhatMovesFromTheBeginning_LeavesNothingToKnow()
    {
        for (int i = 0; i < 600; i++)
        {
            gate.Moves(nowUs);
            Assert.All(Run(0.2), Assert.True);
        }
    }

    [Theory]
    // A rate that is filled up, noise that is coded, sizes that come and go, key frames that are no larger than others.
    [InlineData(4600, 10)]
    [InlineData(900, 400)]
    [InlineData(100, 90)]
    [InlineData(16_000, 0)]
    public void SizesWithoutNews_AreNotBelieved(int usual, int spread)
    {
        Assert.All(Run(120, usual, spread), Assert.True);
        Assert.False(gate.CarriesNews);
    }

    [Fact]
    public void GroupsThatAreLong_KeyFramesAlone_AndPicturesOutOfOrder_AreFollowed()
    {
        Assert.All(Run(300, groupSeconds: 10), Assert.True);
        var keys = new SizeGate();
        Assert.All(Enumerable.Range(0, 2000).Select(i => keys.Take(true, KeyBytes, i * PictureUs)), Assert.True);
        var disordered = new SizeGate();
        int[] order = [0, 3, 1, 2];
        Assert.All(Enumerable.Range(0, 2000).Select(i => disordered.Take(i % 24 == 0, i % 24 == 0 ? KeyBytes : 20, ((i / 4 * 4) + order[i % 4]) * PictureUs)), Assert.True);
    }

    [Fact]
    public void OnePictureOutOfOrder_IsForgottenAfterAMinute()
    {
        Run(40);
        Assert.True(gate.Take(false, 20, nowUs - Second));
        Assert.All(Run(55), Assert.True);
        Run(10);
        Assert.All(Run(20), Assert.False);
    }

    [Fact]
    public void GroupThatBecomesLong_IsFollowedFromThenOn()
    {
        Run(40);
        bool[] followed = Run(20, groupSeconds: 30);
        Assert.False(followed[10]);
        Assert.True(followed[^1]);
    }

    private bool[] Run(double seconds, int usual = 20, int spread = 6, int more = 0, int oddOne = 0, int afterKey = 0, double groupSeconds = 4)
    {
        List<bool> follows = [];
        int inGroup = (int)(groupSeconds * Second / PictureUs);
        for (int i = 0; i < seconds * Second / PictureUs; i++, nowUs += PictureUs)
        {
            bool isKey = nowUs / PictureUs % inGroup == 0;
            int odd = (i % 40 == 20 ? oddOne : 0) + (nowUs / PictureUs % inGroup < 5 ? afterKey : 0);
            follows.Add(gate.Take(isKey, isKey ? KeyBytes + random.Next(200) : usual + random.Next(-spread, spread + 1) + more + odd, nowUs));
        }
        return [.. follows];
    }
}
