using Nvr.Media.Sound;

namespace Nvr.Media.Tests.Sound;

public sealed class SoundGridTests
{
    private const int Frame = SoundGrid.SamplesPerFrame;

    private readonly List<float> first = [];
    private readonly List<float> second = [];

    [Fact]
    public void Pieces_OneAfterTheOther_AreOneRow()
    {
        SoundGrid grid = NewGrid(2);
        for (int at = 0; at < 3 * Frame; at += 96)
        {
            grid.Put(at, Ramp(at, 96), Ramp(-at, 96));
        }

        Assert.Equal(Ramp(0, 3 * Frame), first);
        Assert.Equal(3 * Frame, second.Count);
        Assert.Equal([-96f, -95f], second.GetRange(96, 2));
    }

    [Fact]
    public void Hole_IsSilence_OfItsLength()
    {
        SoundGrid grid = NewGrid(1);
        grid.Put(0, Ramp(1, 100), default);
        grid.Put(5000, Ramp(7, 100), default);
        grid.CloseFrame();

        Assert.Equal(5 * Frame, first.Count);
        Assert.Equal([99f, 100f, 0f], first.GetRange(98, 3));
        Assert.Equal([0f, 7f, 8f], first.GetRange(4999, 3));
        Assert.Equal(200, first.Count(s => s != 0));
    }

    [Fact]
    public void Overlap_AndWhatLiesBeforeTheBeginning_IsLeftOut()
    {
        SoundGrid grid = NewGrid(1);
        grid.Put(-10, Ramp(1, 20), default);
        grid.Put(5, Ramp(101, 20), default);
        grid.Put(2, Ramp(201, 4), default);
        grid.CloseFrame();

        Assert.Equal(25, first.Count(s => s != 0));
        Assert.Equal([11f, 12f], first.GetRange(0, 2));
        Assert.Equal([20f, 106f], first.GetRange(9, 2));
        Assert.Equal(Frame, first.Count);
    }

    [Fact]
    public void Passing_FillsUpToThere_AndNoFurther()
    {
        SoundGrid grid = NewGrid(1);
        grid.FillTo(2 * Frame + 1);
        grid.FillTo(5);
        grid.Put(0, Ramp(1, 2 * Frame + 3), default);

        Assert.Equal(2 * Frame, first.Count);
        Assert.Equal((2 * Frame) + 3, grid.End);
        Assert.All(first, s => Assert.Equal(0, s));
    }

    private SoundGrid NewGrid(int channels) => new(channels, (left, right) =>
    {
        Assert.Equal(Frame, left.Length);
        Assert.Equal(channels == 2 ? Frame : 0, right.Length);
        first.AddRange(left);
        second.AddRange(right);
    });

    private static float[] Ramp(int from, int count) => [.. Enumerable.Range(from, count).Select(i => (float)i)];
}
